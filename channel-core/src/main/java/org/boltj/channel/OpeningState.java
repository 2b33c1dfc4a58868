package org.boltj.channel;

import org.boltj.base.ChannelId;
import org.boltj.base.PublicKey;

/** The opening dialogue runs; the channel has only a temporary_channel_id. */
public sealed interface OpeningState extends TransientState
    permits WaitForAcceptChannel,
        WaitForFundingInternal,
        WaitForFundingSigned,
        WaitForFundingCreated {
  ChannelId temporaryChannelId();

  PublicKey remoteNodeId();
}
