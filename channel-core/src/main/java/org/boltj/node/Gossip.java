package org.boltj.node;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.base.Features;
import org.boltj.base.PublicKey;
import org.boltj.base.ShortChannelId;
import org.boltj.codec.WireMessage;
import org.boltj.gossip.graph.FundingAnswer;
import org.boltj.gossip.graph.GossipResult;
import org.boltj.gossip.graph.NetworkGraph;
import org.boltj.gossip.graph.Rejection;
import org.boltj.gossip.message.ChannelAnnouncement;
import org.boltj.gossip.message.ChannelUpdate;
import org.boltj.gossip.message.EncodedGossip;
import org.boltj.gossip.message.GossipMessage;
import org.boltj.gossip.message.NodeAnnouncement;
import org.boltj.gossip.sync.GossipLog;
import org.boltj.message.WarningMessage;
import org.boltj.port.ChainBlock;
import org.boltj.store.StoredNode;

/** Takes gossip in, keeps it, and passes it on: what peers say, what the chain says, and time. */
final class Gossip {
  private static final ChannelId NO_CHANNEL = new ChannelId(Bytes.zeros(32));

  /** BOLT 7 wants stale channels to be forgotten; once an hour is enough. */
  private static final long PRUNE_MILLIS = 3_600_000;

  /** What could not be taken or looked up now: peers are asked for it again after that long. */
  private static final long MISSED_MILLIS = 300_000;

  private final Env env;
  private final ChannelTable channels;
  private final Peers peers;
  private final NetworkGraph graph;
  private final FundingLookups lookups;
  private final FundingSpends spends;
  private final GossipKeeper keeper;
  private final GossipConversations conversations;
  private final OrphanChannels orphans = new OrphanChannels();

  /** Who sent the announcements that wait for an answer of the chain. */
  private final Map<ChannelAnnouncement, PublicKey> lookedUpFor = new HashMap<>();

  /** What peers sent in this round. */
  private final List<Arrived> arrived = new ArrayList<>();

  private long nextPruneMillis = Long.MAX_VALUE;

  private record Arrived(PublicKey peer, EncodedGossip gossip) {}

  Gossip(Env env, ChannelTable channels, Peers peers) {
    this.env = env;
    this.channels = channels;
    this.peers = peers;
    this.lookups = new FundingLookups(env, channels, this::fundingAnswered, this::isWaitedFor);
    this.graph = new NetworkGraph(env.settings.network().chainHash(), lookups);
    this.spends = new FundingSpends(env, graph);
    this.keeper = new GossipKeeper(env, graph);
    GossipLog log = new GossipLog(env.settings.gossipLogSize());
    this.conversations = new GossipConversations(env, peers, graph, log, orphans);
  }

  NetworkGraph graph() {
    return graph;
  }

  /** What was accepted before the node was stopped. */
  void restore(StoredNode stored) {
    keeper.restore(stored.gossip());
    keeper.restoreBans(stored.meta().getOrDefault(GossipKeeper.BANS, Bytes.EMPTY));
    spends.restoreKeys();
    spends.restore(stored.meta().getOrDefault(FundingSpends.META, Bytes.EMPTY));
    spends.restoreDoubtful(stored.meta().getOrDefault(FundingSpends.DOUBTFUL, Bytes.EMPTY));
    if (graph.channelCount() > 0) {
      nextPruneMillis = env.nowMillis();
    }
  }

  // ---- peers ----

  void established(PublicKey peer, Features remoteFeatures) {
    conversations.established(peer, remoteFeatures);
    nextPruneMillis = Math.min(nextPruneMillis, env.nowMillis() + PRUNE_MILLIS);
  }

  void disconnected(PublicKey peer) {
    conversations.disconnected(peer);
    orphans.disconnected(peer);
    dropLookups(peer);
  }

  /** A query or an answer, types 261 to 265. */
  void query(PublicKey peer, WireMessage message) {
    takeIn();
    conversations.received(peer, message);
  }

