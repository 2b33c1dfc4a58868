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
 * open_channel: offers to open a channel that the sender funds (BOLT 2, establishment v1).
 *
 * @param chainHash the chain
 * @param temporaryChannelId names the channel until its funding outpoint is known
 * @param fundingSatoshis the channel's capacity (sat)
 * @param pushMsat given to the other side at once (msat)
 * @param dustLimitSatoshis outputs below it are left out of the sender's transactions (sat)
 * @param maxHtlcValueInFlightMsat most that may be pending towards the sender (msat); larger than
 *     all money means no limit
 * @param channelReserveSatoshis what the other side must keep as its own balance (sat)
 * @param htlcMinimumMsat smallest HTLC that the sender accepts (msat)
 * @param feeratePerKw feerate of the first commitment (sat per 1000 weight)
 * @param toSelfDelay delay of the other side's outputs to itself (blocks)
 * @param maxAcceptedHtlcs most HTLCs that may be pending towards the sender
 * @param fundingPubkey the sender's key in the funding output
 * @param revocationBasepoint basis of revocation keys
 * @param paymentBasepoint key of the output to the remote side
 * @param delayedPaymentBasepoint basis of delayed payment keys
 * @param htlcBasepoint basis of HTLC keys
 * @param firstPerCommitmentPoint point of commitment 0
 * @param channelFlags bit 0 is announce_channel
 * @param upfrontShutdownScript the script that a later shutdown must use; empty bytes leave it open
 * @param channelType the features that make the channel type
 */
public record OpenChannel(
    BlockHash chainHash,
    ChannelId temporaryChannelId,
    Satoshi fundingSatoshis,
    MilliSatoshi pushMsat,
    Satoshi dustLimitSatoshis,
    MilliSatoshi maxHtlcValueInFlightMsat,
    Satoshi channelReserveSatoshis,
    MilliSatoshi htlcMinimumMsat,
    FeeratePerKw feeratePerKw,
    int toSelfDelay,
    int maxAcceptedHtlcs,
    PublicKey fundingPubkey,
    PublicKey revocationBasepoint,
    PublicKey paymentBasepoint,
    PublicKey delayedPaymentBasepoint,
    PublicKey htlcBasepoint,
    PublicKey firstPerCommitmentPoint,
    int channelFlags,
    Optional<Bytes> upfrontShutdownScript,
    Optional<Features> channelType)
    implements TemporaryChannelMessage {
  /** BOLT 2, open_channel. */
  public static final int TYPE = 32;

  private static final long UPFRONT_SHUTDOWN_SCRIPT = 0;
  private static final long CHANNEL_TYPE = 1;

  static OpenChannel decode(WireReader in) throws DecodeException {
    BlockHash chainHash = in.chainHash();
    ChannelId temporaryChannelId = in.channelId();
    Satoshi fundingSatoshis = in.sat();
    MilliSatoshi pushMsat = in.msat();
    Satoshi dustLimitSatoshis = in.sat();
    MilliSatoshi maxHtlcValueInFlightMsat = in.msatLimit();
    Satoshi channelReserveSatoshis = in.sat();
    MilliSatoshi htlcMinimumMsat = in.msatLimit();
    FeeratePerKw feeratePerKw = new FeeratePerKw(in.u32());
    int toSelfDelay = in.u16();
    int maxAcceptedHtlcs = in.u16();
    PublicKey fundingPubkey = in.point();
    PublicKey revocationBasepoint = in.point();
    PublicKey paymentBasepoint = in.point();
    PublicKey delayedPaymentBasepoint = in.point();
    PublicKey htlcBasepoint = in.point();
    PublicKey firstPerCommitmentPoint = in.point();
    int channelFlags = in.u8();
    MessageExtension extension = MessageExtension.read(in, UPFRONT_SHUTDOWN_SCRIPT, CHANNEL_TYPE);
    return new OpenChannel(
        chainHash,
        temporaryChannelId,
        fundingSatoshis,
        pushMsat,
        dustLimitSatoshis,
        maxHtlcValueInFlightMsat,
        channelReserveSatoshis,
        htlcMinimumMsat,
        feeratePerKw,
        toSelfDelay,
        maxAcceptedHtlcs,
        fundingPubkey,
        revocationBasepoint,
        paymentBasepoint,
        delayedPaymentBasepoint,
        htlcBasepoint,
        firstPerCommitmentPoint,
        channelFlags,
        extension.get(UPFRONT_SHUTDOWN_SCRIPT, WireReader::rest),
        extension.get(CHANNEL_TYPE, Fields::features));
  }

  @Override
  public int type() {
    return TYPE;
  }

  @Override
  public void writePayload(WireWriter out) {
    out.chainHash(chainHash)
        .channelId(temporaryChannelId)
        .sat(fundingSatoshis)
        .msat(pushMsat)
        .sat(dustLimitSatoshis)
        .msat(maxHtlcValueInFlightMsat)
        .sat(channelReserveSatoshis)
        .msat(htlcMinimumMsat)
        .u32(feeratePerKw.satPerKw())
        .u16(toSelfDelay)
        .u16(maxAcceptedHtlcs)
        .point(fundingPubkey)
        .point(revocationBasepoint)
        .point(paymentBasepoint)
        .point(delayedPaymentBasepoint)
        .point(htlcBasepoint)
        .point(firstPerCommitmentPoint)
        .u8(channelFlags);
    MessageExtension.builder()
        .put(UPFRONT_SHUTDOWN_SCRIPT, upfrontShutdownScript, WireWriter::bytes)
        .put(CHANNEL_TYPE, channelType, Fields::writeFeatures)
        .writeTo(out);
  }

  /** Whether the opener wants the channel to be announced to the network. */
  public boolean announceChannel() {
    return (channelFlags & 1) != 0;
  }
}
