package org.boltj.message;

import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireReader;
import org.boltj.codec.WireWriter;
import org.boltj.gossip.message.MessageExtension;

/**
 * shutdown: the sender adds no more HTLCs and wants to close (BOLT 2).
 *
 * @param channelId the channel
 * @param scriptpubkey where the sender is paid
 */
public record Shutdown(ChannelId channelId, Bytes scriptpubkey) implements ChannelMessage {
  /** BOLT 2, shutdown. */
  public static final int TYPE = 38;

  static Shutdown decode(WireReader in) throws DecodeException {
    Shutdown message = new Shutdown(in.channelId(), in.bytes16());
    MessageExtension.read(in);
    return message;
  }

  @Override
  public int type() {
    return TYPE;
  }

  @Override
  public void writePayload(WireWriter out) {
    out.channelId(channelId).bytes16(scriptpubkey);
  }
}
