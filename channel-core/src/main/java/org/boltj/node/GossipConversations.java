package org.boltj.node;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.base.Features;
import org.boltj.base.PublicKey;
import org.boltj.codec.WireMessage;
import org.boltj.gossip.graph.NetworkGraph;
import org.boltj.gossip.graph.Rejection;
import org.boltj.gossip.message.GossipMessage;
import org.boltj.gossip.sync.GossipLog;
import org.boltj.gossip.sync.GossipSync;
import org.boltj.gossip.sync.PeerSync;
import org.boltj.gossip.sync.SyncAction;
import org.boltj.gossip.sync.SyncEvent;
import org.boltj.gossip.sync.SyncLimits;
import org.boltj.gossip.sync.SyncStep;
import org.boltj.message.WarningMessage;

/** The conversations about gossip with all peers: runs what their rules ask for, in turns. */
final class GossipConversations implements GossipSources.Conversations {
  private static final ChannelId NO_CHANNEL = new ChannelId(Bytes.zeros(32));

  /** While something is to be sent. */
  private static final long SEND_MILLIS = 100;

  /** While answers are waited for. */
  private static final long WAIT_MILLIS = 1_000;

  /** Messages given to all connections together in one turn, and to one of them at most. */
  private static final int PORTION = 2_000;

  private static final int PORTION_OF_PEER = 200;

  /** The least that a peer gets in a turn, however many there are. */
  private static final int LEAST_PORTION = 20;

  private final Env env;
  private final Peers peers;
  private final GossipLog log;
  private final OrphanChannels orphans;
  private final GossipSync sync;
  private final GossipSources sources;
  private final Flushes flushes;
  private final Map<PublicKey, Conversation> conversations = new LinkedHashMap<>();
  private long nextTickMillis = Long.MAX_VALUE;

  private static final class Conversation {
    private final GossipManners manners;
    private PeerSync state;

    Conversation(PeerSync state, long nowMillis) {
      this.state = state;
      this.manners = new GossipManners(nowMillis);
    }
  }

  GossipConversations(
      Env env, Peers peers, NetworkGraph graph, GossipLog log, OrphanChannels orphans) {
    this.env = env;
    this.peers = peers;
    this.log = log;
    this.orphans = orphans;
    int places = env.settings.gossipSources();
    this.sync = new GossipSync(graph, log, SyncLimits.DEFAULT, () -> places > 0);
    this.sources = new GossipSources(places, this);
    this.flushes = new Flushes(env.nodeId, env.settings.gossipFlush().toMillis());
  }

  // ---- peers ----

  void established(PublicKey peer, Features remoteFeatures) {
    SyncStep first = sync.start(peer, remoteFeatures, false, env.nowSeconds());
    conversations.put(peer, new Conversation(first.state(), env.nowMillis()));
    sources.established(peer, !peers.isInbound(peer), env.nowMillis());
    if (!sources.isSource(peer)) {
      run(peer, first);
    }
    soon();
  }

  void disconnected(PublicKey peer) {
    conversations.remove(peer);
    sources.disconnected(peer, env.nowMillis());
  }

  void received(PublicKey peer, WireMessage message) {
    Conversation conversation = conversations.get(peer);
    if (conversation != null) {
      run(peer, sync.step(conversation.state, new SyncEvent.Received(message, env.nowSeconds())));
      soon();
    }
  }

  private void run(PublicKey peer, SyncStep step) {
    Conversation conversation = conversations.get(peer);
    if (conversation == null) {
      return;
    }
    conversation.state = step.state();
    for (SyncAction action : step.actions()) {
      switch (action) {
        case SyncAction.Send send -> peers.sendEncoded(peer, send.message());
        case SyncAction.Warn warn -> warn(peer, conversation, warn.text());
        case SyncAction.Synced synced -> sources.synced(peer, synced.complete(), env.nowMillis());
      }
    }
  }

  private void warn(PublicKey peer, Conversation conversation, String text) {
    peers.send(peer, WarningMessage.of(NO_CHANNEL, text));
    if (!conversation.manners.isFaultForgiven(env.nowMillis())) {
      peers.disconnect(peer, "too many messages of gossip out of turn");
    }
  }

  /** Whether announcements of that peer are dropped, because it sent too many without use. */
  boolean isDeaf(PublicKey peer) {
    Conversation conversation = conversations.get(peer);
    return conversation == null || conversation.manners.isDeaf(env.nowMillis());
  }

  /** Nothing of what that peer announces is looked at any more: it is being disconnected. */
  void ignoreFromNowOn(PublicKey peer) {
    Conversation conversation = conversations.get(peer);
    if (conversation != null) {
      conversation.manners.beDeaf();
    }
  }

