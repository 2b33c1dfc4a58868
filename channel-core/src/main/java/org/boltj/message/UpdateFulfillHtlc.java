package org.boltj.message;

import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.base.PaymentPreimage;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireReader;
import org.boltj.codec.WireWriter;
import org.boltj.gossip.message.MessageExtension;

/**
 * update_fulfill_htlc: claims an HTLC with its preimage (BOLT 2).
 *
 * @param channelId the channel
 * @param id of the HTLC that the receiver offered
 * @param paymentPreimage whose SHA-256 is the payment_hash
 * @param attributionData 20 hold times and 210 truncated authentication codes, 920 bytes (BOLT 4)
 */
public record UpdateFulfillHtlc(
    ChannelId channelId, long id, PaymentPreimage paymentPreimage, Optional<Bytes> attributionData)
    implements ChannelMessage {
  /** BOLT 2, update_fulfill_htlc. */
  public static final int TYPE = 130;

  private static final long ATTRIBUTION_DATA = 1;

  public UpdateFulfillHtlc {
    attributionData.ifPresent(
        data -> data.requireSize(Fields.ATTRIBUTION_DATA_SIZE, "attribution_data"));
  }

  static UpdateFulfillHtlc decode(WireReader in) throws DecodeException {
    ChannelId channelId = in.channelId();
    long id = in.u64();
    PaymentPreimage paymentPreimage = new PaymentPreimage(in.bytes(32));
    MessageExtension extension = MessageExtension.read(in, ATTRIBUTION_DATA);
    return new UpdateFulfillHtlc(
        channelId, id, paymentPreimage, extension.get(ATTRIBUTION_DATA, Fields::attributionData));
  }

  @Override
  public int type() {
    return TYPE;
  }

  @Override
  public void writePayload(WireWriter out) {
    out.channelId(channelId).u64(id).bytes(paymentPreimage.value());
    MessageExtension.builder()
        .put(ATTRIBUTION_DATA, attributionData, WireWriter::bytes)
        .writeTo(out);
  }
}
