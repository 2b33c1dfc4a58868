package org.boltj.channel;

import org.boltj.base.ChannelId;
import org.boltj.base.PublicKey;
import org.boltj.message.AcceptChannel;
import org.boltj.tx.Transaction;
import org.boltj.updates.Allocation;
import org.boltj.updates.ChannelParams;
import org.boltj.updates.RemoteCommit;

/** We have sent funding_created and wait for the signature of our first commitment. */
public record WaitForFundingSigned(
    RequestId requestId,
    ChannelId temporaryChannelId,
    ChannelParams params,
    Transaction fundingTransaction,
    Allocation allocation,
    RemoteCommit remoteCommit,
    AcceptChannel accepted)
    implements OpeningState {
  @Override
  public PublicKey remoteNodeId() {
    return params.remoteNodeId();
  }
}
