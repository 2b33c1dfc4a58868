package org.boltj.node;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.base.Feature;
import org.boltj.base.Features;
import org.boltj.base.PublicKey;
import org.boltj.base.ShortChannelId;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireMessage;
import org.boltj.gossip.graph.FundingAnswer;
import org.boltj.gossip.graph.FundingLookup;
import org.boltj.gossip.graph.GossipResult;
import org.boltj.gossip.graph.NetworkGraph;
import org.boltj.gossip.message.ChannelAnnouncement;
import org.boltj.gossip.message.ChannelUpdate;
import org.boltj.gossip.message.GossipMessage;
import org.boltj.gossip.message.NodeAnnouncement;
import org.boltj.gossip.sync.GossipLog;
import org.boltj.gossip.sync.GossipSync;
import org.boltj.gossip.sync.PeerSync;
import org.boltj.gossip.sync.SyncAction;
import org.boltj.gossip.sync.SyncEvent;
import org.boltj.gossip.sync.SyncStep;
import org.boltj.message.MessageCodec;
import org.boltj.message.WarningMessage;
import org.boltj.store.Change;
import org.boltj.store.StoredGossip;
import org.boltj.tx.TxOutput;
import org.jspecify.annotations.Nullable;

/** Takes gossip in, keeps it, and passes it on: the graph and the conversations about it. */
final class Gossip implements FundingLookup {
  private static final ChannelId NO_CHANNEL = new ChannelId(Bytes.zeros(32));

  /** Messages given to a connection at once. */
  private static final int PORTION = 200;

  private static final long TICK_MILLIS = 1_000;

  /** BOLT 7 wants stale channels to be forgotten; once an hour is enough. */
  private static final long PRUNE_MILLIS = 3_600_000;

  private final Env env;
  private final ChannelTable channels;
  private final Peers peers;
  private final NetworkGraph graph;
  private final GossipLog log;
  private final GossipSync sync;
  private final Map<PublicKey, PeerSync> conversations = new LinkedHashMap<>();

  /** The peers that are asked for gossip. */
  private final Set<PublicKey> sources = new LinkedHashSet<>();

  private long nextTickMillis = Long.MAX_VALUE;
  private long nextFlushMillis = Long.MAX_VALUE;
  private long nextPruneMillis = Long.MAX_VALUE;

  Gossip(Env env, ChannelTable channels, Peers peers) {
    this.env = env;
    this.channels = channels;
    this.peers = peers;
    this.graph = new NetworkGraph(env.settings.network().chainHash(), this);
    this.log = new GossipLog(env.settings.gossipLogSize());
    this.sync = new GossipSync(graph, log);
  }

  NetworkGraph graph() {
    return graph;
  }

