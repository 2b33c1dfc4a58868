package org.boltj.node;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.boltj.base.ChannelId;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PaymentPreimage;
import org.boltj.channel.ChannelEvent;
import org.boltj.channel.Link;
import org.boltj.channel.UpdatableState;
import org.boltj.onion.FailureMessage;
import org.boltj.payment.FailBackRules;
import org.boltj.payment.HtlcId;
import org.boltj.store.StoreException;
import org.boltj.store.StoredNode;
import org.boltj.updates.ChannelPolicy;
import org.boltj.updates.Commitments;
import org.boltj.updates.OutgoingHtlc;
import org.boltj.updates.SettleRules;

/**
 * Saves upstream channels: fails incoming HTLCs back that are about to expire while their outgoing
 * halves are stuck, as {@link FailBackRules} allow.
 */
final class FailBack {
  private final Env env;
  private final Channels channels;
  private final HtlcAnswers answers;
  private final FailBackLedger ledger;

  private final Set<HtlcId> held = new HashSet<>();

  /** Told to be held because the previous peer is not connected. */
  private final Set<HtlcId> heldForAbsent = new HashSet<>();

  FailBack(Env env, Channels channels, HtlcAnswers answers) {
    this.env = env;
    this.channels = channels;
    this.answers = answers;
    this.ledger = new FailBackLedger(env);
  }

  void restore(StoredNode stored) throws StoreException {
    ledger.restore(stored);
  }

  /** Looks for HTLCs that cannot wait any longer. */
  void blockConnected(int height, Map<HtlcId, HtlcSwitch.Forward> forwards) {
    if (env.hasBlockToCome()) {
      return; // a preimage may stand in the blocks to come
    }
    follow();
    closeSilent(height, forwards);
    Map<ChannelId, List<FailBackRules.Stuck>> stuck = new LinkedHashMap<>();
    int blocks = policy().fees().failBackBlocks();
    forwards.forEach(
        (incoming, forward) -> {
          FailBackRules.Stuck htlc = stuck(incoming, forward);
          if (htlc.blocksLeft(height) <= blocks && isPending(incoming)) {
            if (isConnected(incoming.channelId())) {
              stuck.computeIfAbsent(incoming.channelId(), id -> new ArrayList<>()).add(htlc);
            } else if (heldForAbsent.add(incoming)) {
              env.publish(
                  new NodeEvent.HeldForAbsentPeer(
                      incoming.channelId(),
                      incoming.id(),
                      forward.outgoing().channelId(),
                      htlc.blocksLeft(height)));
            }
          }
        });
    stuck.forEach((channel, htlcs) -> decide(channel, htlcs, height, forwards));
  }

  private static FailBackRules.Stuck stuck(HtlcId incoming, HtlcSwitch.Forward forward) {
    return new FailBackRules.Stuck(incoming, forward.amountOut(), forward.origin().expiryIn());
  }

  private ChannelPolicy policy() {
    return env.settings.channelPolicy();
  }

  /**
   * An overdue HTLC without an output closes no channel for a long time. Its peer may take it at
   * any time, though, so it is failed back only as far as the budget goes; beyond that the outgoing
   * channel goes to the chain while the outcome can still be told upstream.
   */
  private void closeSilent(int height, Map<HtlcId, HtlcSwitch.Forward> forwards) {
    int blocks = policy().fees().failBackBlocks() + policy().resolutionDepth();
    MilliSatoshi risked = ledger.total();
    for (Map.Entry<HtlcId, HtlcSwitch.Forward> entry : List.copyOf(forwards.entrySet())) {
      HtlcSwitch.Forward forward = entry.getValue();
      if (stuck(entry.getKey(), forward).blocksLeft(height) <= blocks
          && isPending(entry.getKey())
          && isOverdue(forward.outgoing(), height)) {
        risked = risked.plus(forward.amountOut());
        if (risked.isGreaterThan(policy().fees().failBackBudget())) {
          forceClose(forward.outgoing());
        }
      }
    }
  }

  /** Whether our HTLC is past its deadline in a channel that is not closing by force. */
  private boolean isOverdue(HtlcId outgoing, int height) {
    Optional<OutgoingHtlc> htlc =
        commitments(outgoing.channelId(), true)
            .map(c -> ForwardTracking.outgoing(c).get(outgoing.id()));
    return htlc.isPresent() && htlc.get().cltvExpiry().height() + policy().timeoutGrace() <= height;
  }

  private void forceClose(HtlcId outgoing) {
    channels
        .table()
        .byId(outgoing.channelId())
        .ifPresent(
            out ->
                channels.request(
                    out,
                    id ->
                        new ChannelEvent.ForceClose(
                            id, "HTLC " + outgoing.id() + " is overdue and costs another channel"),
                    result -> {}));
  }

  /** Whether the incoming half waits for an answer in a channel that is not closing by force. */
  boolean isPending(HtlcId incoming) {
    return !ledger.has(incoming)
        && commitments(incoming.channelId(), true)
            .filter(c -> SettleRules.isUnsettled(c, incoming.id()))
            .isPresent();
  }

