package org.boltj.node;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.ShortChannelId;
import org.boltj.channel.FundingStatus;
import org.boltj.channel.Normal;
import org.boltj.channel.PersistentState;
import org.boltj.gossip.message.ChannelAnnouncement;
import org.boltj.gossip.message.ChannelUpdate;
import org.boltj.gossip.message.NodeAnnouncement;
import org.boltj.invoice.RouteHint;
import org.boltj.payment.RelayPolicy;
import org.boltj.sign.NodeSigner;

/**
 * Tells others about this node and its channels (BOLT 7), and payers the way to unannounced ones.
 */
final class Announcer {
  /** BOLT 7 lets others forget a channel after two weeks without an update. */
  private static final long REFRESH_SECONDS = 7 * 24 * 3600;

  private static final long TICK_MILLIS = 60_000;

  /** A peer may come back soon: only after that long the network is told that it is away. */
  private static final long AWAY_MILLIS = 20 * 60_000;

  private static final int MAX_HINTS = 3;

  private final Env env;
  private final ChannelTable channels;
  private final Peers peers;
  private final Gossip gossip;
  private final RelayPolicies policies;
  private final NodeSigner signer;
  private final Map<ChannelId, Long> awaySince = new HashMap<>();
  private long nextTickMillis = Long.MAX_VALUE;
  private long lastTimestamp;

  Announcer(Env env, ChannelTable channels, Peers peers, Gossip gossip, RelayPolicies policies) {
    this.policies = policies;
    this.env = env;
    this.channels = channels;
    this.peers = peers;
    this.gossip = gossip;
    this.signer = env.ports.keys().nodeSigner();
  }

  /** Both sides have signed: the channel becomes public. */
  void announce(ChannelSlot slot, ChannelAnnouncement announcement) {
    gossip.own(announcement);
    update(slot, announcement.shortChannelId(), true, false)
        .ifPresent(
            update -> {
              gossip.own(update);
              peers.send(slot.remoteNodeId, update);
            });
    announceNode();
    nextTickMillis = Math.min(nextTickMillis, env.nowMillis() + TICK_MILLIS);
  }

  private void announceNode() {
    long known = gossip.graph().nodeTimestamp(env.nodeId);
    boolean fresh = known + REFRESH_SECONDS > env.nowSeconds();
    if (fresh && saysTheSame(known)) {
      return;
    }
    gossip.own(unsigned(timestamp(known)).sign(signer::signGossip));
  }

  private NodeAnnouncement unsigned(long timestamp) {
    return NodeAnnouncement.unsigned(
        env.settings.features(),
        timestamp,
        env.nodeId,
        color(),
        env.settings.alias(),
        env.settings.announcedAddresses());
  }

  /** Whether the network knows what we would say now: settings change from start to start. */
  private boolean saysTheSame(long timestamp) {
    return gossip
        .graph()
        .nodeAnnouncement(env.nodeId)
        .map(GossipKeeper::decode)
        .filter(NodeAnnouncement.class::isInstance)
        .map(known -> ((NodeAnnouncement) known).witness().equals(unsigned(timestamp).witness()))
        .orElse(false);
  }

  private Bytes color() {
    int color = env.settings.color();
    return Bytes.of((byte) (color >> 16), (byte) (color >> 8), (byte) color);
  }

  /** Tells the peer alone, by a short id that it knows: the channel is not announced (yet). */
  void tellPeer(ChannelSlot slot) {
    slot.funding()
        .flatMap(Announcer::idForPeer)
        .flatMap(id -> update(slot, id, false, false))
        .ifPresent(update -> peers.send(slot.remoteNodeId, update));
  }

  private static Optional<ShortChannelId> idForPeer(FundingStatus funding) {
    return funding
        .remoteAlias()
        .or(() -> funding.confirmation().map(FundingStatus.Confirmation::shortChannelId));
  }

  private Optional<ChannelUpdate> update(
      ChannelSlot slot, ShortChannelId id, boolean announced, boolean disabled) {
    Optional<PersistentState> state = slot.persistent();
    if (state.isEmpty()) {
      return Optional.empty();
    }
    RelayPolicy relay = policies.of(slot.id());
    HtlcRange range = HtlcRange.of(relay, state.get());
    long known = gossip.graph().updateTimestamp(id, slot.directionFrom(env.nodeId));
    return Optional.of(
        ChannelUpdate.unsigned(
                env.settings.network().chainHash(),
                id,
                env.nodeId,
                slot.remoteNodeId,
                timestamp(known),
                disabled || range.isEmpty(),
                announced,
                policy(relay, range))
            .sign(signer::signGossip));
  }

  private static ChannelUpdate.Policy policy(RelayPolicy relay, HtlcRange range) {
    return new ChannelUpdate.Policy(
        relay.cltvExpiryDelta(),
        range.announcedLeast(),
        relay.feeBase().msat(),
        relay.feeProportionalMillionths(),
        range.most());
  }

