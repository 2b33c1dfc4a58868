package org.boltj.sim.invariant;

import java.util.List;
import java.util.OptionalLong;
import org.boltj.base.ChannelId;
import org.boltj.channel.PersistentState;
import org.boltj.port.PublishResult;
import org.boltj.sim.fault.TrialNode;
import org.boltj.sim.fault.TrialWorld;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxInput;
import org.boltj.updates.CommitmentTxs;

/** No honest node ever broadcasts a commitment that it has revoked. */
final class NoRevokedBroadcast extends Invariant {
  private final Account account;
  private final Revocations revocations;

  NoRevokedBroadcast(
      TrialWorld world, Findings findings, Account account, Revocations revocations) {
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
        if (state != null) {
          check(node, state, tx);
        }
      }
    }
  }

  private void check(TrialNode node, PersistentState state, Transaction tx) {
    OptionalLong number = CommitmentTxs.obscuredNumber(state.params()).commitmentNumber(tx);
    if (number.isPresent()
        && node.equals(revocations.holder(tx))
        && revocations.isRevoked(node, state.channelId(), number.getAsLong())) {
      violated(
          "%s broadcasts its revoked commitment %d of %s"
              .formatted(node, number.getAsLong(), state.channelId()));
    }
  }
}
