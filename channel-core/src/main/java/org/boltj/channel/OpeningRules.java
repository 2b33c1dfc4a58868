package org.boltj.channel;

import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.Feature;
import org.boltj.base.Features;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PublicKey;
import org.boltj.base.Satoshi;
import org.boltj.commitment.CommitmentFees;
import org.boltj.commitment.CommitmentFormat;
import org.boltj.crypto.Secp256k1;
import org.boltj.keys.ChannelBasepoints;
import org.boltj.message.AcceptChannel;
import org.boltj.message.OpenChannel;
import org.boltj.tx.ScriptTemplates;
import org.boltj.updates.ChannelLimits;
import org.boltj.updates.ChannelPolicy;
import org.boltj.updates.FeeRules;
import org.boltj.updates.Feerates;

/**
 * What open_channel and accept_channel may say (BOLT 2). Each check gives the reason for refusal,
 * or empty.
 */
final class OpeningRules {
  /** Least reserve that we ask for, whatever the capacity. */
  private static final long LEAST_RESERVE_SAT = 1_000;

  /** BOLT 2: from here on option_support_large_channel is needed. */
  static final Satoshi LARGE_CHANNEL = Satoshi.of(1 << 24);

  /** BOLT 3: no dust_limit_satoshis may be smaller. */
  private static final Satoshi LEAST_DUST_LIMIT = Satoshi.of(354);

  private OpeningRules() {}

  /** What we announce for a channel of that capacity. */
  static ChannelLimits localLimits(ChannelPolicy policy, Satoshi capacity, Satoshi peerDust) {
    long reserve = Math.max(LEAST_RESERVE_SAT, capacity.sat() / 1000 * policy.reservePermille());
    Satoshi channelReserve = Satoshi.of(reserve).max(policy.dustLimit()).max(peerDust);
    return new ChannelLimits(
        policy.dustLimit(),
        MilliSatoshi.of(capacity.sat() * 10 * policy.inFlightPercent()),
        channelReserve,
        policy.htlcMinimum(),
        policy.toSelfDelay(),
        policy.maxAcceptedHtlcs());
  }

  static ChannelLimits limits(OpenChannel m) {
    return new ChannelLimits(
        m.dustLimitSatoshis(),
        m.maxHtlcValueInFlightMsat(),
        m.channelReserveSatoshis(),
        m.htlcMinimumMsat(),
        m.toSelfDelay(),
        m.maxAcceptedHtlcs());
  }

  static ChannelLimits limits(AcceptChannel m) {
    return new ChannelLimits(
        m.dustLimitSatoshis(),
        m.maxHtlcValueInFlightMsat(),
        m.channelReserveSatoshis(),
        m.htlcMinimumMsat(),
        m.toSelfDelay(),
        m.maxAcceptedHtlcs());
  }

  static ChannelBasepoints basepoints(OpenChannel m) {
    return new ChannelBasepoints(
        m.fundingPubkey(),
        m.revocationBasepoint(),
        m.paymentBasepoint(),
        m.delayedPaymentBasepoint(),
        m.htlcBasepoint());
  }

  static ChannelBasepoints basepoints(AcceptChannel m) {
    return new ChannelBasepoints(
        m.fundingPubkey(),
        m.revocationBasepoint(),
        m.paymentBasepoint(),
        m.delayedPaymentBasepoint(),
        m.htlcBasepoint());
  }

