package org.boltj.channel;

import java.util.Optional;
import org.boltj.base.ChannelId;
import org.boltj.base.PublicKey;
import org.boltj.tx.Transaction;
import org.boltj.updates.ChannelParams;
import org.boltj.updates.Commitments;

/** A state that is stored: money is, or was, at stake. */
public sealed interface PersistentState extends ChannelState
    permits WaitForFundingConfirmed,
        WaitForChannelReady,
        UpdatableState,
        NegotiatingClose,
        Closing,
        Closed,
        DataLoss,
        Unproven,
        Frozen {
  Commitments commitments();

  default ChannelParams params() {
    return commitments().params();
  }

  default ChannelId channelId() {
    return params().channelId();
  }

  default PublicKey remoteNodeId() {
    return params().remoteNodeId();
  }

  /**
   * The funding transaction, while it is known: ours from the start, the peer's once it was in a
   * block, and until it is deep.
   */
  default Optional<Transaction> fundingTransaction() {
    return ConfirmationSteps.fundingOf(this).flatMap(FundingStatus::transaction);
  }
}
