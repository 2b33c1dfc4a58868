package org.boltj.message;

import java.util.Optional;
import org.boltj.base.Signature;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireReader;
import org.boltj.codec.WireWriter;
import org.boltj.gossip.message.MessageExtension;

/**
 * closing_tlvs of {@link ClosingComplete} and {@link ClosingSig}: signatures of closing
 * transactions.
 *
 * @param closerOutputOnly of the transaction that pays the closer alone
 * @param closeeOutputOnly of the transaction that pays the closee alone
 * @param closerAndCloseeOutputs of the transaction that pays both
 */
public record ClosingTlvs(
    Optional<Signature> closerOutputOnly,
    Optional<Signature> closeeOutputOnly,
    Optional<Signature> closerAndCloseeOutputs) {
  private static final long CLOSER_OUTPUT_ONLY = 1;
  private static final long CLOSEE_OUTPUT_ONLY = 2;
  private static final long CLOSER_AND_CLOSEE_OUTPUTS = 3;

  static ClosingTlvs decode(WireReader in) throws DecodeException {
    MessageExtension extension =
        MessageExtension.read(
            in, CLOSER_OUTPUT_ONLY, CLOSEE_OUTPUT_ONLY, CLOSER_AND_CLOSEE_OUTPUTS);
    return new ClosingTlvs(
        extension.get(CLOSER_OUTPUT_ONLY, WireReader::signature),
        extension.get(CLOSEE_OUTPUT_ONLY, WireReader::signature),
        extension.get(CLOSER_AND_CLOSEE_OUTPUTS, WireReader::signature));
  }

  void write(WireWriter out) {
    MessageExtension.builder()
        .put(CLOSER_OUTPUT_ONLY, closerOutputOnly, WireWriter::signature)
        .put(CLOSEE_OUTPUT_ONLY, closeeOutputOnly, WireWriter::signature)
        .put(CLOSER_AND_CLOSEE_OUTPUTS, closerAndCloseeOutputs, WireWriter::signature)
        .writeTo(out);
  }
}