  /** Our own request. */
  static Optional<String> checkRequest(OpenRequest r, ChannelPolicy policy, Feerates feerates) {
    Optional<CommitmentFormat> format = CommitmentFormat.ofChannelType(r.channelType());
    if (format.isEmpty()
        || !ChannelTypes.isNegotiated(r.channelType(), r.localInit(), r.remoteInit())) {
      return Optional.of("the peer does not support the channel type " + r.channelType());
    }
    if (r.announce() && r.channelType().supports(Feature.OPTION_SCID_ALIAS)) {
      return Optional.of("a channel known by its alias only cannot be announced");
    }
    if (!r.funding().isLessThan(LARGE_CHANNEL) && !supportsLarge(r.localInit(), r.remoteInit())) {
      return Optional.of(r.funding() + " needs option_support_large_channel on both sides");
    }
    if (r.funding().isLessThan(policy.minFunding())) {
      return Optional.of(r.funding() + " is less than the least capacity " + policy.minFunding());
    }
    return checkScript(r.shutdownScript(), r.localInit(), r.remoteInit())
        .or(
            () ->
                checkInitialBalances(
                    format.get(),
                    r.funding(),
                    r.push(),
                    feerates.commitment(format.get()),
                    localLimits(policy, r.funding(), Satoshi.ZERO).channelReserve()));
  }

  /** The peer's open_channel. */
  static Optional<String> checkOpen(OpenChannel m, AcceptTerms terms, Context ctx) {
    if (!m.chainHash().equals(ctx.chainHash())) {
      return Optional.of("unknown chain_hash " + m.chainHash());
    }
    if (m.channelType().isEmpty()) {
      return Optional.of("channel_type is missing");
    }
    Features type = m.channelType().get();
    Optional<CommitmentFormat> format = CommitmentFormat.ofChannelType(type);
    if (format.isEmpty()
        || !ChannelTypes.isNegotiated(type, terms.localInit(), terms.remoteInit())
        || m.announceChannel() && type.supports(Feature.OPTION_SCID_ALIAS)) {
      return Optional.of("channel_type " + type + " is not suitable");
    }
    if (type.supports(Feature.OPTION_ZEROCONF) && !terms.trustZeroConf()) {
      return Optional.of("option_zeroconf is not granted to this node");
    }
    if (m.fundingSatoshis().isLessThan(ctx.policy().minFunding())) {
      return Optional.of("funding_satoshis is less than " + ctx.policy().minFunding().sat());
    }
    if (!m.fundingSatoshis().isLessThan(LARGE_CHANNEL)
        && !terms.localInit().supports(Feature.OPTION_SUPPORT_LARGE_CHANNEL)) {
      return Optional.of("funding_satoshis needs option_support_large_channel");
    }
    if (!FeeRules.isReasonable(format.get(), m.feeratePerKw(), ctx.policy(), ctx.feerates())) {
      return Optional.of("feerate_per_kw " + m.feeratePerKw().satPerKw() + " is not acceptable");
    }
    if (m.dustLimitSatoshis().isGreaterThan(m.channelReserveSatoshis())) {
      return Optional.of("dust_limit_satoshis is greater than channel_reserve_satoshis");
    }
    return checkLimits(limits(m), m.fundingSatoshis(), ctx.policy())
        .or(() -> checkKeys(basepoints(m), m.firstPerCommitmentPoint()))
        .or(() -> checkScript(m.upfrontShutdownScript(), terms.localInit(), terms.remoteInit()))
        .or(
            () ->
                checkInitialBalances(
                    format.get(),
                    m.fundingSatoshis(),
                    m.pushMsat(),
                    m.feeratePerKw(),
                    m.channelReserveSatoshis()));
  }

  private static Optional<String> checkKeys(ChannelBasepoints keys, PublicKey firstPoint) {
    return keys.isValid() && Secp256k1.get().isValid(firstPoint)
        ? Optional.empty()
        : Optional.of("a public key is not on the curve");
  }

  /** The peer's accept_channel. */
  static Optional<String> checkAccept(
      AcceptChannel m, OpenChannel sent, OpenRequest request, ChannelPolicy policy) {
    if (m.channelType().isEmpty() || !m.channelType().equals(sent.channelType())) {
      return Optional.of("channel_type differs from that of open_channel");
    }
    if (m.channelReserveSatoshis().isLessThan(sent.dustLimitSatoshis())) {
      return Optional.of("channel_reserve_satoshis is less than our dust_limit_satoshis");
    }
    if (sent.channelReserveSatoshis().isLessThan(m.dustLimitSatoshis())) {
      return Optional.of("dust_limit_satoshis is greater than our channel_reserve_satoshis");
    }
    if (m.minimumDepth() > policy.maxMinimumDepth()) {
      return Optional.of("minimum_depth " + m.minimumDepth() + " is too large");
    }
    if (request.channelType().supports(Feature.OPTION_ZEROCONF) && m.minimumDepth() != 0) {
      return Optional.of("minimum_depth of a channel with option_zeroconf must be 0");
    }
    return checkLimits(limits(m), sent.fundingSatoshis(), policy)
        .or(() -> checkKeys(basepoints(m), m.firstPerCommitmentPoint()))
        .or(
            () ->
                checkScript(m.upfrontShutdownScript(), request.localInit(), request.remoteInit()));
  }

