package org.boltj.sim.invariant;

import java.util.HashMap;
import java.util.Map;
import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.channel.PersistentState;
import org.boltj.message.CommitmentSigned;
import org.boltj.message.RevokeAndAck;
import org.boltj.sim.fault.TrialNode;
import org.boltj.sim.fault.TrialWorld;
import org.boltj.updates.Commitments;
import org.jspecify.annotations.Nullable;

/**
 * What was sent is covered by what was stored: a commitment_signed is for a commitment that is on
 * the disk, a revoke_and_ack revokes the one before the one that is on the disk, and what is sent
 * again for the same commitment is the same.
 */
final class SentIsStored extends Invariant {
  private final Account account;
  private final Map<Sent, Bytes> sent = new HashMap<>();

  private record Sent(int node, ChannelId channel, int type, long commitmentNumber) {}

  SentIsStored(TrialWorld world, Findings findings, Account account) {
    super(world, findings);
    this.account = account;
  }

  @Override
  public void sent(TrialNode node, TrialNode to, Bytes message) {
    int type = Messages.type(message);
    if (type == CommitmentSigned.TYPE || type == RevokeAndAck.TYPE) {
      ChannelId channel = Messages.channelId(message);
      PersistentState state = account.of(node).channels().get(channel);
      if (state == null) {
        violated(node + " sends " + type + " for a channel that is not stored");
      } else {
        check(node, type, channel, state.commitments(), message);
      }
    }
  }

  private void check(
      TrialNode node, int type, ChannelId channel, Commitments stored, Bytes message) {
    boolean signs = type == CommitmentSigned.TYPE;
    if (signs && stored.nextRemoteCommit().isEmpty()) {
      violated("%s signs a commitment of %s that is not stored".formatted(node, channel));
      return;
    }
    long number = signs ? stored.latestRemoteCommit().number() : stored.localCommit().number();
    if (!signs && number == 0) {
      violated("%s revokes the only commitment of %s".formatted(node, channel));
    }
    @Nullable Bytes before = sent.put(new Sent(node.number(), channel, type, number), message);
    if (before != null && !before.equals(message)) {
      violated(
          "%s has sent two different messages %d of %s while commitment %d was stored"
              .formatted(node, type, channel, number));
    }
  }
}
