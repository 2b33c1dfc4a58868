package org.boltj.sim.invariant;

import java.util.List;
import java.util.OptionalLong;
import org.boltj.base.ChannelId;
import org.boltj.base.MilliSatoshi;
import org.boltj.channel.Closing;
import org.boltj.channel.PersistentState;
import org.boltj.port.PublishResult;
import org.boltj.sim.fault.TrialNode;
import org.boltj.sim.fault.TrialWorld;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxInput;
import org.boltj.updates.Allocation;
import org.boltj.updates.CommitmentTxs;

/**
 * The opener pays the fee of commitments and closing transactions: the other side's balance is in
 * them to the satoshi (BOLT 3, "Fee Payment").
 */
final class OpenerPaysFees extends Invariant {
  /** Below, an output may be left out as dust (sat). */
  private static final long LEAST_SAT = 1_000;

  private final Account account;
  private final Revocations revocations;

  OpenerPaysFees(TrialWorld world, Findings findings, Account account, Revocations revocations) {
    super(world, findings);
    this.account = account;
    this.revocations = revocations;
  }

  @Override
  public void published(TrialNode node, List<Transaction> transactions, PublishResult result) {
    if (!world().isHonest(node)) {
      return;
    }
    for (Transaction tx : transactions) {
      for (TxInput input : tx.inputs()) {
        ChannelId channel = account.fundings().get(input.outPoint());
        PersistentState state = channel == null ? null : account.of(node).channels().get(channel);
        if (state instanceof Closing && node.equals(revocations.holder(tx))) {
          check(node, state, tx);
        }
      }
    }
  }

  private void check(TrialNode node, PersistentState state, Transaction tx) {
    OptionalLong number = CommitmentTxs.obscuredNumber(state.params()).commitmentNumber(tx);
    if (number.isPresent() && number.getAsLong() != state.commitments().localCommit().number()) {
      return;
    }
    Allocation allocation = state.commitments().localCommit().allocation();
    MilliSatoshi balance =
        state.params().localIsOpener() ? allocation.toRemote() : allocation.toLocal();
    long sat = balance.msat() / 1_000;
    if (sat >= LEAST_SAT
        && tx.outputs().stream().noneMatch(output -> output.amount().sat() == sat)) {
      violated(
          "%s closes %s without the %d sat of the side that did not open it"
              .formatted(node, state.channelId(), sat));
    }
  }
}
