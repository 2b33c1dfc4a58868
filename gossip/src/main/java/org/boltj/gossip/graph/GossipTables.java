package org.boltj.gossip.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.boltj.base.Bytes;
import org.boltj.base.Features;
import org.boltj.base.PublicKey;
import org.boltj.base.ShortChannelId;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireReader;
import org.boltj.gossip.message.ChannelAnnouncement;
import org.boltj.gossip.message.ChannelUpdate;
import org.boltj.gossip.message.NodeAnnouncement;

/** The graph with the messages that it was made from, changed together. No rules. */
final class GossipTables {
  final ChannelGraph graph = new ChannelGraph();
  final GossipRecords records = new GossipRecords();
  private final List<ShortChannelId> gone = new ArrayList<>();
  private final ChannelOrder order =
      new ChannelOrder(id -> graph.channelIndex(new ShortChannelId(id)) >= 0);

  void addChannel(
      ChannelAnnouncement announcement, Bytes encoded, long capacitySat, long nowSeconds) {
    int channel =
        graph.addChannel(
            announcement.shortChannelId(),
            announcement.nodeId1(),
            announcement.nodeId2(),
            capacitySat);
    records.addChannel(channel, encoded, nowSeconds);
    order.add(announcement.shortChannelId().value());
    // BOLT 9 assigns no even feature bit to channel_announcement.
    boolean routable =
        announcement.features().isEmpty()
            || announcement.featureSet().requiredBitsUnknownTo(Features.EMPTY).isEmpty();
    if (!routable) {
      graph.setRoutable(channel, false);
    }
  }

  void setUpdate(int channel, ChannelUpdate update, Bytes encoded) {
    int edge = 2 * channel + update.direction();
    graph.setPolicy(edge, update.timestamp(), update.isDisabled(), update.policy());
    records.setUpdate(edge, encoded);
  }

  void setNode(int node, NodeAnnouncement announcement, Bytes encoded) {
    graph.setNodeFeatures(node, announcement.featureSet());
    records.setNode(node, encoded, announcement.timestamp(), !announcement.mustNotForward());
  }

  /** Takes a channel out, and its nodes when they have no other. */
  void remove(int channel) {
    int node1 = graph.endpoint(channel, 0);
    int node2 = graph.endpoint(channel, 1);
    graph.removeChannel(channel);
    records.removeChannel(channel);
    order.remove();
    for (int node : new int[] {node1, node2}) {
      if (graph.edgesInto(node).length == 0) {
        records.removeNode(node);
      }
    }
  }

  /** The same, of its own accord; {@link #takeGone} tells of it. */
  void removeUnasked(int channel) {
    gone.add(graph.shortChannelId(channel));
    remove(channel);
  }

  /** What was removed unasked since this was asked before. */
  List<ShortChannelId> takeGone() {
    List<ShortChannelId> taken = List.copyOf(gone);
    gone.clear();
    return taken;
  }

  /** Takes out every channel that is so; gives their ids in order. */
  List<ShortChannelId> removeIf(IntPredicate condition) {
    List<ShortChannelId> removed = new ArrayList<>();
    channelsFrom(new ShortChannelId(0))
        .filter(id -> condition.test(graph.channelIndex(id)))
        .forEach(removed::add);
    removed.forEach(id -> remove(graph.channelIndex(id)));
    return List.copyOf(removed);
  }

  /** Every channel from that id on, in order. */
  Stream<ShortChannelId> channelsFrom(ShortChannelId first) {
    return order.from(first.value()).mapToObj(ShortChannelId::new);
  }

  /** The node at that end of a channel, 0 or 1. */
  PublicKey nodeAt(int channel, int end) {
    return graph.nodeId(graph.endpoint(channel, end));
  }

  /** Whether the channel's announcement claims such an output. */
  boolean hasScript(int channel, Bytes scriptPubKey) {
    WireReader in = new WireReader(records.announcement(channel));
    try {
      in.u16();
      return FundingScript.of(ChannelAnnouncement.decode(in)).equals(scriptPubKey);
    } catch (DecodeException e) {
      throw new IllegalStateException("an announcement that was taken in does not decode", e);
    }
  }

  boolean hasNodes(int channel, ChannelAnnouncement announcement) {
    return graph.endpoint(channel, 0) == graph.nodeIndex(announcement.nodeId1())
        && graph.endpoint(channel, 1) == graph.nodeIndex(announcement.nodeId2());
  }
}
