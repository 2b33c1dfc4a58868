package org.boltj.message;

import org.boltj.base.ChannelId;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireReader;
import org.boltj.codec.WireWriter;
import org.boltj.gossip.message.MessageExtension;

/**
 * tx_remove_input: takes back an input of the sender (BOLT 2, interactive).
 *
 * @param channelId the channel
 * @param serialId of the input
 */
public record TxRemoveInput(ChannelId channelId, long serialId) implements ChannelMessage {
  /** BOLT 2, tx_remove_input. */
  public static final int TYPE = 68;

  static TxRemoveInput decode(WireReader in) throws DecodeException {
    TxRemoveInput message = new TxRemoveInput(in.channelId(), in.u64());
    MessageExtension.read(in);
    return message;
  }

  @Override
  public int type() {
    return TYPE;
  }

  @Override
  public void writePayload(WireWriter out) {
    out.channelId(channelId).u64(serialId);
  }
}
