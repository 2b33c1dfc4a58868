package org.boltj.node;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.boltj.base.ChannelId;
import org.boltj.base.MilliSatoshi;
import org.boltj.channel.UpdatableState;
import org.boltj.onion.FailureMessage;
import org.boltj.payment.FailBackRules;
import org.boltj.payment.HtlcId;
import org.boltj.updates.SettleRules;

/**
 * Saves upstream channels: fails incoming HTLCs back that are about to expire while their outgoing
 * halves are stuck, as {@link FailBackRules} allow.
 */
final class FailBack {
  private final Env env;
  private final Channels channels;
  private final HtlcAnswers answers;

  /** Failed back while the outgoing half may still be claimed, with what is lost then. */
  private final Map<HtlcId, MilliSatoshi> atRisk = new HashMap<>();

  private final Set<HtlcId> held = new HashSet<>();

  FailBack(Env env, Channels channels, HtlcAnswers answers) {
    this.env = env;
    this.channels = channels;
    this.answers = answers;
  }

  /** Looks for HTLCs that cannot wait any longer. */
  void blockConnected(int height, Map<HtlcId, HtlcSwitch.Forward> forwards) {
    if (env.isBehindChain()) {
      return; // a preimage may stand in the blocks to come
    }
    Map<ChannelId, List<FailBackRules.Stuck>> stuck = new LinkedHashMap<>();
    forwards.forEach(
        (incoming, forward) -> {
          boolean near =
              forward.origin().expiryIn().height() - height
                  <= env.settings.channelPolicy().fees().failBackBlocks();
          if (near && !atRisk.containsKey(incoming) && isPending(incoming)) {
            stuck
                .computeIfAbsent(incoming.channelId(), id -> new ArrayList<>())
                .add(
                    new FailBackRules.Stuck(
                        incoming, forward.amountOut(), forward.origin().expiryIn()));
          }
        });
    stuck.forEach((channel, htlcs) -> decide(channel, htlcs, height, forwards));
  }

  /** Whether the incoming half waits for an answer in a channel that is not closing by force. */
  boolean isPending(HtlcId incoming) {
    return channels
        .table()
        .byId(incoming.channelId())
        .filter(
            slot ->
                slot.data().state() instanceof UpdatableState state
                    && SettleRules.isUnsettled(state.commitments(), incoming.id()))
        .isPresent();
  }

  private void decide(
      ChannelId channel,
      List<FailBackRules.Stuck> htlcs,
      int height,
      Map<HtlcId, HtlcSwitch.Forward> forwards) {
    MilliSatoshi already = MilliSatoshi.ZERO;
    for (Map.Entry<HtlcId, MilliSatoshi> entry : atRisk.entrySet()) {
      if (entry.getKey().channelId().equals(channel)) {
        already = already.plus(entry.getValue());
      }
    }
    switch (FailBackRules.decide(htlcs, already, height, env.settings.channelPolicy().fees())) {
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
              atRisk.put(incoming, htlc.amountOut());
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
   * The next peer has claimed its HTLC.
   *
   * @return whether the incoming half had been failed back, so that nothing can be claimed
   */
  boolean isLost(HtlcId incoming) {
    held.remove(incoming);
    MilliSatoshi lost = atRisk.remove(incoming);
    if (lost == null) {
      return false;
    }
    env.publish(new NodeEvent.LostByFailingBack(incoming.channelId(), incoming.id(), lost));
    return true;
  }

  /** The outgoing half is gone for good: nothing is at risk any more. */
  void resolved(HtlcId incoming) {
    held.remove(incoming);
    atRisk.remove(incoming);
  }
}
