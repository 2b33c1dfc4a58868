package org.boltj.message;

import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.base.Features;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PublicKey;
import org.boltj.base.Satoshi;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireReader;
import org.boltj.codec.WireWriter;
import org.boltj.gossip.message.MessageExtension;

/**
 * accept_channel: agrees to a channel offered by open_channel (BOLT 2, establishment v1).
 *
 * @param temporaryChannelId names the channel until its funding outpoint is known
 * @param dustLimitSatoshis outputs below it are left out of the sender's transactions (sat)
 * @param maxHtlcValueInFlightMsat most that may be pending towards the sender (msat); larger than
 *     all money means no limit
 * @param channelReserveSatoshis what the other side must keep as its own balance (sat)
 * @param htlcMinimumMsat smallest HTLC that the sender accepts (msat)
 * @param minimumDepth confirmations before channel_ready (blocks)
 * @param toSelfDelay delay of the other side's outputs to itself (blocks)
 * @param maxAcceptedHtlcs most HTLCs that may be pending towards the sender
 * @param fundingPubkey the sender's key in the funding output
 * @param revocationBasepoint basis of revocation keys
 * @param paymentBasepoint key of the output to the remote side
 * @param delayedPaymentBasepoint basis of delayed payment keys
 * @param htlcBasepoint basis of HTLC keys
 * @param firstPerCommitmentPoint point of commitment 0
 * @param upfrontShutdownScript the script that a later shutdown must use; empty bytes leave it open
 * @param channelType the features that make the channel type
 */
public record AcceptChannel(
    ChannelId temporaryChannelId,
    Satoshi dustLimitSatoshis,
    MilliSatoshi maxHtlcValueInFlightMsat,
    Satoshi channelReserveSatoshis,
    MilliSatoshi htlcMinimumMsat,
    long minimumDepth,
    int toSelfDelay,
    int maxAcceptedHtlcs,
    PublicKey fundingPubkey,
    PublicKey revocationBasepoint,
    PublicKey paymentBasepoint,
    PublicKey delayedPaymentBasepoint,
    PublicKey htlcBasepoint,
    PublicKey firstPerCommitmentPoint,
    Optional<Bytes> upfrontShutdownScript,
    Optional<Features> channelType)
    implements TemporaryChannelMessage {
  /** BOLT 2, accept_channel. */
  public static final int TYPE = 33;

  private static final long UPFRONT_SHUTDOWN_SCRIPT = 0;
  private static final long CHANNEL_TYPE = 1;

  static AcceptChannel decode(WireReader in) throws DecodeException {
    ChannelId temporaryChannelId = in.channelId();
    Satoshi dustLimitSatoshis = in.sat();
    MilliSatoshi maxHtlcValueInFlightMsat = in.msatLimit();
    Satoshi channelReserveSatoshis = in.sat();
    MilliSatoshi htlcMinimumMsat = in.msatLimit();
    long minimumDepth = in.u32();
    int toSelfDelay = in.u16();
    int maxAcceptedHtlcs = in.u16();
    PublicKey fundingPubkey = in.point();
    PublicKey revocationBasepoint = in.point();
    PublicKey paymentBasepoint = in.point();
    PublicKey delayedPaymentBasepoint = in.point();
    PublicKey htlcBasepoint = in.point();
    PublicKey firstPerCommitmentPoint = in.point();
    MessageExtension extension = MessageExtension.read(in, UPFRONT_SHUTDOWN_SCRIPT, CHANNEL_TYPE);
    return new AcceptChannel(
        temporaryChannelId,
        dustLimitSatoshis,
        maxHtlcValueInFlightMsat,
        channelReserveSatoshis,
        htlcMinimumMsat,
        minimumDepth,
        toSelfDelay,
        maxAcceptedHtlcs,
        fundingPubkey,
        revocationBasepoint,
        paymentBasepoint,
        delayedPaymentBasepoint,
        htlcBasepoint,
        firstPerCommitmentPoint,
        extension.get(UPFRONT_SHUTDOWN_SCRIPT, WireReader::rest),
        extension.get(CHANNEL_TYPE, Fields::features));
  }

  @Override
  public int type() {
    return TYPE;
  }

  @Override
  public void writePayload(WireWriter out) {
    out.channelId(temporaryChannelId)
        .sat(dustLimitSatoshis)
        .msat(maxHtlcValueInFlightMsat)
        .sat(channelReserveSatoshis)
        .msat(htlcMinimumMsat)
        .u32(minimumDepth)
        .u16(toSelfDelay)
        .u16(maxAcceptedHtlcs)
        .point(fundingPubkey)
        .point(revocationBasepoint)
        .point(paymentBasepoint)
        .point(delayedPaymentBasepoint)
        .point(htlcBasepoint)
        .point(firstPerCommitmentPoint);
    MessageExtension.builder()
        .put(UPFRONT_SHUTDOWN_SCRIPT, upfrontShutdownScript, WireWriter::bytes)
        .put(CHANNEL_TYPE, channelType, Fields::writeFeatures)
        .writeTo(out);
  }
}
