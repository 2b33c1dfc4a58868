package org.boltj.message;

import org.boltj.base.ChannelId;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.PublicKey;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireReader;
import org.boltj.codec.WireWriter;
import org.boltj.gossip.message.MessageExtension;

/**
 * splice_init: proposes to change the funding output of a quiescent channel (BOLT 2, splicing).
 *
 * @param channelId the channel
 * @param fundingContributionSatoshis what the sender adds to its balance, negative when it takes
 *     out (sat)
 * @param fundingFeeratePerkw feerate of the splice transaction (sat per 1000 weight)
 * @param locktime of the splice transaction
 * @param fundingPubkey the sender's key in the new funding output
 * @param requireConfirmedInputs whether all inputs of the other side must be confirmed
 */
public record SpliceInit(
    ChannelId channelId,
    long fundingContributionSatoshis,
    FeeratePerKw fundingFeeratePerkw,
    long locktime,
    PublicKey fundingPubkey,
    boolean requireConfirmedInputs)
    implements ChannelMessage {
  /** BOLT 2, splice_init. */
  public static final int TYPE = 80;

  private static final long REQUIRE_CONFIRMED_INPUTS = 2;

  static SpliceInit decode(WireReader in) throws DecodeException {
    ChannelId channelId = in.channelId();
    long fundingContributionSatoshis = Fields.signedSat(in);
    FeeratePerKw fundingFeeratePerkw = new FeeratePerKw(in.u32());
    long locktime = in.u32();
    PublicKey fundingPubkey = in.point();
    MessageExtension extension = MessageExtension.read(in, REQUIRE_CONFIRMED_INPUTS);
    return new SpliceInit(
        channelId,
        fundingContributionSatoshis,
        fundingFeeratePerkw,
        locktime,
        fundingPubkey,
        extension.isPresent(REQUIRE_CONFIRMED_INPUTS));
  }

  @Override
  public int type() {
    return TYPE;
  }

  @Override
  public void writePayload(WireWriter out) {
    out.channelId(channelId)
        .u64(fundingContributionSatoshis)
        .u32(fundingFeeratePerkw.satPerKw())
        .u32(locktime)
        .point(fundingPubkey);
    MessageExtension.builder()
        .putFlag(REQUIRE_CONFIRMED_INPUTS, requireConfirmedInputs)
        .writeTo(out);
  }
}
