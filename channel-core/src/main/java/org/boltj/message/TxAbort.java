package org.boltj.message;

import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireReader;
import org.boltj.codec.WireWriter;
import org.boltj.gossip.message.MessageExtension;

/**
 * tx_abort: ends the construction without a result; the channel stays as it was (BOLT 2).
 *
 * @param channelId the channel
 * @param data a text for people; may hold anything, see {@link #text()}
 */
public record TxAbort(ChannelId channelId, Bytes data) implements ChannelMessage {
  /** BOLT 2, tx_abort. */
  public static final int TYPE = 74;

  static TxAbort decode(WireReader in) throws DecodeException {
    TxAbort message = new TxAbort(in.channelId(), in.bytes16());
    MessageExtension.read(in);
    return message;
  }

  @Override
  public int type() {
    return TYPE;
  }

  @Override
  public void writePayload(WireWriter out) {
    out.channelId(channelId).bytes16(data);
  }

  /** An abort with a text of printable ASCII characters. */
  public static TxAbort of(ChannelId channelId, String text) {
    return new TxAbort(channelId, Fields.ascii(text));
  }

  /** The data for a log: characters that are not printable ASCII are shown as {@code ?}. */
  public String text() {
    return Fields.printable(data);
  }
}
