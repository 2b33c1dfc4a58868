package org.boltj.message;

import org.boltj.base.ChannelId;
import org.boltj.base.PrivateKey;
import org.boltj.base.PublicKey;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireReader;
import org.boltj.codec.WireWriter;
import org.boltj.gossip.message.MessageExtension;

/**
 * revoke_and_ack: revokes the sender's previous commitment and accepts the new one (BOLT 2).
 *
 * @param channelId the channel
 * @param perCommitmentSecret of the revoked commitment
 * @param nextPerCommitmentPoint of the commitment after the one just accepted
 */
public record RevokeAndAck(
    ChannelId channelId, PrivateKey perCommitmentSecret, PublicKey nextPerCommitmentPoint)
    implements ChannelMessage {
  /** BOLT 2, revoke_and_ack. */
  public static final int TYPE = 133;

  static RevokeAndAck decode(WireReader in) throws DecodeException {
    RevokeAndAck message =
        new RevokeAndAck(in.channelId(), new PrivateKey(in.bytes(32)), in.point());
    MessageExtension.read(in);
    return message;
  }

  @Override
  public int type() {
    return TYPE;
  }

  @Override
  public void writePayload(WireWriter out) {
    out.channelId(channelId).bytes(perCommitmentSecret.value()).point(nextPerCommitmentPoint);
  }
}
