package org.boltj.message;

import org.boltj.base.ChannelId;
import org.boltj.base.FeeratePerKw;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireReader;
import org.boltj.codec.WireWriter;
import org.boltj.gossip.message.MessageExtension;

/**
 * update_fee: the opener changes the feerate of the commitments (BOLT 2).
 *
 * @param channelId the channel
 * @param feeratePerKw the new feerate (sat per 1000 weight)
 */
public record UpdateFee(ChannelId channelId, FeeratePerKw feeratePerKw) implements ChannelMessage {
  /** BOLT 2, update_fee. */
  public static final int TYPE = 134;

  static UpdateFee decode(WireReader in) throws DecodeException {
    UpdateFee message = new UpdateFee(in.channelId(), new FeeratePerKw(in.u32()));
    MessageExtension.read(in);
    return message;
  }

  @Override
  public int type() {
    return TYPE;
  }

  @Override
  public void writePayload(WireWriter out) {
    out.channelId(channelId).u32(feeratePerKw.satPerKw());
  }
}
