package org.boltj.message;

import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.base.Satoshi;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireReader;
import org.boltj.codec.WireWriter;

/**
 * closing_sig: the closee signs one of the transactions of closing_complete (BOLT 2,
 * option_simple_close).
 *
 * @param channelId the channel
 * @param closerScriptpubkey where the closer is paid
 * @param closeeScriptpubkey where the closee is paid
 * @param feeSatoshis fee of the transaction, paid by the closer (sat)
 * @param locktime of the transaction
 * @param signatures one, of the transaction that was chosen
 */
public record ClosingSig(
    ChannelId channelId,
    Bytes closerScriptpubkey,
    Bytes closeeScriptpubkey,
    Satoshi feeSatoshis,
    long locktime,
    ClosingTlvs signatures)
    implements ChannelMessage {
  /** BOLT 2, closing_sig. */
  public static final int TYPE = 41;

  static ClosingSig decode(WireReader in) throws DecodeException {
    return new ClosingSig(
        in.channelId(), in.bytes16(), in.bytes16(), in.sat(), in.u32(), ClosingTlvs.decode(in));
  }

  @Override
  public int type() {
    return TYPE;
  }

  @Override
  public void writePayload(WireWriter out) {
    out.channelId(channelId)
        .bytes16(closerScriptpubkey)
        .bytes16(closeeScriptpubkey)
        .sat(feeSatoshis)
        .u32(locktime);
    signatures.write(out);
  }
}
