package org.boltj.sim.invariant;

import java.util.OptionalLong;
import org.boltj.base.ChannelId;
import org.boltj.channel.PersistentState;
import org.boltj.sim.fault.TrialNode;
import org.boltj.sim.fault.TrialWorld;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxInput;
import org.boltj.updates.CommitmentTxs;

/** Who broadcasts a revoked commitment gets nothing of that channel: the other side takes all. */
final class CheaterGetsNothing extends Invariant {
  private final Account account;
  private final Revocations revocations;

  CheaterGetsNothing(
      TrialWorld world, Findings findings, Account account, Revocations revocations) {
    super(world, findings);
    this.account = account;
    this.revocations = revocations;
  }

  @Override
  public void ended(TrialWorld world) {
    Aftermath aftermath = Aftermath.of(world, account);
    for (Transaction tx : aftermath.transactions()) {
      for (TxInput input : tx.inputs()) {
        ChannelId channel = account.fundings().get(input.outPoint());
        if (channel != null) {
          closed(aftermath, channel, tx);
        }
      }
    }
  }

  private void closed(Aftermath aftermath, ChannelId channel, Transaction commitment) {
    TrialNode holder = revocations.holder(commitment);
    PersistentState state = holder == null ? null : account.of(holder).channels().get(channel);
    if (holder == null || state == null || world().isHonest(holder)) {
      return;
    }
    OptionalLong number = CommitmentTxs.obscuredNumber(state.params()).commitmentNumber(commitment);
    if (number.isPresent() && isRevoked(state, number.getAsLong())) {
      aftermath.transactions().stream()
          .filter(tx -> spends(aftermath, tx, channel))
          .forEach(tx -> check(aftermath, holder, channel, number.getAsLong(), tx));
    }
  }

  /** Whether the other side has the secret on its disk: else the commitment is still good. */
  private boolean isRevoked(PersistentState holders, long commitmentNumber) {
    TrialNode victim = world().node(holders.remoteNodeId());
    PersistentState state = account.of(victim).channels().get(holders.channelId());
    return state != null && commitmentNumber < state.commitments().remoteCommit().number();
  }

  private static boolean spends(Aftermath aftermath, Transaction tx, ChannelId channel) {
    return tx.inputs().stream()
        .map(input -> aftermath.output(input.outPoint()))
        .anyMatch(output -> output != null && output.channel().equals(channel));
  }

  /** What comes out for the cheater must have come from its own wallet. */
  private void check(
      Aftermath aftermath, TrialNode cheater, ChannelId channel, long number, Transaction tx) {
    long out =
        tx.outputs().stream()
            .filter(output -> cheater.owns(output.scriptPubKey()))
            .mapToLong(output -> output.amount().sat())
            .sum();
    long own = 0;
    for (TxInput input : tx.inputs()) {
      Aftermath.Output spent = aftermath.output(input.outPoint());
      if (spent == null || spent.owner().isPresent()) {
        own +=
            world()
                .chain()
                .transaction(input.outPoint().txid())
                .map(from -> from.outputs().get((int) input.outPoint().index()).amount().sat())
                .orElse(0L);
      }
    }
    if (out > own) {
      violated(
          "%s gained %d sat by its revoked commitment %d of %s with %s"
              .formatted(cheater, out - own, number, channel, tx.txid()));
    }
  }
}