  /** An announcement or update that a peer passed on; taken in with others at {@link #takeIn}. */
  void received(PublicKey peer, EncodedGossip gossip) {
    if (!conversations.isDeaf(peer)) {
      arrived.add(new Arrived(peer, gossip));
    }
  }

  /** Works on what has arrived since, all at once: signatures are checked on all cores. */
  void takeIn() {
    if (arrived.isEmpty()) {
      return;
    }
    List<Arrived> batch = List.copyOf(arrived);
    arrived.clear();
    List<GossipResult> results =
        graph.acceptAll(batch.stream().map(Arrived::gossip).toList(), env.nowSeconds());
    forgetGone();
    for (int i = 0; i < results.size(); i++) {
      done(batch.get(i).peer(), batch.get(i).gossip().message(), results.get(i));
    }
  }

  private void done(PublicKey peer, GossipMessage message, GossipResult result) {
    switch (result) {
      case GossipResult.Accepted accepted -> accepted(message, Optional.of(peer));
      case GossipResult.Rejected rejected -> rejected(peer, message, rejected.reason());
      case GossipResult.Pending pending -> {
        if (message instanceof ChannelAnnouncement announcement) {
          lookUp(peer, announcement);
        }
      }
      case GossipResult.Duplicate duplicate -> {}
      case GossipResult.Stale stale -> {}
    }
  }

  private void lookUp(PublicKey peer, ChannelAnnouncement announcement) {
    ShortChannelId id = announcement.shortChannelId();
    if (graph.waiting(id).stream().anyMatch(other -> peer.equals(lookedUpFor.get(other)))) {
      // It has announced the same output with other keys: one of the two is false.
      graph.drop(announcement);
      wasted(peer, Rejection.FUNDING_SCRIPT_MISMATCH);
    } else if (!conversations.isDeaf(peer) && lookups.lookUpFor(peer, id)) {
      lookedUpFor.put(announcement, peer);
    } else {
      graph.drop(announcement);
      conversations.missed(MISSED_MILLIS);
    }
  }

  private boolean isWaitedFor(ShortChannelId id) {
    return !graph.waiting(id).isEmpty();
  }

  private void rejected(PublicKey peer, GossipMessage message, Rejection reason) {
    if (reason.isFaultOfPeer()) {
      if (conversations.isDeaf(peer)) {
        return;
      }
      conversations.ignoreFromNowOn(peer);
      peers.send(peer, WarningMessage.of(NO_CHANNEL, "gossip refused: " + reason));
      peers.disconnect(peer, "gossip refused: " + reason);
      return;
    }
    wasted(peer, reason);
    if (reason == Rejection.FULL) {
      conversations.missed(MISSED_MILLIS);
    }
    if (reason == Rejection.UNKNOWN_CHANNEL && message instanceof ChannelUpdate update) {
      heardOf(peer, update.shortChannelId());
    }
  }

  /** Who has wasted too much is not listened to: what was to be looked up for it is not either. */
  private void wasted(PublicKey peer, Rejection reason) {
    if (conversations.rejected(peer, reason)) {
      dropLookups(peer);
    }
  }

  /** What a peer announced that is away or not listened to; others may announce it too. */
  private void dropLookups(PublicKey peer) {
    for (ShortChannelId id : lookups.drop(peer)) {
      for (ChannelAnnouncement announcement : graph.waiting(id)) {
        if (lookedUpFor.remove(announcement, peer)) {
          graph.drop(announcement);
          conversations.missed(MISSED_MILLIS);
        }
      }
    }
  }

  /** BOLT 7: who hears of a channel that it does not know may ask for it. */
  private void heardOf(PublicKey peer, ShortChannelId id) {
    boolean exists = id.blockHeight() <= env.ports.chain().tipHeight();
    if (exists && conversations.hasCompared() && !graph.isRefused(id, env.nowSeconds())) {
      orphans.heard(peer, id, env.nowMillis());
      conversations.soon();
    }
  }

