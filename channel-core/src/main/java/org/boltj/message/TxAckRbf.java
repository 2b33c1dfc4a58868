package org.boltj.message;

import java.util.Optional;
import org.boltj.base.ChannelId;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireReader;
import org.boltj.codec.WireWriter;
import org.boltj.gossip.message.MessageExtension;

/**
 * tx_ack_rbf: agrees to replace the transaction (BOLT 2, interactive).
 *
 * @param channelId the channel
 * @param fundingOutputContribution what the sender adds to the funding output, negative when it
 *     takes out (sat)
 * @param requireConfirmedInputs whether all inputs of the other side must be confirmed
 */
public record TxAckRbf(
    ChannelId channelId, Optional<Long> fundingOutputContribution, boolean requireConfirmedInputs)
    implements ChannelMessage {
  /** BOLT 2, tx_ack_rbf. */
  public static final int TYPE = 73;

  private static final long FUNDING_OUTPUT_CONTRIBUTION = 0;
  private static final long REQUIRE_CONFIRMED_INPUTS = 2;

  static TxAckRbf decode(WireReader in) throws DecodeException {
    ChannelId channelId = in.channelId();
    MessageExtension extension =
        MessageExtension.read(in, FUNDING_OUTPUT_CONTRIBUTION, REQUIRE_CONFIRMED_INPUTS);
    return new TxAckRbf(
        channelId,
        extension.get(FUNDING_OUTPUT_CONTRIBUTION, Fields::signedSat),
        extension.isPresent(REQUIRE_CONFIRMED_INPUTS));
  }

  @Override
  public int type() {
    return TYPE;
  }

  @Override
  public void writePayload(WireWriter out) {
    out.channelId(channelId);
    MessageExtension.builder()
        .put(FUNDING_OUTPUT_CONTRIBUTION, fundingOutputContribution, WireWriter::u64)
        .putFlag(REQUIRE_CONFIRMED_INPUTS, requireConfirmedInputs)
        .writeTo(out);
  }
}
