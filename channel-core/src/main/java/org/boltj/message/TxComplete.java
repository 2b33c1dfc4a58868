package org.boltj.message;

import org.boltj.base.ChannelId;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireReader;
import org.boltj.codec.WireWriter;
import org.boltj.gossip.message.MessageExtension;

/**
 * tx_complete: the sender has nothing to add; two in a row end the construction (BOLT 2,
 * interactive).
 *
 * @param channelId the channel
 */
public record TxComplete(ChannelId channelId) implements ChannelMessage {
  /** BOLT 2, tx_complete. */
  public static final int TYPE = 70;

  static TxComplete decode(WireReader in) throws DecodeException {
    TxComplete message = new TxComplete(in.channelId());
    MessageExtension.read(in);
    return message;
  }

  @Override
  public int type() {
    return TYPE;
  }

  @Override
  public void writePayload(WireWriter out) {
    out.channelId(channelId);
  }
}