  /** An announcement or update of our own. */
  void own(GossipMessage message) {
    takeIn();
    GossipResult result = graph.accept(message, env.nowSeconds());
    forgetGone();
    if (result instanceof GossipResult.Accepted) {
      accepted(message, Optional.empty());
    }
  }

  private void accepted(GossipMessage message, Optional<PublicKey> from) {
    conversations.passOn(message, isOurs(message) ? Optional.empty() : from);
    keeper.put(message);
    if (message instanceof ChannelAnnouncement announcement) {
      spends.added(announcement);
    }
  }

  /**
   * What we have signed goes to all peers, also when another one told us of it first: the other end
   * of a channel may have no peer but us.
   */
  private boolean isOurs(GossipMessage message) {
    return switch (message) {
      case ChannelAnnouncement announcement ->
          announcement.nodeId1().equals(env.nodeId) || announcement.nodeId2().equals(env.nodeId);
      case ChannelUpdate update ->
          channels
              .byShortId(update.shortChannelId())
              .filter(slot -> slot.directionFrom(env.nodeId) == update.direction())
              .isPresent();
      case NodeAnnouncement announcement -> announcement.nodeId().equals(env.nodeId);
    };
  }

  // ---- the chain ----

  private void fundingAnswered(ShortChannelId id, FundingAnswer answer) {
    if (spends.isDoubtful(id)) {
      spends.lookedUp(id, answer);
    }
    List<ChannelAnnouncement> waited = graph.waiting(id);
    List<GossipMessage> accepted = graph.fundingAnswered(id, answer, env.nowSeconds());
    forgetGone();
    PublicKey from = env.nodeId;
    List<PublicKey> refused = new ArrayList<>();
    for (ChannelAnnouncement announcement : waited) {
      PublicKey peer = lookedUpFor.remove(announcement);
      if (peer != null && accepted.contains(announcement)) {
        from = peer;
      } else if (peer != null) {
        refused.add(peer);
      }
    }
    for (GossipMessage message : accepted) {
      accepted(message, Optional.of(from));
    }
    refused(refused, answer);
    if (!waited.isEmpty() && accepted.isEmpty() && !(answer instanceof FundingAnswer.Absent)) {
      conversations.missed(MISSED_MILLIS);
    }
  }

  private void refused(List<PublicKey> peersOfFalseOnes, FundingAnswer answer) {
    for (PublicKey peer : peersOfFalseOnes) {
      switch (answer) {
        case FundingAnswer.Absent absent -> wasted(peer, Rejection.FUNDING_NOT_FOUND);
        case FundingAnswer.Unspent other -> wasted(peer, Rejection.FUNDING_SCRIPT_MISMATCH);
        case FundingAnswer.NotNow notNow -> {}
        case FundingAnswer.Unchecked unchecked -> {}
        case FundingAnswer.Later later -> {}
      }
    }
  }

  /** Before the channels are told of the block. */
  void blockConnected(ChainBlock block) {
    spends.blockConnected(block.transactions(), block.height());
  }

  void blockDisconnected(int height) {
    graph.forgetRefused();
    spends.blockDisconnected(height);
  }

  void afterBlock(int height) {
    forget(graph.blockConnected(height));
    lookups.blockConnected();
    spends.lookAgain(height, lookups);
  }

  /** A ban takes channels out of the graph; before what is there now is stored. */
  private void forgetGone() {
    List<ShortChannelId> gone = graph.takeGone();
    if (!gone.isEmpty()) {
      forget(gone);
      keeper.putBans();
    }
  }

  private void forget(List<ShortChannelId> gone) {
    keeper.remove(gone);
    spends.removed(gone);
  }

  // ---- time ----

  void tick() {
    long now = env.nowMillis();
    if (now >= nextPruneMillis) {
      nextPruneMillis = now + PRUNE_MILLIS;
      forget(graph.pruneStale(env.nowSeconds(), id -> channels.byShortId(id).isPresent()));
    }
    conversations.tick();
  }

  long nextDeadlineMillis() {
    return Math.min(nextPruneMillis, conversations.nextDeadlineMillis());
  }
}
