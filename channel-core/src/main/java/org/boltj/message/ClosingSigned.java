package org.boltj.message;

import java.util.Optional;
import org.boltj.base.ChannelId;
import org.boltj.base.Satoshi;
import org.boltj.base.Signature;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireReader;
import org.boltj.codec.WireWriter;
import org.boltj.gossip.message.MessageExtension;

/**
 * closing_signed: proposes a fee and signs the closing transaction that pays it (BOLT 2, legacy
 * closing).
 *
 * @param channelId the channel
 * @param feeSatoshis fee of the signed transaction (sat)
 * @param signature of the closing transaction
 * @param feeRange the fees that the sender would accept
 */
public record ClosingSigned(
    ChannelId channelId, Satoshi feeSatoshis, Signature signature, Optional<FeeRange> feeRange)
    implements ChannelMessage {
  /** BOLT 2, closing_signed. */
  public static final int TYPE = 39;

  private static final long FEE_RANGE = 1;

  static ClosingSigned decode(WireReader in) throws DecodeException {
    ChannelId channelId = in.channelId();
    Satoshi feeSatoshis = in.sat();
    Signature signature = in.signature();
    MessageExtension extension = MessageExtension.read(in, FEE_RANGE);
    return new ClosingSigned(
        channelId, feeSatoshis, signature, extension.get(FEE_RANGE, FeeRange::decode));
  }

  @Override
  public int type() {
    return TYPE;
  }

  @Override
  public void writePayload(WireWriter out) {
    out.channelId(channelId).sat(feeSatoshis).signature(signature);
    MessageExtension.builder()
        .put(FEE_RANGE, feeRange, (to, range) -> range.write(to))
        .writeTo(out);
  }
}
