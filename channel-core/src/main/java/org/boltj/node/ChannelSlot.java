package org.boltj.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PublicKey;
import org.boltj.base.ShortChannelId;
import org.boltj.channel.ChannelData;
import org.boltj.channel.Closed;
import org.boltj.channel.FundingStatus;
import org.boltj.channel.Link;
import org.boltj.channel.NegotiatingClose;
import org.boltj.channel.Normal;
import org.boltj.channel.PersistentState;
import org.boltj.channel.ShuttingDown;
import org.boltj.channel.UpdatableState;
import org.boltj.channel.WaitForChannelReady;
import org.boltj.channel.WaitForFundingConfirmed;
import org.boltj.gossip.message.ChannelUpdate;
import org.boltj.payment.HtlcId;
import org.boltj.sign.ChannelSigner;
import org.boltj.sign.ForesightedSigner;
import org.boltj.updates.Balances;
import org.boltj.updates.Commitments;
import org.jspecify.annotations.Nullable;

/** One channel in the node: its state, and what the node keeps beside it in memory. */
final class ChannelSlot {
  final PublicKey remoteNodeId;
  final ForesightedSigner signer;

  /** HTLCs that wait here, by the ids of their outgoing HTLCs, until those are durable. */
  final List<ForwardInProgress> notDurable = new ArrayList<>();

  /** The peer's newest channel_update for this channel, on this connection. */
  Optional<ChannelUpdate> remoteUpdate = Optional.empty();

  /** Short ids under which the channel is looked up. */
  List<ShortChannelId> indexed = List.of();

  private ChannelId id;
  private ChannelData data;
  private @Nullable Bytes sweepScript;
  private @Nullable Commitments roomFor;
  private Room room = Room.NONE;

  /** What can be sent over the channel now. */
  private record Room(MilliSatoshi available, int slots) {
    static final Room NONE = new Room(MilliSatoshi.ZERO, 0);
  }

  /** A forwarded HTLC whose outgoing half is not in a signed commitment yet. */
  record ForwardInProgress(long outgoingId, HtlcId incoming) {}

  ChannelSlot(ChannelId id, PublicKey remoteNodeId, ChannelSigner signer, ChannelData data) {
    this.id = id;
    this.remoteNodeId = remoteNodeId;
    this.signer = new ForesightedSigner(signer);
    this.data = data;
  }

  /** The temporary_channel_id, later the channel_id. */
  ChannelId id() {
    return id;
  }

  void rename(ChannelId channelId) {
    id = channelId;
  }

  ChannelData data() {
    return data;
  }

  void become(ChannelData next) {
    data = next;
  }

  /** The direction bit of updates that this node sends for the channel (BOLT 7). */
  int directionFrom(PublicKey self) {
    return self.compareTo(remoteNodeId) < 0 ? 0 : 1;
  }

  /** Whether HTLCs may be added now. */
  boolean isUsable() {
    return data.link() == Link.UP
        && data.state() instanceof Normal normal
        && !normal.shutdownSent()
        && normal.localShutdown().isEmpty()
        && normal.remoteShutdown().isEmpty();
  }

  Optional<PersistentState> persistent() {
    return data.state() instanceof PersistentState state ? Optional.of(state) : Optional.empty();
  }

  /** Whether we have funded it, or its funding is confirmed. */
  boolean hasCostMoney() {
    return switch (data.state()) {
      case WaitForFundingConfirmed s ->
          s.params().localIsOpener() || s.funding().confirmation().isPresent();
      case PersistentState s -> true;
      default -> false;
    };
  }

  boolean isClosed() {
    return data.state() instanceof Closed;
  }

  Optional<FundingStatus> funding() {
    return switch (data.state()) {
      case WaitForFundingConfirmed s -> Optional.of(s.funding());
      case WaitForChannelReady s -> Optional.of(s.funding());
      case Normal s -> Optional.of(s.funding());
      case ShuttingDown s -> Optional.of(s.funding());
      case NegotiatingClose s -> Optional.of(s.funding());
      default -> Optional.empty();
    };
  }

  /** The most that one HTLC can carry now, msat. */
  MilliSatoshi availableToSend() {
    return room().available();
  }

  /** How many more HTLCs we can offer now. */
  int freeSlots() {
    return room().slots();
  }

  /** Computed once for each state. */
  @SuppressWarnings("ReferenceEquality") // the same object is the same state; comparing is not free
  private Room room() {
    Optional<PersistentState> state = persistent();
    if (state.isEmpty() || !(state.get() instanceof UpdatableState)) {
      return Room.NONE;
    }
    Commitments commitments = state.get().commitments();
    if (roomFor != commitments) {
      room = new Room(Balances.availableToSend(commitments), Balances.freeSlots(commitments));
      roomFor = commitments;
    }
    return room;
  }

  /** Where money of this channel goes on chain; one fresh script for each channel and start. */
  Bytes sweepScript(Env env) {
    Bytes known = sweepScript;
    if (known == null) {
      known = env.sweepScripts.next();
      sweepScript = known;
    }
    return known;
  }
}
