package org.boltj.message;

import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireReader;
import org.boltj.codec.WireWriter;
import org.boltj.gossip.message.MessageExtension;

/**
 * update_fail_htlc: gives an HTLC back (BOLT 2).
 *
 * @param channelId the channel
 * @param id of the HTLC that the receiver offered
 * @param reason encrypted for the origin of the payment (BOLT 4)
 * @param attributionData 20 hold times and 210 truncated authentication codes, 920 bytes (BOLT 4)
 */
public record UpdateFailHtlc(
    ChannelId channelId, long id, Bytes reason, Optional<Bytes> attributionData)
    implements ChannelMessage {
  /** BOLT 2, update_fail_htlc. */
  public static final int TYPE = 131;

  private static final long ATTRIBUTION_DATA = 1;

  public UpdateFailHtlc {
    attributionData.ifPresent(
        data -> data.requireSize(Fields.ATTRIBUTION_DATA_SIZE, "attribution_data"));
  }

  static UpdateFailHtlc decode(WireReader in) throws DecodeException {
    ChannelId channelId = in.channelId();
    long id = in.u64();
    Bytes reason = in.bytes16();
    MessageExtension extension = MessageExtension.read(in, ATTRIBUTION_DATA);
    return new UpdateFailHtlc(
        channelId, id, reason, extension.get(ATTRIBUTION_DATA, Fields::attributionData));
  }

  @Override
  public int type() {
    return TYPE;
  }

  @Override
  public void writePayload(WireWriter out) {
    out.channelId(channelId).u64(id).bytes16(reason);
    MessageExtension.builder()
        .put(ATTRIBUTION_DATA, attributionData, WireWriter::bytes)
        .writeTo(out);
  }
}
