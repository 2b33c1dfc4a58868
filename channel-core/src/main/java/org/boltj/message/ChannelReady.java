package org.boltj.message;

import java.util.Optional;
import org.boltj.base.ChannelId;
import org.boltj.base.PublicKey;
import org.boltj.base.ShortChannelId;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireReader;
import org.boltj.codec.WireWriter;
import org.boltj.gossip.message.MessageExtension;

/**
 * channel_ready: the funding is deep enough for the sender (BOLT 2).
 *
 * @param channelId the channel
 * @param secondPerCommitmentPoint point of commitment 1
 * @param shortChannelId an alias by which the receiver may name the channel
 */
public record ChannelReady(
    ChannelId channelId,
    PublicKey secondPerCommitmentPoint,
    Optional<ShortChannelId> shortChannelId)
    implements ChannelMessage {
  /** BOLT 2, channel_ready. */
  public static final int TYPE = 36;

  private static final long SHORT_CHANNEL_ID = 1;

  static ChannelReady decode(WireReader in) throws DecodeException {
    ChannelId channelId = in.channelId();
    PublicKey secondPerCommitmentPoint = in.point();
    MessageExtension extension = MessageExtension.read(in, SHORT_CHANNEL_ID);
    return new ChannelReady(
        channelId,
        secondPerCommitmentPoint,
        extension.get(SHORT_CHANNEL_ID, WireReader::shortChannelId));
  }

  @Override
  public int type() {
    return TYPE;
  }

  @Override
  public void writePayload(WireWriter out) {
    out.channelId(channelId).point(secondPerCommitmentPoint);
    MessageExtension.builder()
        .put(SHORT_CHANNEL_ID, shortChannelId, WireWriter::shortChannelId)
        .writeTo(out);
  }
}
