package org.boltj.message;

import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireMessage;
import org.boltj.codec.WireReader;
import org.boltj.codec.WireWriter;
import org.boltj.gossip.message.MessageExtension;

/**
 * warning: something to look into; the channel stays usable (BOLT 1). A channel_id of zeros means
 * no particular channel.
 *
 * @param channelId the channel, or zeros for none in particular
 * @param data a text for people; may hold anything, see {@link #text()}
 */
public record WarningMessage(ChannelId channelId, Bytes data) implements WireMessage {
  /** BOLT 1, warning. */
  public static final int TYPE = 1;

  static WarningMessage decode(WireReader in) throws DecodeException {
    WarningMessage message = new WarningMessage(in.channelId(), in.bytes16());
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

  /** A warning with a text of printable ASCII characters. */
  public static WarningMessage of(ChannelId channelId, String text) {
    return new WarningMessage(channelId, Fields.ascii(text));
  }

  /** The data for a log: characters that are not printable ASCII are shown as {@code ?}. */
  public String text() {
    return Fields.printable(data);
  }
}