  /**
   * The graph did not take a message of that peer.
   *
   * @return whether the peer is not listened to from now on
   */
  boolean rejected(PublicKey peer, Rejection reason) {
    Conversation conversation = conversations.get(peer);
    boolean deaf = conversation != null && conversation.manners.rejected(reason, env.nowMillis());
    if (deaf) {
      sources.distrust(peer, env.nowMillis());
    }
    return deaf;
  }

  // ---- sources ----

  @Override
  public boolean answersQueries(PublicKey peer) {
    Conversation conversation = conversations.get(peer);
    return conversation != null && conversation.state.answersQueries();
  }

  @Override
  public void listen(PublicKey peer) {
    Conversation conversation = conversations.get(peer);
    if (conversation != null) {
      run(peer, sync.listen(conversation.state, env.nowSeconds()));
    }
  }

  @Override
  public void ignore(PublicKey peer) {
    Conversation conversation = conversations.get(peer);
    if (conversation != null) {
      run(peer, sync.ignore(conversation.state));
    }
  }

  @Override
  public boolean compare(PublicKey peer) {
    Conversation conversation = conversations.get(peer);
    if (conversation == null || !GossipSync.canBeAsked(conversation.state)) {
      return false;
    }
    int highest = Math.max(env.ports.chain().tipHeight(), env.blockHeight());
    run(peer, sync.compare(conversation.state, highest, env.nowSeconds()));
    soon();
    return true;
  }

  boolean hasCompared() {
    return sources.hasCompared();
  }

  /** Something was missed that nobody sends again by itself. */
  void missed(long delayMillis) {
    sources.missed(env.nowMillis(), delayMillis);
  }

  // ---- passing on ----

  /** The graph has accepted a message; from nobody when it is our own. */
  void passOn(GossipMessage message, Optional<PublicKey> from) {
    log.append(message, from);
    flushes.needed(env.nowMillis());
  }

  private void flush(long now) {
    if (!flushes.isDue(now)) {
      return;
    }
    log.releaseNodes();
    boolean more = false;
    for (Map.Entry<PublicKey, Conversation> entry : conversations.entrySet()) {
      Conversation conversation = entry.getValue();
      if (flushes.isTurnOf(entry.getKey(), now)) {
        conversation.state = sync.step(conversation.state, new SyncEvent.Flush()).state();
        soon();
      }
      more |= sync.hasMoreToFlush(conversation.state);
    }
    flushes.done(more, now);
  }

  // ---- time ----

  /** The next turn comes soon, because there may be something to do in it. */
  void soon() {
    nextTickMillis = Math.min(nextTickMillis, env.nowMillis() + SEND_MILLIS);
  }

  void tick() {
    long now = env.nowMillis();
    flush(now);
    sources.tick(now);
    if (now >= nextTickMillis) {
      converse(now);
    }
  }

  private void converse(long now) {
    nextTickMillis = Long.MAX_VALUE;
    long waiting = conversations.values().stream().filter(c -> sync.hasMoreToSend(c.state)).count();
    int portion =
        (int) Math.max(LEAST_PORTION, Math.min(PORTION_OF_PEER, PORTION / Math.max(1, waiting)));
    for (PublicKey peer : List.copyOf(conversations.keySet())) {
      Conversation conversation = conversations.get(peer);
      if (conversation != null) {
        converse(peer, conversation, portion, now);
      }
    }
  }

  private void converse(PublicKey peer, Conversation conversation, int portion, long now) {
    if (sync.hasMoreToSend(conversation.state) && peers.hasRoom(peer)) {
      run(peer, sync.step(conversation.state, new SyncEvent.Writable(portion)));
    }
    if (conversation.state.isAsking()) {
      run(peer, sync.step(conversation.state, new SyncEvent.Tick(env.nowSeconds())));
    } else if (orphans.has(peer) && GossipSync.canBeAsked(conversation.state)) {
      run(peer, sync.ask(conversation.state, orphans.take(peer, now), env.nowSeconds()));
    }
    if (sync.hasMoreToSend(conversation.state)) {
      nextTickMillis = Math.min(nextTickMillis, now + SEND_MILLIS);
    } else if (conversation.state.isAsking()) {
      nextTickMillis = Math.min(nextTickMillis, now + WAIT_MILLIS);
    }
  }

  long nextDeadlineMillis() {
    return Math.min(nextTickMillis, Math.min(flushes.nextMillis(), sources.nextDeadlineMillis()));
  }
}
