package org.boltj.message;

import org.boltj.base.ChannelId;
import org.boltj.base.Signature;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireReader;
import org.boltj.codec.WireWriter;
import org.boltj.gossip.message.MessageExtension;

/**
 * funding_signed: signs the opener's first commitment; the funding may be published then (BOLT 2).
 *
 * @param channelId the channel
 * @param signature of the receiver's first commitment transaction
 */
public record FundingSigned(ChannelId channelId, Signature signature) implements ChannelMessage {
  /** BOLT 2, funding_signed. */
  public static final int TYPE = 35;

  static FundingSigned decode(WireReader in) throws DecodeException {
    FundingSigned message = new FundingSigned(in.channelId(), in.signature());
    MessageExtension.read(in);
    return message;
  }

  @Override
  public int type() {
    return TYPE;
  }

  @Override
  public void writePayload(WireWriter out) {
    out.channelId(channelId).signature(signature);
  }
}
