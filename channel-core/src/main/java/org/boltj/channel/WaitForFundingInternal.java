package org.boltj.channel;

import org.boltj.base.ChannelId;
import org.boltj.base.PublicKey;
import org.boltj.message.AcceptChannel;
import org.boltj.message.OpenChannel;

/** The terms stand; our wallet makes the funding transaction. */
public record WaitForFundingInternal(
    RequestId requestId, OpenRequest request, OpenChannel sent, AcceptChannel accepted)
    implements OpeningState {
  @Override
  public ChannelId temporaryChannelId() {
    return sent.temporaryChannelId();
  }

  @Override
  public PublicKey remoteNodeId() {
    return request.remoteNodeId();
  }
}
