package org.boltj.node;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.boltj.base.ChannelId;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.Satoshi;
import org.boltj.channel.ChannelEvent;
import org.boltj.channel.Normal;
import org.boltj.channel.UpdatableState;
import org.boltj.updates.ChannelOutlook;
import org.boltj.updates.ChannelPolicy;
import org.boltj.updates.Commitments;
import org.boltj.updates.DeadlineRules;
import org.boltj.updates.FeeConcern;
import org.boltj.updates.FeeDecision;
import org.boltj.updates.FeeRules;
import org.boltj.updates.Feerates;

/**
 * Looks at the deadlines and fees of all channels after each block: warns once of each concern, and
 * closes in agreement what is no good any more. What must be closed by force, the channel does
 * itself, by the same {@link DeadlineRules}.
 */
final class FeeWatch {
  private final Env env;
  private final Channels channels;
  private final Reserve reserve;
  private final FeerateEstimates estimates;

  /** What was told about each channel and still holds. */
  private final Map<ChannelId, Set<Object>> told = new HashMap<>();

  /** The height at which a channel's feerate was first seen too low; forgotten by a restart. */
  private final Map<ChannelId, Integer> lowSince = new HashMap<>();

  private boolean reserveTold;

  FeeWatch(Env env, Channels channels, Reserve reserve, FeerateEstimates estimates) {
    this.env = env;
    this.estimates = estimates;
    this.channels = channels;
    this.reserve = reserve;
  }

  void blockConnected(int height) {
    Feerates feerates = estimates.now();
    Set<ChannelId> live = new HashSet<>();
    for (ChannelSlot slot : channels.table().all()) {
      if (slot.data().state() instanceof UpdatableState state) {
        live.add(slot.id());
        look(slot, state, height, feerates);
      }
    }
    told.keySet().retainAll(live);
    lowSince.keySet().retainAll(live);
    lookAtReserve();
  }

  /** How things stand with a channel, with what the node knows beside its commitments. */
  Optional<FeeScenario> scenario(ChannelSlot slot) {
    int height = env.blockHeight();
    return slot.data().state() instanceof UpdatableState state
        ? Optional.of(
            new FeeScenario(
                outlook(slot.id(), state, height, estimates.now()),
                height,
                estimates.now(),
                policy()))
        : Optional.empty();
  }

  private ChannelOutlook outlook(
      ChannelId id, UpdatableState state, int height, Feerates feerates) {
    Commitments c = state.commitments();
    ChannelOutlook outlook = ChannelOutlook.of(c);
    if (outlook.localIsOpener()) {
      FeeratePerKw wanted = feerates.commitment(outlook.format());
      boolean raises = wanted.compareTo(outlook.feerate()) > 0;
      Satoshi missing = raises ? FeeRules.missing(c, wanted, policy()) : Satoshi.ZERO;
      outlook = outlook.withMissing(missing);
    }
    return outlook.withLowFeerateBlocks(height - lowSince.getOrDefault(id, height));
  }

  private void look(ChannelSlot slot, UpdatableState state, int height, Feerates feerates) {
    ChannelOutlook outlook = outlook(slot.id(), state, height, feerates);
    if (DeadlineRules.isTooLow(outlook, feerates, policy())) {
      lowSince.putIfAbsent(slot.id(), height);
    } else {
      lowSince.remove(slot.id());
    }
    List<FeeDecision> findings = DeadlineRules.findings(outlook, height, feerates, policy());
    if (findings.isEmpty()) {
      told.remove(slot.id());
      return;
    }
    Set<Object> known = told.computeIfAbsent(slot.id(), id -> new HashSet<>());
    Set<Object> now = new HashSet<>();
    for (FeeDecision finding : findings) {
      Object key = key(finding);
      now.add(key);
      if (known.add(key)) {
        env.publish(new NodeEvent.ChannelWarning(slot.id(), finding));
      }
      if (finding instanceof FeeDecision.CloseMutually && mayClose(state)) {
        channels.request(
            slot,
            id -> new ChannelEvent.Close(id, Optional.empty(), Optional.empty()),
            result -> {});
      }
    }
    known.retainAll(now);
  }

  private static boolean mayClose(UpdatableState state) {
    return state instanceof Normal normal
        && normal.localShutdown().isEmpty()
        && !normal.shutdownSent();
  }

  /** Equal for what need not be told twice. */
  private static Object key(FeeDecision finding) {
    return switch (finding) {
      case FeeDecision.Accept accept -> "all is well";
      case FeeDecision.Warn warn -> key(warn.reason());
      case FeeDecision.CloseMutually close -> List.of("close", key(close.reason()));
      case FeeDecision.ForceClose close -> List.of("force", key(close.reason()));
    };
  }

  private static Object key(FeeConcern concern) {
    return switch (concern) {
      case FeeConcern.OfferedHtlc offered -> List.of("offered", offered.htlc().id());
      case FeeConcern.FulfilledHtlc fulfilled -> List.of("fulfilled", fulfilled.htlc().id());
      case FeeConcern.FeerateTooLow low -> "low";
      case FeeConcern.FeerateTooHigh high -> "high";
      case FeeConcern.DustExposure dust -> "dust";
      case FeeConcern.CannotAffordFeerate cannot -> "cannot afford";
    };
  }

  private void lookAtReserve() {
    Optional<Reserve.Shortage> shortage = reserve.shortage(0, Satoshi.ZERO);
    if (shortage.isPresent() && !reserveTold) {
      env.publish(new NodeEvent.ReserveTooLow(shortage.get().needed(), shortage.get().available()));
    }
    reserveTold = shortage.isPresent();
  }

  private ChannelPolicy policy() {
    return env.settings.channelPolicy();
  }
}
