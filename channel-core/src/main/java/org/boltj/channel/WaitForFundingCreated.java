package org.boltj.channel;

import org.boltj.base.ChannelId;
import org.boltj.base.PublicKey;
import org.boltj.message.AcceptChannel;
import org.boltj.message.OpenChannel;

/** We are the accepter and have sent accept_channel. */
public record WaitForFundingCreated(AcceptTerms terms, OpenChannel received, AcceptChannel sent)
    implements OpeningState {
  @Override
  public ChannelId temporaryChannelId() {
    return received.temporaryChannelId();
  }

  @Override
  public PublicKey remoteNodeId() {
    return terms.remoteNodeId();
  }
}
