package org.boltj.channel;

import org.boltj.base.ChannelId;
import org.boltj.base.PublicKey;
import org.boltj.message.OpenChannel;

/** We are the opener and have sent open_channel. */
public record WaitForAcceptChannel(RequestId requestId, OpenRequest request, OpenChannel sent)
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
