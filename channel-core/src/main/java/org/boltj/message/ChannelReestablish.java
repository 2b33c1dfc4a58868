package org.boltj.message;

import java.util.Optional;
import org.boltj.base.ChannelId;
import org.boltj.base.PrivateKey;
import org.boltj.base.PublicKey;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireReader;
import org.boltj.codec.WireWriter;
import org.boltj.gossip.message.MessageExtension;

/**
 * channel_reestablish: after a reconnection, what the sender has of the channel (BOLT 2).
 *
 * @param channelId the channel
 * @param nextCommitmentNumber of the commitment_signed that the sender expects next
 * @param nextRevocationNumber of the revoke_and_ack that the sender expects next
 * @param yourLastPerCommitmentSecret the last one received from the receiver, or zeros
 * @param myCurrentPerCommitmentPoint of the sender's latest commitment
 * @param nextFunding a transaction whose signatures the sender still lacks
 * @param myCurrentFundingLocked the funding transaction that the sender locked last
 */
public record ChannelReestablish(
    ChannelId channelId,
    long nextCommitmentNumber,
    long nextRevocationNumber,
    PrivateKey yourLastPerCommitmentSecret,
    PublicKey myCurrentPerCommitmentPoint,
    Optional<NextFunding> nextFunding,
    Optional<MyCurrentFundingLocked> myCurrentFundingLocked)
    implements ChannelMessage {
  /** BOLT 2, channel_reestablish. */
  public static final int TYPE = 136;

  private static final long NEXT_FUNDING = 1;
  private static final long MY_CURRENT_FUNDING_LOCKED = 5;

  static ChannelReestablish decode(WireReader in) throws DecodeException {
    ChannelId channelId = in.channelId();
    long nextCommitmentNumber = in.u64();
    long nextRevocationNumber = in.u64();
    PrivateKey yourLastPerCommitmentSecret = new PrivateKey(in.bytes(32));
    PublicKey myCurrentPerCommitmentPoint = in.point();
    MessageExtension extension = MessageExtension.read(in, NEXT_FUNDING, MY_CURRENT_FUNDING_LOCKED);
    return new ChannelReestablish(
        channelId,
        nextCommitmentNumber,
        nextRevocationNumber,
        yourLastPerCommitmentSecret,
        myCurrentPerCommitmentPoint,
        extension.get(NEXT_FUNDING, NextFunding::decode),
        extension.get(MY_CURRENT_FUNDING_LOCKED, MyCurrentFundingLocked::decode));
  }

  @Override
  public int type() {
    return TYPE;
  }

  @Override
  public void writePayload(WireWriter out) {
    out.channelId(channelId)
        .u64(nextCommitmentNumber)
        .u64(nextRevocationNumber)
        .bytes(yourLastPerCommitmentSecret.value())
        .point(myCurrentPerCommitmentPoint);
    MessageExtension.builder()
        .put(NEXT_FUNDING, nextFunding, (to, funding) -> funding.write(to))
        .put(MY_CURRENT_FUNDING_LOCKED, myCurrentFundingLocked, (to, funding) -> funding.write(to))
        .writeTo(out);
  }
}
