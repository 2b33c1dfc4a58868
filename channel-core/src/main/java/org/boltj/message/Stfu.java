package org.boltj.message;

import org.boltj.base.ChannelId;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireReader;
import org.boltj.codec.WireWriter;
import org.boltj.gossip.message.MessageExtension;

/**
 * stfu: the sender has no pending updates and will send none (BOLT 2, quiescence).
 *
 * @param channelId the channel
 * @param initiator 1 when the sender asked for quiescence, 0 when it answers
 */
public record Stfu(ChannelId channelId, int initiator) implements ChannelMessage {
  /** BOLT 2, stfu. */
  public static final int TYPE = 2;

  static Stfu decode(WireReader in) throws DecodeException {
    Stfu message = new Stfu(in.channelId(), in.u8());
    MessageExtension.read(in);
    return message;
  }

  @Override
  public int type() {
    return TYPE;
  }

  @Override
  public void writePayload(WireWriter out) {
    out.channelId(channelId).u8(initiator);
  }
}
