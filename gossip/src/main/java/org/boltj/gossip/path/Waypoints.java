package org.boltj.gossip.path;

import java.util.List;
import org.boltj.gossip.scoring.ChannelDirection;

/**
 * What a route must pass. A search has as many layers of nodes as there are waypoints, and one
 * more; going backwards it comes to the next layer with each waypoint. As a route passes no node
 * twice, whoever comes to a waypoint before its turn can stop.
 */
final class Waypoints {
  private static final int NOWHERE = -2;

  private final Overlay overlay;

  /** From payee to payer. */
  private final List<Waypoint> backwards;

  private final int[] begins;
  private final int[] ends;

  Waypoints(Overlay overlay) {
    this.overlay = overlay;
    this.backwards = overlay.request.through().reversed();
    this.begins = new int[backwards.size()];
    this.ends = new int[backwards.size()];
    for (int i = 0; i < begins.length; i++) {
      locate(i);
    }
  }

  private void locate(int at) {
    switch (backwards.get(at)) {
      case Waypoint.Node node -> {
        begins[at] = overlay.nodeIndex(node.nodeId());
        ends[at] = NOWHERE;
      }
      case Waypoint.Channel channel -> {
        int[] nodes = overlay.ends(channel.direction()).orElse(new int[] {NOWHERE, NOWHERE});
        begins[at] = nodes[0];
        ends[at] = nodes[1];
      }
    }
  }

  /** Whether all are known, lie between the ends, and are not more than a route has channels. */
  boolean isPossible() {
    boolean possible = begins.length <= overlay.request.maxHops();
    for (int at = 0; at < begins.length; at++) {
      boolean known = begins[at] >= 0 && (ends[at] >= 0 || isNode(at));
      boolean anEnd = begins[at] == overlay.target || isNode(at) && begins[at] == overlay.source;
      possible &= known && !anEnd;
    }
    return possible;
  }

  private boolean isNode(int at) {
    return backwards.get(at) instanceof Waypoint.Node;
  }

  int count() {
    return begins.length;
  }

  /**
   * The state of the node where the edge begins, when it leads on to that state; -1 when no route
   * can come of it.
   */
  int stateAfter(int state, OverlayEdge edge, int nodes) {
    int before = state / nodes;
    int layer = before;
    while (layer < begins.length && isPassed(layer, edge)) {
      layer++;
    }
    boolean missed = layer == before && layer < begins.length && ends[layer] == edge.to;
    for (int waiting = layer; waiting < begins.length; waiting++) {
      missed |= begins[waiting] == edge.from || waiting > layer && ends[waiting] == edge.from;
    }
    return missed ? -1 : layer * nodes + edge.from;
  }

  private boolean isPassed(int at, OverlayEdge edge) {
    return switch (backwards.get(at)) {
      case Waypoint.Node node -> begins[at] == edge.from;
      case Waypoint.Channel channel -> {
        ChannelDirection direction =
            begins[at] == edge.from && ends[at] == edge.to ? overlay.direction(edge.edge) : null;
        yield channel.direction().equals(direction);
      }
    };
  }
}
