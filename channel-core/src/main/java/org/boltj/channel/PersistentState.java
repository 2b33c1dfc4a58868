package org.boltj.channel;

import org.boltj.base.ChannelId;
import org.boltj.base.PublicKey;
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
}
