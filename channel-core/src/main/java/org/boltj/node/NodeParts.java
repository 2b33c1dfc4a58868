package org.boltj.node;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.boltj.base.Bytes;
import org.boltj.base.Features;
import org.boltj.base.OutPoint;
import org.boltj.base.PublicKey;
import org.boltj.channel.ChannelEvent;
import org.boltj.channel.ChannelNotice;
import org.boltj.channel.Effect;
import org.boltj.codec.WireMessage;
import org.boltj.gossip.scoring.LiquidityScorer;
import org.boltj.onchain.FeeBump;
import org.boltj.payment.ScorerLesson;
import org.boltj.port.ChainBlock;
import org.boltj.store.StoreException;
import org.boltj.store.StoredNode;
import org.boltj.tx.Transaction;
import org.boltj.updates.Feerates;
import org.boltj.updates.HtlcOrigin;
import org.boltj.updates.OutgoingHtlc;

/**
 * The parts of a node, put together. Each thing that happens is told to the parts that it concerns:
 * what channels ask for, what peers do, blocks, and that time passes.
 */
final class NodeParts implements ChannelHost, PeerListener, BlockWatcher {
  final Env env;
  final Channels channels;
  final Peers peers;
  final Invoices invoices;
  final RelayPolicies policies;
  final Gossip gossip;
  final Payments payments;
  final Commands commands;
  final Backups backups;
  final ScoreKeeper scores;
  private final Reconnector reconnector;
  private final ChainFollower chain;
  private final Broadcaster broadcaster;
  private final FeeBumps feeBumps;
  private final Receiver receiver;
  private final HtlcSwitch htlcSwitch;
  private final Announcer announcer;
  private final BackupKeepers backupKeepers;
  private final PeerStorages peerStorages;
  private final MessageDispatch dispatch;
  private final FeerateEstimates feerates;
  private final FeeWatch feeWatch;

  NodeParts(NodeSettings settings, NodePorts ports) {
    this.env = new Env(settings, ports);
    this.feerates = new FeerateEstimates(env);
    this.channels = new Channels(env, this);
    Reserve reserve = new Reserve(env, channels.table());
    this.feeWatch = new FeeWatch(env, channels, reserve, feerates);
    this.peers = new Peers(env, this);
    this.reconnector = new Reconnector(env, peers, channels.table());
    this.chain = new ChainFollower(env, channels, this);
    this.broadcaster = new Broadcaster(env);
    this.feeBumps = new FeeBumps(env, broadcaster);
    this.invoices = new Invoices(env);
    HtlcAnswers answers = new HtlcAnswers(env, channels);
    this.receiver = new Receiver(env, channels, invoices, answers);
    this.policies = new RelayPolicies(env);
    this.htlcSwitch = new HtlcSwitch(env, channels, receiver, answers, policies);
    this.gossip = new Gossip(env, channels.table(), peers);
    this.announcer = new Announcer(env, channels.table(), peers, gossip, policies);
    LiquidityScorer scorer = new LiquidityScorer(settings.routing().scoring());
    this.scores = new ScoreKeeper(scorer);
    Router router = new Router(env, channels.table(), gossip.graph(), scorer);
    this.payments = new Payments(env, channels, router, new ScorerLesson(scorer, env.nodeId));
    Openings openings = new Openings(env, channels, peers, reserve, feerates);
    this.commands =
        new Commands(
            env,
            channels,
            openings,
            invoices,
            payments,
            announcer,
            policies,
            feeWatch,
            gossip.graph().channels());
    this.backups = new Backups(env, channels, peers, reconnector);
    this.backupKeepers = new BackupKeepers(env, backups, channels.table(), peers);
    this.peerStorages = new PeerStorages(env, channels.table(), peers);
    this.dispatch =
        new MessageDispatch(
            channels, peers, openings, gossip, announcer, backupKeepers, peerStorages);
  }

  /** Takes up what is in the store. */
  void restore(StoredNode stored) throws StoreException {
    StoreIdentity.check(env, stored);
    env.sweepScripts.start();
    stored.peers().forEach(reconnector::restore);
    chain.restore(stored.trail(), backups.restore(stored));
    policies.restore(stored);
    htlcSwitch.restore(stored);
    gossip.restore(stored);
    scores.restore(stored);
    stored.pendingPayments().forEach(payments::restore);
    channels.restored();
    payments.reconcile(outgoingOrigins()::contains);
    announcer.restored();
  }

  /** Payments of ours that have an HTLC, and on the way: forwards are known to the switch. */
  private Set<HtlcOrigin.Local> outgoingOrigins() {
    Set<HtlcOrigin.Local> local = new HashSet<>();
    for (ChannelSlot slot : channels.table().all()) {
      slot.persistent()
          .ifPresent(
              state -> {
                for (OutgoingHtlc htlc : ForwardTracking.outgoing(state.commitments()).values()) {
                  switch (htlc.origin()) {
                    case HtlcOrigin.Local origin -> local.add(origin);
                    case HtlcOrigin.Forwarded origin -> htlcSwitch.restore(slot, htlc, origin);
                  }
                }
              });
    }
    return local;
  }

  /** Starts to listen to peers and chain. */
  void listen() {
    env.ports.transport().start(peers);
    chain.start();
  }

  // ---- time and blocks ----

  void tick() {
    peers.tick();
    reconnector.tick();
    channels.tick();
    receiver.tick();
    payments.tick();
    gossip.tick();
    announcer.tick();
    backupKeepers.tick();
    peerStorages.tick();
  }

