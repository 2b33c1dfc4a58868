package org.boltj.message;

import org.boltj.base.ChannelId;
import org.boltj.base.PublicKey;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireReader;
import org.boltj.codec.WireWriter;
import org.boltj.gossip.message.MessageExtension;

/**
 * splice_ack: agrees to a splice (BOLT 2, splicing).
 *
 * @param channelId the channel
 * @param fundingContributionSatoshis what the sender adds to its balance, negative when it takes
 *     out (sat)
 * @param fundingPubkey the sender's key in the new funding output
 * @param requireConfirmedInputs whether all inputs of the other side must be confirmed
 */
public record SpliceAck(
    ChannelId channelId,
    long fundingContributionSatoshis,
    PublicKey fundingPubkey,
    boolean requireConfirmedInputs)
    implements ChannelMessage {
  /** BOLT 2, splice_ack. */
  public static final int TYPE = 81;

  private static final long REQUIRE_CONFIRMED_INPUTS = 2;

  static SpliceAck decode(WireReader in) throws DecodeException {
    ChannelId channelId = in.channelId();
    long fundingContributionSatoshis = Fields.signedSat(in);
    PublicKey fundingPubkey = in.point();
    MessageExtension extension = MessageExtension.read(in, REQUIRE_CONFIRMED_INPUTS);
    return new SpliceAck(
        channelId,
        fundingContributionSatoshis,
        fundingPubkey,
        extension.isPresent(REQUIRE_CONFIRMED_INPUTS));
  }

  @Override
  public int type() {
    return TYPE;
  }

  @Override
  public void writePayload(WireWriter out) {
    out.channelId(channelId).u64(fundingContributionSatoshis).point(fundingPubkey);
    MessageExtension.builder()
        .putFlag(REQUIRE_CONFIRMED_INPUTS, requireConfirmedInputs)
        .writeTo(out);
  }
}
