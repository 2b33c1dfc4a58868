package org.boltj.message;

import java.util.Optional;
import org.boltj.base.BlockHash;
import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.base.Features;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PublicKey;
import org.boltj.base.Satoshi;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireReader;
import org.boltj.codec.WireWriter;
import org.boltj.gossip.message.MessageExtension;

/**
 * open_channel2: offers to open a channel that both may fund (BOLT 2, establishment v2).
 *
 * @param chainHash the chain
 * @param temporaryChannelId names the channel until its funding outpoint is known
 * @param fundingFeeratePerkw feerate of the funding transaction (sat per 1000 weight)
 * @param commitmentFeeratePerkw feerate of the first commitment (sat per 1000 weight)
 * @param fundingSatoshis the sender's contribution (sat)
 * @param dustLimitSatoshis outputs below it are left out of the sender's transactions (sat)
 * @param maxHtlcValueInFlightMsat most that may be pending towards the sender (msat); larger than
 *     all money means no limit
 * @param htlcMinimumMsat smallest HTLC that the sender accepts (msat)
 * @param toSelfDelay delay of the other side's outputs to itself (blocks)
 * @param maxAcceptedHtlcs most HTLCs that may be pending towards the sender
 * @param locktime of the funding transaction
 * @param fundingPubkey the sender's key in the funding output
 * @param revocationBasepoint basis of revocation keys
 * @param paymentBasepoint key of the output to the remote side
 * @param delayedPaymentBasepoint basis of delayed payment keys
 * @param htlcBasepoint basis of HTLC keys
 * @param firstPerCommitmentPoint point of commitment 0
 * @param secondPerCommitmentPoint point of commitment 1
 * @param channelFlags bit 0 is announce_channel
 * @param upfrontShutdownScript the script that a later shutdown must use; empty bytes leave it open
 * @param channelType the features that make the channel type
 * @param requireConfirmedInputs whether all inputs of the other side must be confirmed
 */
public record OpenChannel2(
    BlockHash chainHash,
    ChannelId temporaryChannelId,
    FeeratePerKw fundingFeeratePerkw,
    FeeratePerKw commitmentFeeratePerkw,
    Satoshi fundingSatoshis,
    Satoshi dustLimitSatoshis,
    MilliSatoshi maxHtlcValueInFlightMsat,
    MilliSatoshi htlcMinimumMsat,
    int toSelfDelay,
    int maxAcceptedHtlcs,
    long locktime,
    PublicKey fundingPubkey,
    PublicKey revocationBasepoint,
    PublicKey paymentBasepoint,
    PublicKey delayedPaymentBasepoint,
    PublicKey htlcBasepoint,
    PublicKey firstPerCommitmentPoint,
    PublicKey secondPerCommitmentPoint,
    int channelFlags,
    Optional<Bytes> upfrontShutdownScript,
    Optional<Features> channelType,
    boolean requireConfirmedInputs)
    implements TemporaryChannelMessage {
  /** BOLT 2, open_channel2. */
  public static final int TYPE = 64;

  private static final long UPFRONT_SHUTDOWN_SCRIPT = 0;
  private static final long CHANNEL_TYPE = 1;
  private static final long REQUIRE_CONFIRMED_INPUTS = 2;

  static OpenChannel2 decode(WireReader in) throws DecodeException {
    BlockHash chainHash = in.chainHash();
    ChannelId temporaryChannelId = in.channelId();
    FeeratePerKw fundingFeeratePerkw = new FeeratePerKw(in.u32());
    FeeratePerKw commitmentFeeratePerkw = new FeeratePerKw(in.u32());
    Satoshi fundingSatoshis = in.sat();
    Satoshi dustLimitSatoshis = in.sat();
    MilliSatoshi maxHtlcValueInFlightMsat = in.msatLimit();
    MilliSatoshi htlcMinimumMsat = in.msatLimit();
    int toSelfDelay = in.u16();
    int maxAcceptedHtlcs = in.u16();
    long locktime = in.u32();
    PublicKey fundingPubkey = in.point();
    PublicKey revocationBasepoint = in.point();
    PublicKey paymentBasepoint = in.point();
    PublicKey delayedPaymentBasepoint = in.point();
    PublicKey htlcBasepoint = in.point();
    PublicKey firstPerCommitmentPoint = in.point();
    PublicKey secondPerCommitmentPoint = in.point();
    int channelFlags = in.u8();
    MessageExtension extension =
        MessageExtension.read(in, UPFRONT_SHUTDOWN_SCRIPT, CHANNEL_TYPE, REQUIRE_CONFIRMED_INPUTS);
    return new OpenChannel2(
        chainHash,
        temporaryChannelId,
        fundingFeeratePerkw,
        commitmentFeeratePerkw,
        fundingSatoshis,
        dustLimitSatoshis,
        maxHtlcValueInFlightMsat,
        htlcMinimumMsat,
        toSelfDelay,
        maxAcceptedHtlcs,
        locktime,
        fundingPubkey,
        revocationBasepoint,
        paymentBasepoint,
        delayedPaymentBasepoint,
        htlcBasepoint,
        firstPerCommitmentPoint,
        secondPerCommitmentPoint,
        channelFlags,
        extension.get(UPFRONT_SHUTDOWN_SCRIPT, WireReader::rest),
        extension.get(CHANNEL_TYPE, Fields::features),
        extension.isPresent(REQUIRE_CONFIRMED_INPUTS));
  }

  @Override
  public int type() {
    return TYPE;
  }

  @Override
  public void writePayload(WireWriter out) {
    out.chainHash(chainHash)
        .channelId(temporaryChannelId)
        .u32(fundingFeeratePerkw.satPerKw())
        .u32(commitmentFeeratePerkw.satPerKw())
        .sat(fundingSatoshis)
        .sat(dustLimitSatoshis)
        .msat(maxHtlcValueInFlightMsat)
        .msat(htlcMinimumMsat)
        .u16(toSelfDelay)
        .u16(maxAcceptedHtlcs)
        .u32(locktime)
        .point(fundingPubkey)
        .point(revocationBasepoint)
        .point(paymentBasepoint)
        .point(delayedPaymentBasepoint)
        .point(htlcBasepoint)
        .point(firstPerCommitmentPoint)
        .point(secondPerCommitmentPoint)
        .u8(channelFlags);
    MessageExtension.builder()
        .put(UPFRONT_SHUTDOWN_SCRIPT, upfrontShutdownScript, WireWriter::bytes)
        .put(CHANNEL_TYPE, channelType, Fields::writeFeatures)
        .putFlag(REQUIRE_CONFIRMED_INPUTS, requireConfirmedInputs)
        .writeTo(out);
  }

  /** Whether the opener wants the channel to be announced to the network. */
  public boolean announceChannel() {
    return (channelFlags & 1) != 0;
  }
}
