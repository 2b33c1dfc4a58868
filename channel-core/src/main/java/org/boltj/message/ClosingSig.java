package org.boltj.message;

import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.base.Satoshi;
import org.boltj.base.Signature;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireReader;
import org.boltj.codec.WireWriter;
import org.boltj.gossip.message.MessageExtension;

/**
 * closing_sig: the closee signs one of the transactions of closing_complete (BOLT 2,
 * option_simple_close).
 *
 * @param channelId the channel
 * @param closerScriptpubkey where the closer is paid
 * @param closeeScriptpubkey where the closee is paid
 * @param feeSatoshis fee of the transaction, paid by the closer (sat)
 * @param locktime of the transaction
 * @param closerOutputOnly of the transaction that pays the closer alone
 * @param closeeOutputOnly of the transaction that pays the closee alone
 * @param closerAndCloseeOutputs of the transaction that pays both
 */
public record ClosingSig(
    ChannelId channelId,
    Bytes closerScriptpubkey,
    Bytes closeeScriptpubkey,
    Satoshi feeSatoshis,
    long locktime,
    Optional<Signature> closerOutputOnly,
    Optional<Signature> closeeOutputOnly,
    Optional<Signature> closerAndCloseeOutputs)
    implements ChannelMessage {
  /** BOLT 2, closing_sig. */
  public static final int TYPE = 41;

  private static final long CLOSER_OUTPUT_ONLY = 1;
  private static final long CLOSEE_OUTPUT_ONLY = 2;
  private static final long CLOSER_AND_CLOSEE_OUTPUTS = 3;

  static ClosingSig decode(WireReader in) throws DecodeException {
    ChannelId channelId = in.channelId();
    Bytes closerScriptpubkey = in.bytes16();
    Bytes closeeScriptpubkey = in.bytes16();
    Satoshi feeSatoshis = in.sat();
    long locktime = in.u32();
    MessageExtension extension =
        MessageExtension.read(
            in, CLOSER_OUTPUT_ONLY, CLOSEE_OUTPUT_ONLY, CLOSER_AND_CLOSEE_OUTPUTS);
    return new ClosingSig(
        channelId,
        closerScriptpubkey,
        closeeScriptpubkey,
        feeSatoshis,
        locktime,
        extension.get(CLOSER_OUTPUT_ONLY, WireReader::signature),
        extension.get(CLOSEE_OUTPUT_ONLY, WireReader::signature),
        extension.get(CLOSER_AND_CLOSEE_OUTPUTS, WireReader::signature));
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
    MessageExtension.builder()
        .put(CLOSER_OUTPUT_ONLY, closerOutputOnly, WireWriter::signature)
        .put(CLOSEE_OUTPUT_ONLY, closeeOutputOnly, WireWriter::signature)
        .put(CLOSER_AND_CLOSEE_OUTPUTS, closerAndCloseeOutputs, WireWriter::signature)
        .writeTo(out);
  }
}