  /** A failure that cannot be sent saves no channel: it would only give up the HTLC. */
  private boolean isConnected(ChannelId channel) {
    return channels.table().byId(channel).filter(in -> in.data().link() == Link.UP).isPresent();
  }

  private Optional<Commitments> commitments(ChannelId channel, boolean live) {
    return channels
        .table()
        .byId(channel)
        .filter(slot -> !live || slot.data().state() instanceof UpdatableState)
        .flatMap(ChannelSlot::persistent)
        .map(state -> state.commitments());
  }

  private void decide(
      ChannelId channel,
      List<FailBackRules.Stuck> htlcs,
      int height,
      Map<HtlcId, HtlcSwitch.Forward> forwards) {
    switch (FailBackRules.decide(htlcs, ledger.total(), height, policy().fees())) {
      case FailBackRules.Decision.Wait wait -> {}
      case FailBackRules.Decision.FailBack back -> {
        for (FailBackRules.Stuck htlc : back.htlcs()) {
          HtlcSwitch.Forward forward = forwards.get(htlc.incoming());
          if (forward != null) {
            failBack(htlc, forward, height);
          }
        }
      }
      case FailBackRules.Decision.Hold hold -> {
        for (FailBackRules.Stuck htlc : hold.htlcs()) {
          HtlcSwitch.Forward forward = forwards.get(htlc.incoming());
          if (forward != null && held.add(htlc.incoming())) {
            env.publish(
                new NodeEvent.HeldBeyondBudget(
                    channel,
                    htlc.incoming().id(),
                    forward.outgoing().channelId(),
                    hold.atRisk(),
                    htlc.blocksLeft(height)));
          }
        }
      }
    }
  }

  private void failBack(FailBackRules.Stuck htlc, HtlcSwitch.Forward forward, int height) {
    HtlcId incoming = htlc.incoming();
    channels
        .table()
        .byId(incoming.channelId())
        .ifPresent(
            in -> {
              ledger.put(incoming, new FailBackLedger.Risk(htlc.amountOut(), Optional.empty()));
              answers.fail(
                  in,
                  incoming.id(),
                  forward.origin().sharedSecret(),
                  new FailureMessage.PermanentChannelFailure());
              env.publish(
                  new NodeEvent.FailedBackEarly(
                      incoming.channelId(),
                      incoming.id(),
                      forward.outgoing().channelId(),
                      htlc.amountOut(),
                      htlc.blocksLeft(height)));
            });
  }

  /**
   * The next peer has claimed its HTLC, and the channel of the incoming half knows the preimage.
   *
   * @return whether the incoming half is claimed with it; false when it had been failed back, so
   *     that it is lost unless its channel goes to the chain before the failure is irrevocable
   */
  boolean fulfilled(HtlcId incoming, PaymentPreimage preimage) {
    forget(incoming);
    FailBackLedger.Risk risk = ledger.of(incoming);
    if (risk == null) {
      return true;
    }
    Optional<Commitments> c = commitments(incoming.channelId(), false);
    if (c.filter(now -> SettleRules.isFulfilled(now, incoming.id())).isPresent()) {
      ledger.free(incoming);
      return true;
    }
    FailBackLedger.Risk claimed = new FailBackLedger.Risk(risk.amount(), Optional.of(preimage));
    ledger.put(incoming, claimed);
    if (c.isEmpty()) {
      lost(incoming, claimed);
    } else {
      follow(incoming, claimed);
    }
    return false;
  }

  /** A peer that is gone has forgotten failures that were not signed: preimages replace them. */
  void follow() {
    ledger.open().forEach(this::follow);
  }

  /** Looks what has become of an incoming half whose preimage came after it was failed back. */
  private void follow(HtlcId incoming, FailBackLedger.Risk risk) {
    if (risk.preimage().isEmpty()) {
      return;
    }
    Optional<ChannelSlot> in = channels.table().byId(incoming.channelId());
    Optional<Commitments> c = commitments(incoming.channelId(), false);
    if (in.isEmpty() || c.isEmpty()) {
      ledger.spend(incoming); // closed; what the chain gave is not known here
    } else if (!SettleRules.isCommitted(c.get(), incoming.id())) {
      lost(incoming, risk);
    } else if (!(in.get().data().state() instanceof UpdatableState)
        || in.get().data().link() != Link.UP) {
      channels.step(
          in.get(),
          new ChannelEvent.FulfillHtlc(incoming.id(), risk.preimage().get(), Optional.empty()));
      commitments(incoming.channelId(), false)
          .filter(now -> SettleRules.isFulfilled(now, incoming.id()))
          .ifPresent(now -> ledger.free(incoming));
    }
  }

  private void lost(HtlcId incoming, FailBackLedger.Risk risk) {
    ledger.spend(incoming);
    env.publish(
        new NodeEvent.LostByFailingBack(incoming.channelId(), incoming.id(), risk.amount()));
  }

  /** The outgoing half is gone for good: nothing is at risk any more. */
  void resolved(HtlcId incoming) {
    forget(incoming);
    ledger.free(incoming);
  }

  private void forget(HtlcId incoming) {
    held.remove(incoming);
    heldForAbsent.remove(incoming);
  }
}
