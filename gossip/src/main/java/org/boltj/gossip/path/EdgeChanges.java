package org.boltj.gossip.path;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.ShortChannelId;
import org.boltj.gossip.graph.EdgeData;
import org.boltj.gossip.graph.GraphView;
import org.boltj.gossip.message.ChannelUpdate;
import org.boltj.gossip.scoring.ChannelDirection;
import org.jspecify.annotations.Nullable;

/** What a request changes at single channels: forbidden, capped, in use, or with another policy. */
final class EdgeChanges {
  /** Nothing that any HTLC could use. */
  private static final Change FORBIDDEN = new Change(null, -1, 0);

  private final RouteRequest request;
  private final GraphView graph;
  private final boolean ends;
  private final int[] keys;
  private final Change[] values;
  private final int mask;

  /** What is different at one edge. */
  private record Change(ChannelUpdate.@Nullable Policy patch, long most, long inFlight) {}

  private EdgeChanges(GraphView graph, RouteRequest request, Set<ChannelDirection> changed) {
    this.graph = graph;
    this.request = request;
    this.ends = !request.firstChannels().isEmpty() || !request.lastChannels().isEmpty();
    int size = changed.isEmpty() ? 0 : Integer.highestOneBit(changed.size() * 4);
    this.keys = new int[size];
    this.values = new Change[size];
    this.mask = size - 1;
    changed.forEach(this::put);
  }

  static EdgeChanges of(GraphView graph, RouteRequest request) {
    Set<ChannelDirection> changed = new HashSet<>(request.forbiddenChannels());
    changed.addAll(request.caps().keySet());
    changed.addAll(request.inFlight().keySet());
    changed.addAll(request.patches().keySet());
    return new EdgeChanges(graph, request, changed);
  }

  private void put(ChannelDirection direction) {
    int channel = graph.channelIndex(direction.shortChannelId());
    if (channel < 0) {
      return;
    }
    int edge = 2 * channel + direction.direction();
    int at = slot(edge);
    while (values[at] != null) {
      at = (at + 1) & mask;
    }
    keys[at] = edge;
    values[at] = change(direction);
  }

  private Change change(ChannelDirection direction) {
    return request.forbiddenChannels().contains(direction)
        ? FORBIDDEN
        : new Change(
            request.patches().get(direction),
            msat(request.caps(), direction, Long.MAX_VALUE),
            msat(request.inFlight(), direction, 0));
  }

  private static long msat(
      Map<ChannelDirection, MilliSatoshi> amounts, ChannelDirection direction, long otherwise) {
    MilliSatoshi amount = amounts.get(direction);
    return amount == null ? otherwise : amount.msat();
  }

  private int slot(int edge) {
    return (edge * 0x9E3779B9) >>> 7 & mask;
  }

  private @Nullable Change find(int edge) {
    if (keys.length == 0) {
      return null;
    }
    int at = slot(edge);
    while (values[at] != null) {
      if (keys[at] == edge) {
        return values[at];
      }
      at = (at + 1) & mask;
    }
    return null;
  }

  /** Whether nothing is changed at any edge of the graph. */
  boolean isEmpty() {
    return keys.length == 0 && !ends;
  }

  boolean allowsFirst(ShortChannelId id) {
    return request.firstChannels().isEmpty() || request.firstChannels().contains(id);
  }

  boolean allowsLast(ShortChannelId id) {
    return request.lastChannels().isEmpty() || request.lastChannels().contains(id);
  }

  /** Puts a policy that is newer than the graph's in its place. */
  boolean read(int edge, boolean usable, EdgeData data) {
    Change change = find(edge);
    ChannelUpdate.Policy patch = change == null ? null : change.patch();
    if (patch == null) {
      return usable;
    }
    int channel = edge >> 1;
    int direction = edge & 1;
    data.ends(
            graph.endpoint(channel, direction),
            graph.endpoint(channel, 1 - direction),
            graph.capacityMsat(channel))
        .policy(
            patch.cltvExpiryDelta().blocks(),
            patch.htlcMinimumMsat().msat(),
            patch.htlcMaximumMsat().msat(),
            patch.feeBaseMsat(),
            patch.feeProportionalMillionths());
    return true;
  }

  /** Bounds what an edge of the graph carries. */
  boolean applyTo(int edge, OverlayEdge into) {
    if (ends && !allowsEnds(edge, into)) {
      return false;
    }
    Change change = find(edge);
    if (change != null) {
      into.inFlight = change.inFlight();
      into.room = Math.min(change.most(), into.capacity - change.inFlight());
      into.most = Math.min(into.most, into.room);
    }
    return into.most >= into.least;
  }

  private boolean allowsEnds(int edge, OverlayEdge into) {
    ShortChannelId id = graph.shortChannelId(edge >> 1);
    return (!into.first || allowsFirst(id)) && (!into.last || allowsLast(id));
  }

  /** Bounds what an added edge carries; the payer knows what is in flight in his own channels. */
  AddedEdge applyTo(AddedEdge edge) {
    ChannelDirection direction = edge.direction();
    if (direction == null) {
      return edge;
    }
    Change change = change(direction);
    long inFlight = edge.local() != null ? 0 : change.inFlight();
    return edge.bounded(Math.min(edge.most(), change.most()), inFlight);
  }
}
