package org.boltj.gossip.path;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.boltj.gossip.graph.EdgeData;
import org.boltj.gossip.graph.GraphView;
import org.boltj.gossip.scoring.ChannelDirection;

/**
 * Where an amount can come from the payee backwards, or from the payer forwards, fees and limits
 * aside, and what stops it at the border.
 */
final class Flood {
  private static final int EXAMPLES = 3;

  private final GraphView graph;
  private final Overlay overlay;
  private final boolean forwards;
  private final long amount;
  private final BitSet reached = new BitSet();
  private final ArrayDeque<Integer> queue = new ArrayDeque<>();
  private final List<int[]> stopped = new ArrayList<>();
  private final OverlayEdge edge = new OverlayEdge();

  Flood(GraphView graph, Overlay overlay, boolean forwards) {
    this.graph = graph;
    this.overlay = overlay;
    this.forwards = forwards;
    this.amount = overlay.request.amount().msat();
    reach(forwards ? overlay.source : overlay.target);
    while (!queue.isEmpty()) {
      expand(queue.poll());
    }
  }

  /** Nodes reached beside the one where it began. */
  int nodes() {
    return reached.cardinality() - 1;
  }

  boolean reaches(int node) {
    return reached.get(node);
  }

  private void reach(int node) {
    if (!reached.get(node)) {
      reached.set(node);
      queue.add(node);
    }
  }

  private void expand(int node) {
    int[] graphEdges = forwards ? overlay.graphEdgesBackInto(node) : overlay.graphEdgesInto(node);
    for (int in : graphEdges) {
      int other = overlay.peek(in);
      if (other >= 0) {
        follow(node, forwards ? in ^ 1 : in, other);
      }
    }
    int[] added = forwards ? overlay.addedEdgesFrom(node) : overlay.addedEdgesInto(node);
    for (int at : added) {
      overlay.read(at, edge);
      follow(node, at, forwards ? edge.to : edge.from);
    }
  }

  private void follow(int node, int number, int other) {
    boolean end = node == overlay.source || node == overlay.target;
    boolean passes = end || overlay.isPassable(node);
    if (passes && overlay.read(number, edge) && edge.admits(amount)) {
      reach(other);
    } else {
      stopped.add(new int[] {number, other, node});
    }
  }

  /** What stops the flood, by rule; the most frequent first. */
  List<Cut> cuts() {
    Map<Cut.Rule, List<ChannelDirection>> byRule = new EnumMap<>(Cut.Rule.class);
    for (int[] stop : stopped) {
      ChannelDirection direction = overlay.direction(stop[0]);
      int from = forwards ? stop[2] : stop[1];
      if (!reached.get(stop[1]) && direction != null && !isHidden(stop[0], from)) {
        byRule
            .computeIfAbsent(rule(stop[0], stop[2], direction), rule -> new ArrayList<>())
            .add(direction);
      }
    }
    return byRule.entrySet().stream()
        .map(entry -> cut(entry.getKey(), entry.getValue()))
        .sorted((one, other) -> Integer.compare(other.edges(), one.edges()))
        .toList();
  }

  /** The payer's channels count as he knows them, not as the graph does. */
  private boolean isHidden(int number, int from) {
    return from == overlay.source
        && number < overlay.graphEdges()
        && overlay.request.localChannels().isPresent();
  }

  private static Cut cut(Cut.Rule rule, List<ChannelDirection> directions) {
    List<ChannelDirection> examples = directions.stream().sorted().limit(EXAMPLES).toList();
    return new Cut(rule, directions.size(), examples);
  }

  private Cut.Rule rule(int number, int node, ChannelDirection direction) {
    RouteRequest request = overlay.request;
    boolean end = node == overlay.source || node == overlay.target;
    if (!end && !overlay.isPassable(node)) {
      return request.forbiddenNodes().contains(overlay.nodeId(node))
          ? Cut.Rule.FORBIDDEN_NODE
          : Cut.Rule.UNKNOWN_FEATURES;
    }
    if (request.forbiddenChannels().contains(direction)) {
      return Cut.Rule.FORBIDDEN_CHANNEL;
    }
    if (overlay.read(number, edge)) {
      return edge.admits(amount) ? Cut.Rule.UNUSABLE : amountRule(direction);
    }
    boolean known =
        number < overlay.graphEdges() && graph.read(number, new EdgeData())
            || request.patches().containsKey(direction);
    boolean changed =
        request.caps().containsKey(direction) || request.inFlight().containsKey(direction);
    return !known
        ? Cut.Rule.UNUSABLE
        : changed ? Cut.Rule.LEARNT_OR_IN_FLIGHT : Cut.Rule.NOT_AN_END;
  }

  private Cut.Rule amountRule(ChannelDirection direction) {
    if (amount < edge.least) {
      return Cut.Rule.AMOUNT_TOO_SMALL;
    }
    RouteRequest request = overlay.request;
    return request.caps().containsKey(direction) || request.inFlight().containsKey(direction)
        ? Cut.Rule.LEARNT_OR_IN_FLIGHT
        : Cut.Rule.AMOUNT_TOO_LARGE;
  }
}
