package org.boltj.message;

import java.util.Optional;
import org.boltj.base.ChannelId;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireReader;
import org.boltj.codec.WireWriter;
import org.boltj.gossip.message.MessageExtension;

/**
 * start_batch: the next messages of the channel belong together (BOLT 2).
 *
 * @param channelId the channel
 * @param batchSize number of messages, 2 to 20
 * @param messageType of the messages; only 132, commitment_signed, is defined
 */
public record StartBatch(ChannelId channelId, int batchSize, Optional<Integer> messageType)
    implements ChannelMessage {
  /** BOLT 2, start_batch. */
  public static final int TYPE = 127;

  private static final long MESSAGE_TYPE = 1;

  static StartBatch decode(WireReader in) throws DecodeException {
    ChannelId channelId = in.channelId();
    int batchSize = in.u16();
    MessageExtension extension = MessageExtension.read(in, MESSAGE_TYPE);
    return new StartBatch(channelId, batchSize, extension.get(MESSAGE_TYPE, WireReader::u16));
  }

  @Override
  public int type() {
    return TYPE;
  }

  @Override
  public void writePayload(WireWriter out) {
    out.channelId(channelId).u16(batchSize);
    MessageExtension.builder().put(MESSAGE_TYPE, messageType, WireWriter::u16).writeTo(out);
  }
}
