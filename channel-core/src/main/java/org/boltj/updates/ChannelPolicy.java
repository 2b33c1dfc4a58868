package org.boltj.updates;

import org.boltj.base.MilliSatoshi;
import org.boltj.base.Satoshi;

/**
 * What this node asks of its channels and how much it risks in them.
 *
 * @param dustLimit our dust_limit_satoshis, at least 354 (BOLT 3, "Dust Limits")
 * @param maxDustLimit largest dust_limit_satoshis accepted from a peer
 * @param reservePermille the reserve asked of the peer, in thousandths of the capacity
 * @param maxReservePermille the largest reserve accepted, in thousandths of the capacity
 * @param inFlightPercent max_htlc_value_in_flight asked, in hundredths of the capacity
 * @param htlcMinimum the smallest HTLC accepted
 * @param maxHtlcMinimum largest htlc_minimum_msat accepted from a peer
 * @param maxAcceptedHtlcs 1 to 483
 * @param toSelfDelay asked of the peer (blocks)
 * @param maxToSelfDelay largest accepted for us (blocks)
 * @param minimumDepth confirmations before an incoming channel is used
 * @param maxMinimumDepth largest minimum_depth accepted from a peer
 * @param minFunding smallest incoming channel
 * @param maxDustHtlcExposure most that may be in HTLCs without outputs (BOLT 2)
 * @param fulfillmentDeadline blocks before cltv_expiry by which an HTLC that we fulfilled must be
 *     settled, else the channel is closed (BOLT 2, 2R+G+S)
 * @param timeoutGrace blocks after cltv_expiry by which an HTLC that we offered must be settled,
 *     else the channel is closed (BOLT 2, G)
 * @param maxExpiryDistance how far in the future cltv_expiry of an HTLC may be (blocks)
 * @param minFeeratePercent lowest feerate accepted from the opener, in hundredths of our estimate
 * @param maxFeeratePercent highest feerate accepted from the opener, in hundredths of our estimate
 * @param resolutionDepth confirmations after which an on-chain outcome is told upstream
 * @param fundingTimeout blocks after which the accepter forgets an unconfirmed channel
 * @param irrevocableDepth confirmations after which an output is not looked at any more, so that
 *     nothing is left of the channel in the end (BOLT 5, "irrevocably resolved")
 * @param fees what is spent on fees, kept for them and risked
 */
public record ChannelPolicy(
    Satoshi dustLimit,
    Satoshi maxDustLimit,
    int reservePermille,
    int maxReservePermille,
    int inFlightPercent,
    MilliSatoshi htlcMinimum,
    MilliSatoshi maxHtlcMinimum,
    int maxAcceptedHtlcs,
    int toSelfDelay,
    int maxToSelfDelay,
    int minimumDepth,
    int maxMinimumDepth,
    Satoshi minFunding,
    MilliSatoshi maxDustHtlcExposure,
    int fulfillmentDeadline,
    int timeoutGrace,
    int maxExpiryDistance,
    int minFeeratePercent,
    int maxFeeratePercent,
    int resolutionDepth,
    int fundingTimeout,
    int irrevocableDepth,
    FeePolicy fees) {

  /** BOLT 2: no side may accept more HTLCs. */
  public static final int MAX_ACCEPTED_HTLCS = 483;

  public static final ChannelPolicy DEFAULT =
      new ChannelPolicy(
          Satoshi.of(354),
          Satoshi.of(5_000),
          10,
          200,
          100,
          MilliSatoshi.of(1),
          MilliSatoshi.of(100_000_000),
          MAX_ACCEPTED_HTLCS,
          144,
          2016,
          3,
          144,
          Satoshi.of(10_000),
          MilliSatoshi.of(50_000_000),
          18,
          2,
          2016,
          40,
          1_000,
          6,
          2016,
          100,
          FeePolicy.DEFAULT);

  public ChannelPolicy withFees(FeePolicy changed) {
    return new ChannelPolicy(
        dustLimit,
        maxDustLimit,
        reservePermille,
        maxReservePermille,
        inFlightPercent,
        htlcMinimum,
        maxHtlcMinimum,
        maxAcceptedHtlcs,
        toSelfDelay,
        maxToSelfDelay,
        minimumDepth,
        maxMinimumDepth,
        minFunding,
        maxDustHtlcExposure,
        fulfillmentDeadline,
        timeoutGrace,
        maxExpiryDistance,
        minFeeratePercent,
        maxFeeratePercent,
        resolutionDepth,
        fundingTimeout,
        irrevocableDepth,
        changed);
  }
}