  /** The terms of the channel have changed: the network hears of it, or the peer alone. */
  void policyChanged(ChannelSlot slot) {
    Optional<ShortChannelId> announced =
        slot.data().state() instanceof Normal normal && normal.announced()
            ? normal.funding().confirmation().map(FundingStatus.Confirmation::shortChannelId)
            : Optional.empty();
    if (announced.isEmpty()) {
      tellPeer(slot);
      return;
    }
    update(slot, announced.get(), true, isAwayForLong(slot))
        .ifPresent(
            update -> {
              gossip.own(update);
              peers.send(slot.remoteNodeId, update);
            });
  }

  /**
   * Strictly growing, so that a later update of the same second counts, and greater than what the
   * network knows of us, also when our clock has gone back since.
   */
  private long timestamp(long known) {
    lastTimestamp = Math.max(Math.max(lastTimestamp, known) + 1, env.nowSeconds());
    return lastTimestamp;
  }

  /** The peer's own update for a channel with us: what it asks of those who pay us. */
  void received(ChannelSlot slot, ChannelUpdate update) {
    boolean fromPeer = update.direction() != slot.directionFrom(env.nodeId);
    if (fromPeer
        && update.chainHash().equals(env.settings.network().chainHash())
        && slot.remoteUpdate.map(known -> known.timestamp() < update.timestamp()).orElse(true)
        && update.signatureValid(slot.remoteNodeId)) {
      slot.remoteUpdate = Optional.of(update);
    }
  }

  /** Ways to us over channels that nobody knows, for an invoice; none when we have a public one. */
  List<RouteHint> routeHints() {
    List<RouteHint> hints = new ArrayList<>();
    for (ChannelSlot slot : channels.all()) {
      if (slot.data().state() instanceof Normal normal && slot.isUsable()) {
        if (normal.params().announceChannel() && normal.announced()) {
          return List.of();
        }
        hint(slot, normal.funding()).filter(h -> hints.size() < MAX_HINTS).ifPresent(hints::add);
      }
    }
    return hints;
  }

  private static Optional<RouteHint> hint(ChannelSlot slot, FundingStatus funding) {
    return slot.remoteUpdate.flatMap(
        update ->
            idForPeer(funding)
                .map(
                    id ->
                        new RouteHint(
                            List.of(
                                new RouteHint.Hop(
                                    slot.remoteNodeId,
                                    id,
                                    MilliSatoshi.of(update.feeBaseMsat()),
                                    update.feeProportionalMillionths(),
                                    update.cltvExpiryDelta())))));
  }

  /** Repeats what would be forgotten, and tells which channels cannot be used for now. */
  void tick() {
    if (env.nowMillis() < nextTickMillis) {
      return;
    }
    nextTickMillis = Long.MAX_VALUE;
    for (ChannelSlot slot : channels.all()) {
      if (slot.data().state() instanceof Normal normal && normal.announced()) {
        nextTickMillis = env.nowMillis() + TICK_MILLIS;
        normal
            .funding()
            .confirmation()
            .map(FundingStatus.Confirmation::shortChannelId)
            .ifPresent(id -> refresh(slot, id));
      }
    }
    if (nextTickMillis != Long.MAX_VALUE) {
      announceNode();
    }
  }

  /** Says again what goes stale, and anew what has changed since, perhaps while we were stopped. */
  private void refresh(ChannelSlot slot, ShortChannelId id) {
    int direction = slot.directionFrom(env.nodeId);
    boolean disabled = isAwayForLong(slot);
    boolean stale =
        gossip.graph().updateTimestamp(id, direction) + REFRESH_SECONDS < env.nowSeconds();
    boolean same =
        gossip
            .graph()
            .channelUpdate(id, direction)
            .map(GossipKeeper::decode)
            .filter(told -> told instanceof ChannelUpdate update && says(update, disabled, slot))
            .isPresent();
    if ((stale || !same) && gossip.graph().isAlive(id)) {
      update(slot, id, true, disabled).ifPresent(gossip::own);
    }
  }

  private boolean says(ChannelUpdate told, boolean disabled, ChannelSlot slot) {
    RelayPolicy relay = policies.of(slot.id());
    return slot.persistent()
        .map(state -> HtlcRange.of(relay, state))
        .filter(range -> told.isDisabled() == (disabled || range.isEmpty()))
        .filter(range -> told.policy().equals(policy(relay, range)))
        .isPresent();
  }

  private boolean isAwayForLong(ChannelSlot slot) {
    if (slot.isUsable()) {
      awaySince.remove(slot.id());
      return false;
    }
    long since = awaySince.computeIfAbsent(slot.id(), id -> env.nowMillis());
    return env.nowMillis() - since >= AWAY_MILLIS;
  }

  /** Announced channels were loaded: they are to be refreshed. */
  void restored() {
    nextTickMillis = env.nowMillis();
  }

  long nextDeadlineMillis() {
    return nextTickMillis;
  }
}