  /** When {@link #tick} has something to do, in milliseconds since 1970. */
  long nextDeadlineMillis() {
    long next = Math.min(peers.nextDeadlineMillis(), reconnector.nextDeadlineMillis());
    next = Math.min(next, channels.nextDeadlineMillis());
    next = Math.min(next, backupKeepers.nextDeadlineMillis());
    next = Math.min(next, peerStorages.nextDeadlineMillis());
    next = Math.min(next, Math.min(receiver.nextDeadlineMillis(), payments.nextDeadlineMillis()));
    return Math.min(next, Math.min(gossip.nextDeadlineMillis(), announcer.nextDeadlineMillis()));
  }

  @Override
  public void blockConnected(ChainBlock block) {
    gossip.blockConnected(block);
  }

  @Override
  public void blockDisconnected(int height) {
    gossip.blockDisconnected(height);
  }

  @Override
  public void afterBlock(int height) {
    broadcaster.retry();
    feeBumps.blockConnected(height);
    receiver.blockConnected(height);
    htlcSwitch.blockConnected(height);
    gossip.afterBlock(height);
    peerStorages.blockConnected(height);
    feeWatch.blockConnected(height);
    scores.blockConnected().forEach(env::change);
  }

  // ---- peers ----

  void connect(NodeUri uri, CompletableFuture<PublicKey> future) {
    CompletableFuture<PublicKey> reached = new CompletableFuture<>();
    reached.whenComplete(
        (peer, failure) -> {
          if (failure == null) {
            env.inbox.add(() -> reconnector.reached(uri));
            future.complete(peer);
          } else {
            future.completeExceptionally(failure);
          }
        });
    peers.connect(uri, reached);
  }

  void disconnect(PublicKey peer) {
    peers.disconnect(peer, "disconnected by the application");
  }

  @Override
  public void established(PublicKey peer, Features remoteFeatures) {
    peerStorages.established(peer);
    backupKeepers.established(peer, remoteFeatures);
    channels.stepAllOf(peer, new ChannelEvent.LinkUp(env.settings.features(), remoteFeatures));
    gossip.established(peer, remoteFeatures);
  }

  @Override
  public void message(PublicKey peer, WireMessage message, Bytes wire) {
    dispatch.received(peer, message, wire);
  }

  @Override
  public void disconnected(PublicKey peer, String reason) {
    channels.stepAllOf(peer, new ChannelEvent.LinkDown());
    htlcSwitch.disconnected();
    gossip.disconnected(peer);
    backupKeepers.disconnected(peer);
    reconnector.lost(peer);
  }

  // ---- effects of channels ----

  @Override
  public Feerates feerates() {
    return feerates.now();
  }

  @Override
  public void send(PublicKey peer, WireMessage message) {
    peers.send(peer, message);
  }

  @Override
  public void disconnect(PublicKey peer, String reason) {
    peers.disconnect(peer, reason);
  }

  @Override
  public void watch(ChannelSlot slot, OutPoint output, Bytes scriptPubKey) {
    befriend(slot.remoteNodeId);
    chain.watch(slot, output, scriptPubKey);
  }

  @Override
  public void publish(List<Transaction> transactions, String purpose) {
    broadcaster.publish(transactions, purpose);
  }

  @Override
  public void publishWithFee(ChannelSlot slot, FeeBump bump) {
    feeBumps.bump(slot, bump);
  }

  @Override
  public void htlcReceived(ChannelSlot slot, Effect.HtlcReceived htlc) {
    htlcSwitch.received(slot, htlc);
  }

  @Override
  public void htlcFulfilled(ChannelSlot slot, Effect.HtlcFulfilled htlc) {
    switch (htlc.origin()) {
      case HtlcOrigin.Local local -> payments.fulfilled(local, htlc.preimage());
      case HtlcOrigin.Forwarded forwarded -> htlcSwitch.fulfilled(htlc, forwarded);
    }
  }

  @Override
  public void htlcFailed(ChannelSlot slot, Effect.HtlcFailed htlc) {
    switch (htlc.origin()) {
      case HtlcOrigin.Local local -> payments.failed(local, htlc.failure());
      case HtlcOrigin.Forwarded forwarded -> htlcSwitch.failed(slot, htlc, forwarded);
    }
  }

  @Override
  public void announce(ChannelSlot slot, Effect.LocalAnnouncement announcement) {
    announcer.announce(slot, announcement.announcement());
  }

  @Override
  public void channelUpdateNeeded(ChannelSlot slot) {
    env.later(() -> announcer.tellPeer(slot));
  }

  @Override
  public void noticed(ChannelSlot slot, ChannelNotice notice) {
    env.publish(new NodeEvent.ChannelChanged(notice));
    if (notice instanceof ChannelNotice.Ready) {
      befriend(slot.remoteNodeId);
    }
    backupKeepers.noticed(slot);
    peerStorages.noticed(slot, notice);
    commands.noticed(notice);
  }

  @Override
  public void forgotten(ChannelSlot slot) {
    chain.forget(slot);
    policies.forget(slot.id());
    befriend(slot.remoteNodeId);
  }

  /** A channel that a stranger has merely begun to open is no reason to keep a place free. */
  private void befriend(PublicKey peer) {
    peers.befriend(peer, channels.table().of(peer).stream().anyMatch(ChannelSlot::hasCostMoney));
  }
}