  private static Optional<String> checkLimits(
      ChannelLimits limits, Satoshi capacity, ChannelPolicy policy) {
    if (limits.dustLimit().isLessThan(LEAST_DUST_LIMIT)
        || limits.dustLimit().isGreaterThan(policy.maxDustLimit())) {
      return Optional.of("dust_limit_satoshis " + limits.dustLimit().sat() + " is not acceptable");
    }
    if (limits.toSelfDelay() > policy.maxToSelfDelay()) {
      return Optional.of("to_self_delay " + limits.toSelfDelay() + " is too large");
    }
    if (limits.maxAcceptedHtlcs() > ChannelPolicy.MAX_ACCEPTED_HTLCS
        || limits.maxAcceptedHtlcs() < 1) {
      return Optional.of("max_accepted_htlcs " + limits.maxAcceptedHtlcs() + " is not acceptable");
    }
    if (limits.channelReserve().sat() > capacity.sat() / 1000 * policy.maxReservePermille()
        && limits.channelReserve().sat() > LEAST_RESERVE_SAT) {
      return Optional.of("channel_reserve_satoshis is too large");
    }
    if (limits.htlcMinimum().isGreaterThan(policy.maxHtlcMinimum())) {
      return Optional.of("htlc_minimum_msat is too large");
    }
    return limits.maxHtlcValueInFlight().isLessThan(MilliSatoshi.ofSat(1_000))
        ? Optional.of("max_htlc_value_in_flight_msat is too small")
        : Optional.empty();
  }

  private static Optional<String> checkScript(
      Optional<Bytes> script, Features local, Features remote) {
    boolean anySegwit =
        local.supports(Feature.OPTION_SHUTDOWN_ANYSEGWIT)
            && remote.supports(Feature.OPTION_SHUTDOWN_ANYSEGWIT);
    return script
        .filter(s -> !s.isEmpty() && !ScriptTemplates.isStandardShutdownScript(s, anySegwit))
        .map(s -> "the upfront_shutdown_script has no acceptable form");
  }

  /**
   * The opener must be able to pay the first commitment, and one side must have more than the
   * reserve (BOLT 2).
   */
  private static Optional<String> checkInitialBalances(
      CommitmentFormat format,
      Satoshi funding,
      MilliSatoshi push,
      FeeratePerKw feerate,
      Satoshi reserve) {
    if (push.isGreaterThan(funding.toMilliSatoshi())) {
      return Optional.of("push_msat is greater than funding_satoshis");
    }
    MilliSatoshi opener = funding.toMilliSatoshi().minus(push);
    MilliSatoshi cost = CommitmentFees.openerCost(format, feerate, 0).toMilliSatoshi();
    if (opener.isLessThan(cost)) {
      return Optional.of("the opener cannot pay " + cost.toSatoshi() + " for its commitment");
    }
    MilliSatoshi least = reserve.toMilliSatoshi();
    return !opener.minus(cost).isGreaterThan(least) && !push.isGreaterThan(least)
        ? Optional.of("both balances are below the channel_reserve_satoshis")
        : Optional.empty();
  }

  private static boolean supportsLarge(Features local, Features remote) {
    return local.supports(Feature.OPTION_SUPPORT_LARGE_CHANNEL)
        && remote.supports(Feature.OPTION_SUPPORT_LARGE_CHANNEL);
  }
}
