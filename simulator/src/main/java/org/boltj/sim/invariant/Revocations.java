package org.boltj.sim.invariant;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.base.TxId;
import org.boltj.channel.PersistentState;
import org.boltj.message.RevokeAndAck;
import org.boltj.port.PublishResult;
import org.boltj.sim.fault.TrialNode;
import org.boltj.sim.fault.Witness;
import org.boltj.tx.Transaction;
import org.jspecify.annotations.Nullable;

/** Which commitments the nodes have revoked, read off the revoke_and_ack that left. */
final class Revocations implements Witness {
  private record Holder(int node, ChannelId channel) {}

  private final Account account;
  private final Map<Holder, Long> inForce = new HashMap<>();

  /** Who has handed a transaction to the chain first: of a commitment, its holder. */
  private final Map<TxId, TrialNode> publishers = new HashMap<>();

  Revocations(Account account) {
    this.account = account;
  }

  @Override
  public void sent(TrialNode node, TrialNode to, Bytes message) {
    if (Messages.type(message) == RevokeAndAck.TYPE) {
      ChannelId channel = Messages.channelId(message);
      PersistentState state = account.of(node).channels().get(channel);
      if (state != null) {
        inForce.merge(
            new Holder(node.number(), channel),
            state.commitments().localCommit().number(),
            Math::max);
      }
    }
  }

  @Override
  public void published(TrialNode node, List<Transaction> transactions, PublishResult result) {
    transactions.forEach(tx -> publishers.putIfAbsent(tx.txid(), node));
  }

  /** Whose commitment that is: others may broadcast it again once it was seen. */
  @Nullable TrialNode holder(Transaction commitment) {
    return publishers.get(commitment.txid());
  }

  /** Whether that node must never publish its commitment with that number. */
  boolean isRevoked(TrialNode holder, ChannelId channel, long commitmentNumber) {
    return commitmentNumber < inForce.getOrDefault(new Holder(holder.number(), channel), 0L);
  }
}
