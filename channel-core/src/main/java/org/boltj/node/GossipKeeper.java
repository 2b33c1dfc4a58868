package org.boltj.node;

import java.util.List;
import org.boltj.base.Bytes;
import org.boltj.base.PublicKey;
import org.boltj.base.ShortChannelId;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireMessage;
import org.boltj.codec.WireReader;
import org.boltj.codec.WireWriter;
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
final class GossipKeeper {
  /** Name of the stored list of banned nodes, 33 bytes each. */
  static final String BANS = "gossip bans";

  /** The latest bans are stored, because all of them are written again with each. */
  private static final int MAX_BANS = 1_000;

  private final Env env;
  private final NetworkGraph graph;

  GossipKeeper(Env env, NetworkGraph graph) {
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

  /** The graph has accepted a message: what it holds now is stored. */
  void put(GossipMessage message) {
    graph.latest(message).ifPresent(encoded -> env.change(change(message, encoded)));
  }

  private Change change(GossipMessage message, Bytes encoded) {
    return switch (message) {
      case ChannelAnnouncement announcement ->
          new Change.PutGossipChannel(
              announcement.shortChannelId(),
              encoded,
              graph.channel(announcement.shortChannelId()).flatMap(c -> c.capacity()),
              env.nowSeconds());
      case ChannelUpdate update ->
          new Change.PutGossipUpdate(update.shortChannelId(), update.direction(), encoded);
      case NodeAnnouncement announcement ->
          new Change.PutGossipNode(announcement.nodeId(), encoded);
    };
  }

  void putBans() {
    List<PublicKey> banned = graph.banned();
    WireWriter out = new WireWriter();
    banned.subList(Math.max(0, banned.size() - MAX_BANS), banned.size()).forEach(out::point);
    env.change(new Change.PutMeta(BANS, out.toBytes()));
  }

  void restoreBans(Bytes stored) {
    WireReader in = new WireReader(stored);
    try {
      while (in.hasRemaining()) {
        graph.restoreBan(in.point());
      }
    } catch (DecodeException e) {
      // Nothing is lost by it: who is banned may be known again.
      return;
    }
  }

  void remove(List<ShortChannelId> gone) {
    gone.forEach(id -> env.change(new Change.RemoveGossipChannel(id)));
  }
}
