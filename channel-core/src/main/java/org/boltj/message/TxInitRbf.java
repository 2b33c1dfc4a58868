package org.boltj.message;

import java.util.Optional;
import org.boltj.base.ChannelId;
import org.boltj.base.FeeratePerKw;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireReader;
import org.boltj.codec.WireWriter;
import org.boltj.gossip.message.MessageExtension;

/**
 * tx_init_rbf: wants to replace the transaction by one with a higher feerate (BOLT 2, interactive).
 *
 * @param channelId the channel
 * @param locktime of the new transaction
 * @param feerate of the new transaction (sat per 1000 weight)
 * @param fundingOutputContribution what the sender adds to the funding output, negative when it
 *     takes out (sat)
 * @param requireConfirmedInputs whether all inputs of the other side must be confirmed
 */
public record TxInitRbf(
    ChannelId channelId,
    long locktime,
    FeeratePerKw feerate,
    Optional<Long> fundingOutputContribution,
    boolean requireConfirmedInputs)
    implements ChannelMessage {
  /** BOLT 2, tx_init_rbf. */
  public static final int TYPE = 72;

  private static final long FUNDING_OUTPUT_CONTRIBUTION = 0;
  private static final long REQUIRE_CONFIRMED_INPUTS = 2;

  static TxInitRbf decode(WireReader in) throws DecodeException {
    ChannelId channelId = in.channelId();
    long locktime = in.u32();
    FeeratePerKw feerate = new FeeratePerKw(in.u32());
    MessageExtension extension =
        MessageExtension.read(in, FUNDING_OUTPUT_CONTRIBUTION, REQUIRE_CONFIRMED_INPUTS);
    return new TxInitRbf(
        channelId,
        locktime,
        feerate,
        extension.get(FUNDING_OUTPUT_CONTRIBUTION, Fields::signedSat),
        extension.isPresent(REQUIRE_CONFIRMED_INPUTS));
  }

  @Override
  public int type() {
    return TYPE;
  }

  @Override
  public void writePayload(WireWriter out) {
    out.channelId(channelId).u32(locktime).u32(feerate.satPerKw());
    MessageExtension.builder()
        .put(FUNDING_OUTPUT_CONTRIBUTION, fundingOutputContribution, WireWriter::u64)
        .putFlag(REQUIRE_CONFIRMED_INPUTS, requireConfirmedInputs)
        .writeTo(out);
  }
}