  /** What was accepted before the node was stopped. */
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
        graph.accept(decoded, env.nowSeconds());
      }
    }
  }

  private static @Nullable WireMessage decode(Bytes wire) {
    try {
      return MessageCodec.decode(wire);
    } catch (DecodeException e) {
      return null;
    }
  }

  // ---- peers ----

  void established(PublicKey peer, Features remoteFeatures) {
    boolean source =
        remoteFeatures.supports(Feature.GOSSIP_QUERIES)
            && sources.size() < env.settings.gossipSources();
    if (source) {
      sources.add(peer);
    }
    run(peer, sync.start(peer, remoteFeatures, source, env.nowSeconds()));
    if (source) {
      compare(peer);
    }
    nextTickMillis = Math.min(nextTickMillis, env.nowMillis() + TICK_MILLIS);
    nextPruneMillis = Math.min(nextPruneMillis, env.nowMillis() + PRUNE_MILLIS);
  }

  void disconnected(PublicKey peer) {
    conversations.remove(peer);
    if (sources.remove(peer)) {
      replaceSource();
    }
  }

  /** A peer that was asked for gossip has left: another one is asked. */
  private void replaceSource() {
    conversations.entrySet().stream()
        .filter(other -> other.getValue().answersQueries() && !sources.contains(other.getKey()))
        .findFirst()
        .ifPresent(
            other -> {
              sources.add(other.getKey());
              run(other.getKey(), sync.listen(other.getValue(), env.nowSeconds()));
              compare(other.getKey());
              nextTickMillis = Math.min(nextTickMillis, env.nowMillis() + TICK_MILLIS);
            });
  }

  private void compare(PublicKey peer) {
    PeerSync state = Objects.requireNonNull(conversations.get(peer));
    run(peer, sync.compare(state, env.ports.chain().tipHeight(), env.nowSeconds()));
  }

  /** A query or an answer, types 261 to 265. */
  void query(PublicKey peer, WireMessage message) {
    PeerSync state = conversations.get(peer);
    if (state != null) {
      run(peer, sync.step(state, new SyncEvent.Received(message, env.nowSeconds())));
    }
  }

  private void run(PublicKey peer, SyncStep step) {
    conversations.put(peer, step.state());
    for (SyncAction action : step.actions()) {
      switch (action) {
        case SyncAction.Send send -> peers.sendEncoded(peer, send.message());
        case SyncAction.Warn warn -> peers.send(peer, WarningMessage.of(NO_CHANNEL, warn.text()));
        case SyncAction.Synced synced -> {}
      }
    }
  }

  /** An announcement or update that a peer passed on. */
  void received(PublicKey peer, GossipMessage message) {
    switch (graph.accept(message, env.nowSeconds())) {
      case GossipResult.Accepted accepted -> accepted(message, Optional.of(peer));
      case GossipResult.Rejected rejected -> {
        if (rejected.reason().isFaultOfPeer()) {
          peers.send(peer, WarningMessage.of(NO_CHANNEL, "gossip refused: " + rejected.reason()));
          peers.disconnect(peer, "gossip refused: " + rejected.reason());
        }
      }
      case GossipResult.Duplicate duplicate -> {}
      case GossipResult.Stale stale -> {}
      case GossipResult.Pending pending -> {}
    }
  }

  /** An announcement or update of our own. */
  void own(GossipMessage message) {
    if (graph.accept(message, env.nowSeconds()) instanceof GossipResult.Accepted) {
      accepted(message, Optional.empty());
    }
  }

  private void accepted(GossipMessage message, Optional<PublicKey> from) {
    log.append(message, isAboutUs(message) ? Optional.empty() : from);
    nextFlushMillis =
        Math.min(nextFlushMillis, env.nowMillis() + env.settings.gossipFlush().toMillis());
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

  /**
   * What concerns our channels goes to all peers, also when the other side told us first. That side
   * may have no peer but us; and our update means nothing to who does not know the channel.
   */
  private boolean isAboutUs(GossipMessage message) {
    return switch (message) {
      case ChannelAnnouncement announcement ->
          announcement.nodeId1().equals(env.nodeId) || announcement.nodeId2().equals(env.nodeId);
      case ChannelUpdate update -> channels.byShortId(update.shortChannelId()).isPresent();
      case NodeAnnouncement announcement -> false;
    };
  }

  // ---- the chain ----

  @Override
  public FundingAnswer lookUp(ShortChannelId shortChannelId) {
    Optional<FundingAnswer> ours = channels.byShortId(shortChannelId).flatMap(OwnFunding::answer);
    if (ours.isPresent()) {
      return ours.get();
    }
    env.outbox.output(
        () ->
            env.ports
                .chain()
                .fundingOutput(shortChannelId)
                .whenComplete(
                    (output, failure) ->
                        env.inbox.add(
                            () ->
                                fundingAnswered(
                                    shortChannelId,
                                    failure == null ? answer(output) : unanswered(failure)))));
    return new FundingAnswer.Later();
  }

  private static FundingAnswer answer(Optional<TxOutput> output) {
    return output
        .<FundingAnswer>map(o -> new FundingAnswer.Unspent(o.scriptPubKey(), o.amount()))
        .orElseGet(FundingAnswer.Absent::new);
  }

  private static FundingAnswer unanswered(Throwable failure) {
    return failure instanceof UnsupportedOperationException
        ? new FundingAnswer.Unchecked()
        : new FundingAnswer.NotNow();
  }

  private void fundingAnswered(ShortChannelId shortChannelId, FundingAnswer answer) {
    // Whoever sent the announcement has it: telling that peer again does no harm.
    for (GossipMessage message : graph.fundingAnswered(shortChannelId, answer, env.nowSeconds())) {
      accepted(message, Optional.of(env.nodeId));
    }
  }

  void blockConnected(int height) {
    forget(graph.blockConnected(height));
  }

  private void forget(List<ShortChannelId> gone) {
    gone.forEach(id -> env.change(new Change.RemoveGossipChannel(id)));
  }

  // ---- time ----

  void tick() {
    long now = env.nowMillis();
    if (now >= nextFlushMillis) {
      nextFlushMillis = Long.MAX_VALUE;
      log.releaseNodes();
      conversations.replaceAll((peer, state) -> sync.step(state, new SyncEvent.Flush()).state());
      nextTickMillis = now;
    }
    if (now >= nextPruneMillis) {
      nextPruneMillis = now + PRUNE_MILLIS;
      forget(graph.pruneStale(env.nowSeconds()));
    }
    if (now >= nextTickMillis) {
      converse(now);
    }
  }

  private void converse(long now) {
    boolean busy = false;
    for (PublicKey peer : List.copyOf(conversations.keySet())) {
      PeerSync state = conversations.get(peer);
      if (state != null) {
        if (peers.hasRoom(peer)) {
          run(peer, sync.step(state, new SyncEvent.Writable(PORTION)));
        }
        PeerSync next = conversations.getOrDefault(peer, state);
        run(peer, sync.step(next, new SyncEvent.Tick(env.nowSeconds())));
        PeerSync last = conversations.getOrDefault(peer, next);
        busy |= sync.hasMoreToSend(last) || last.isAsking();
      }
    }
    nextTickMillis = busy ? now + TICK_MILLIS : Long.MAX_VALUE;
  }

  long nextDeadlineMillis() {
    return Math.min(nextTickMillis, Math.min(nextFlushMillis, nextPruneMillis));
  }
}
