package org.boltj.sim.invariant;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.boltj.base.Satoshi;
import org.boltj.channel.NegotiatingClose;
import org.boltj.channel.PersistentState;
import org.boltj.channel.UpdatableState;
import org.boltj.commitment.CommitmentFees;
import org.boltj.commitment.HtlcDirection;
import org.boltj.node.NodeEvent;
import org.boltj.sim.fault.TrialNode;
import org.boltj.sim.fault.TrialWorld;
import org.boltj.updates.Allocation;
import org.boltj.updates.ChannelParams;
import org.boltj.updates.ChannelPolicy;
import org.boltj.updates.Commitments;
import org.boltj.updates.Htlc;
import org.boltj.updates.IncomingHtlc;
import org.boltj.updates.Update;

/**
 * Every HTLC of an honest node is resolved before its deadline, or its channel is on its way to the
 * chain by then (BOLT 2, "cltv_expiry_delta Selection"). HTLCs without an output are left out: on
 * the chain they would be nobody's.
 */
final class HtlcDeadlines extends Invariant {
  private final Account account;

  HtlcDeadlines(TrialWorld world, Findings findings, Account account) {
    super(world, findings);
    this.account = account;
  }

  @Override
  public void told(TrialNode node, NodeEvent event) {
    if (event instanceof NodeEvent.BlockProcessed block && world().isHonest(node)) {
      for (PersistentState state : account.of(node).channels().values()) {
        if (state instanceof UpdatableState || state instanceof NegotiatingClose) {
          check(node, state, block.height());
        }
      }
    }
  }

  private void check(TrialNode node, PersistentState state, int height) {
    Commitments c = state.commitments();
    Set<Long> fulfilled = fulfilled(c);
    check(node, state, c.localCommit().allocation(), true, fulfilled, height);
    check(node, state, c.latestRemoteCommit().allocation(), false, fulfilled, height);
  }

  private void check(
      TrialNode node,
      PersistentState state,
      Allocation allocation,
      boolean localHolder,
      Set<Long> fulfilled,
      int height) {
    for (Htlc htlc : allocation.htlcs()) {
      if (!isTrimmed(state.params(), allocation, localHolder, htlc)
          && height > deadline(htlc, fulfilled, node.plan().policy())) {
        violated(
            "%s keeps %s open at height %d with %s"
                .formatted(node, state.channelId(), height, htlc));
      }
    }
  }

  private static boolean isTrimmed(
      ChannelParams params, Allocation allocation, boolean localHolder, Htlc htlc) {
    HtlcDirection direction =
        htlc instanceof IncomingHtlc == localHolder
            ? HtlcDirection.RECEIVED
            : HtlcDirection.OFFERED;
    Satoshi dustLimit = (localHolder ? params.local() : params.remote()).dustLimit();
    return htlc.amount()
        .toSatoshi()
        .isLessThan(
            CommitmentFees.trimThreshold(
                params.format(), dustLimit, allocation.feerate(), direction));
  }

  private static long deadline(Htlc htlc, Set<Long> fulfilled, ChannelPolicy policy) {
    long expiry = htlc.cltvExpiry().height();
    if (htlc instanceof IncomingHtlc) {
      return fulfilled.contains(htlc.id()) ? expiry - policy.fulfillmentDeadline() : Long.MAX_VALUE;
    }
    return expiry + policy.timeoutGrace();
  }

  /** Ids of the incoming HTLCs whose preimage the node has told, or means to tell. */
  static Set<Long> fulfilled(Commitments c) {
    Set<Long> ids = new HashSet<>();
    for (List<Update> updates :
        List.of(c.localChanges().proposed(), c.localChanges().signed(), c.localChanges().acked())) {
      for (Update update : updates) {
        if (update instanceof Update.Fulfill fulfill) {
          ids.add(fulfill.id());
        }
      }
    }
    return ids;
  }
}
