package org.boltj.node;

import java.util.List;
import org.boltj.base.Bytes;
import org.boltj.base.ShortChannelId;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireMessage;
import org.boltj.gossip.graph.NetworkGraph;
import org.boltj.gossip.message.ChannelAnnouncement;
import org.boltj.gossip.message.ChannelUpdate;
import org.boltj.gossip.message.GossipMessage;
import org.boltj.gossip.message.NodeAnnouncement;
import org.boltj.message.MessageCodec;
import org.boltj.store.Change;
import org.boltj.store.StoredGossip;
import org.jspecify.annotations.Nullable;

/** The graph in the store, so that a node need not learn the network again after each start. */
final class GossipRecords {
  private final Env env;
  private final NetworkGraph graph;

  GossipRecords(Env env, NetworkGraph graph) {
    this.env = env;
    this.graph = graph;
  }

  /** The message, or null when it does not decode. */
  static @Nullable WireMessage decode(Bytes wire) {
    try {
      return MessageCodec.decode(wire);
    } catch (DecodeException e) {
      return null;
    }
  }

  void restore(StoredGossip stored) {
    for (Change.PutGossipChannel channel : stored.channels()) {
      if (decode(channel.announcement()) instanceof ChannelAnnouncement announcement) {
        graph.restore(announcement, channel.capacity(), channel.acceptedAtSeconds());
      }
    }
    for (Change.PutGossipUpdate update : stored.updates()) {
      if (decode(update.update()) instanceof ChannelUpdate decoded) {
        graph.restore(decoded);
      }
    }
    for (Change.PutGossipNode node : stored.nodes()) {
      if (decode(node.announcement()) instanceof NodeAnnouncement decoded) {
        graph.restore(decoded);
      }
    }
  }

  /** The graph has accepted a message. */
  void put(GossipMessage message) {
    switch (message) {
      case ChannelAnnouncement announcement ->
          env.change(
              new Change.PutGossipChannel(
                  announcement.shortChannelId(),
                  announcement.encode(),
                  graph.channel(announcement.shortChannelId()).flatMap(c -> c.capacity()),
                  env.nowSeconds()));
      case ChannelUpdate update ->
          env.change(
              new Change.PutGossipUpdate(
                  update.shortChannelId(), update.direction(), update.encode()));
      case NodeAnnouncement announcement ->
          env.change(new Change.PutGossipNode(announcement.nodeId(), announcement.encode()));
    }
  }

  void remove(List<ShortChannelId> gone) {
    gone.forEach(id -> env.change(new Change.RemoveGossipChannel(id)));
  }
}
