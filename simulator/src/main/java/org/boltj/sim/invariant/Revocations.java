package org.boltj.sim.invariant;

import java.util.HashMap;
import java.util.Map;
import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.channel.PersistentState;
import org.boltj.message.RevokeAndAck;
import org.boltj.sim.fault.TrialNode;
import org.boltj.sim.fault.Witness;

/** Which commitments the nodes have revoked, read off the revoke_and_ack that left. */
final class Revocations implements Witness {
  private record Holder(int node, ChannelId channel) {}

  private final Account account;
  private final Map<Holder, Long> inForce = new HashMap<>();

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

  /** Whether that node must never publish its commitment with that number. */
  boolean isRevoked(TrialNode holder, ChannelId channel, long commitmentNumber) {
    return commitmentNumber < inForce.getOrDefault(new Holder(holder.number(), channel), 0L);
  }
}
