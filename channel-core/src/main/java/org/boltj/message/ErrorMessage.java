package org.boltj.message;

import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireMessage;
import org.boltj.codec.WireReader;
import org.boltj.codec.WireWriter;
import org.boltj.gossip.message.MessageExtension;

/**
 * error: something that makes the channel, or the connection, unusable (BOLT 1). A channel_id of
 * zeros means all channels with the sender.
 *
 * @param channelId the channel, or zeros for all
 * @param data a text for people; may hold anything, see {@link #text()}
 */
public record ErrorMessage(ChannelId channelId, Bytes data) implements WireMessage {
  /** BOLT 1, error. */
  public static final int TYPE = 17;

  static ErrorMessage decode(WireReader in) throws DecodeException {
    ErrorMessage message = new ErrorMessage(in.channelId(), in.bytes16());
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

  /** An error with a text of printable ASCII characters. */
  public static ErrorMessage of(ChannelId channelId, String text) {
    return new ErrorMessage(channelId, Fields.ascii(text));
  }

  /** Whether it concerns every channel with the sender. */
  public boolean isForAllChannels() {
    return channelId.equals(Fields.ALL_CHANNELS);
  }

  /** The data for a log: characters that are not printable ASCII are shown as {@code ?}. */
  public String text() {
    return Fields.printable(data);
  }
}
