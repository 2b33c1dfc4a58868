package org.boltj.updates;

import java.util.Optional;
import org.boltj.base.CltvExpiry;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.Satoshi;
import org.boltj.commitment.CommitmentFormat;
import org.boltj.message.UpdateAddHtlc;

/** Which HTLCs may be added (BOLT 2, "Adding an HTLC"). */
public final class AddRules {
  private AddRules() {}

  /**
   * Proposes an HTLC of ours, with the id {@link Commitments#nextLocalHtlcId()}.
   *
   * @param add its htlc is outgoing and has that id
   */
  public static Outcome<Commitments, Refusal> send(
      Commitments c, Update.Add add, ChannelPolicy policy, int blockHeight) {
    Htlc htlc = add.htlc();
    Optional<Refusal> refusal =
        checkExpiry(htlc.cltvExpiry(), policy, blockHeight)
            .or(() -> checkAmount(htlc.amount(), c.params().remote()));
    if (refusal.isPresent()) {
      return Outcome.failed(refusal.get());
    }
    LocalChanges changes = c.localChanges();
    Commitments added =
        c.withLocalChanges(
                new LocalChanges(
                    Projections.append(changes.proposed(), add), changes.signed(), changes.acked()))
            .withNextLocalHtlcId(c.nextLocalHtlcId() + 1);
    Projected projected = Projected.of(added);
    refusal =
        checkCounts(added.params().remote(), projected, htlc)
            .or(() -> checkBalances(added.params(), projected, htlc))
            .or(() -> checkDust(added.params(), projected, htlc, policy));
    return refusal
        .<Outcome<Commitments, Refusal>>map(Outcome::failed)
        .orElseGet(() -> Outcome.ok(added));
  }

  /** The commitments as they will be, computed once for all checks. */
  private record Projected(Projection local, Projection remote, Projection unsettled) {
    static Projected of(Commitments c) {
      return new Projected(
          Projections.laterLocal(c), Projections.nextRemote(c), Projections.withUnsettled(c));
    }
  }

  private static Optional<Refusal> checkExpiry(
      CltvExpiry expiry, ChannelPolicy policy, int blockHeight) {
    CltvExpiry earliest = new CltvExpiry(blockHeight + 1L);
    CltvExpiry latest = new CltvExpiry((long) blockHeight + policy.maxExpiryDistance());
    if (expiry.compareTo(earliest) < 0) {
      return Optional.of(new Refusal.ExpiryTooSoon(expiry, earliest));
    }
    return expiry.compareTo(latest) > 0 || expiry.height() >= CltvExpiry.LIMIT
        ? Optional.of(new Refusal.ExpiryTooFar(expiry, latest))
        : Optional.empty();
  }

  private static Optional<Refusal> checkAmount(MilliSatoshi amount, ChannelLimits limits) {
    MilliSatoshi minimum = limits.htlcMinimum().max(MilliSatoshi.of(1));
    return amount.isLessThan(minimum)
        ? Optional.of(new Refusal.BelowMinimum(amount, minimum))
        : Optional.empty();
  }

  private static Optional<Refusal> checkCounts(
      ChannelLimits limits, Projected projected, Htlc htlc) {
    int count = Math.max(projected.unsettled().count(true), projected.remote().count(true));
    if (count > limits.maxAcceptedHtlcs()) {
      return Optional.of(new Refusal.TooManyHtlcs(count - 1, limits.maxAcceptedHtlcs()));
    }
    long inFlight = Math.max(projected.unsettled().sumMsat(true), projected.remote().sumMsat(true));
    return inFlight > limits.maxHtlcValueInFlight().msat()
        ? Optional.of(
            new Refusal.InFlightTooHigh(
                MilliSatoshi.of(inFlight - htlc.amount().msat()), limits.maxHtlcValueInFlight()))
        : Optional.empty();
  }

  private static Optional<Refusal> checkBalances(
      ChannelParams params, Projected projected, Htlc htlc) {
    long available = Balances.availableMsat(params, projected.local(), projected.remote(), 1);
    if (available < 0) {
      return Optional.of(
          new Refusal.InsufficientBalance(htlc.amount(), MilliSatoshi.of(-available)));
    }
    long missing = Balances.missingForPeerFeeMsat(params, projected.local(), projected.remote());
    return missing > 0
        ? Optional.of(new Refusal.PeerCannotPayFee(Satoshi.of((missing + 999) / 1000)))
        : Optional.empty();
  }

  private static Optional<Refusal> checkDust(
      ChannelParams params, Projected projected, Htlc htlc, ChannelPolicy policy) {
    return dustExposure(params, projected.local(), projected.remote(), htlc)
        .filter(exposure -> exposure.isGreaterThan(policy.maxDustHtlcExposure()))
        .map(e -> new Refusal.DustExposureTooHigh(e, policy.maxDustHtlcExposure()));
  }

  /**
   * What is in HTLCs without outputs, of the worse commitment, if this pending HTLC is one of them
   * (BOLT 2, max_dust_htlc_exposure_msat).
   */
  public static Optional<MilliSatoshi> dustExposure(Commitments c, Htlc htlc) {
    return dustExposure(c.params(), Projections.laterLocal(c), Projections.nextRemote(c), htlc);
  }

  private static Optional<MilliSatoshi> dustExposure(
      ChannelParams params, Projection local, Projection remote, Htlc htlc) {
    CommitmentFormat format = params.format();
    boolean outgoing = htlc instanceof OutgoingHtlc;
    Satoshi localLimit = params.local().dustLimit();
    Satoshi remoteLimit = params.remote().dustLimit();
    long exposure = 0;
    if (local.isDust(format, localLimit, true, outgoing, htlc.amount())) {
      exposure = local.dustMsat(format, localLimit, true);
    }
    if (remote.isDust(format, remoteLimit, false, outgoing, htlc.amount())) {
      exposure = Math.max(exposure, remote.dustMsat(format, remoteLimit, false));
    }
    return exposure == 0 ? Optional.empty() : Optional.of(MilliSatoshi.of(exposure));
  }

  /** Takes an HTLC that the peer proposes. */
  public static Outcome<Commitments, PeerFault> receive(Commitments c, UpdateAddHtlc message) {
    ChannelLimits limits = c.params().local();
    if (message.id() != c.nextRemoteHtlcId()) {
      return fault("update_add_htlc has id " + message.id() + ", not " + c.nextRemoteHtlcId());
    }
    if (message.amountMsat().isZero() || message.amountMsat().isLessThan(limits.htlcMinimum())) {
      return fault(
          "update_add_htlc of " + message.amountMsat() + " is below " + limits.htlcMinimum());
    }
    if (message.cltvExpiry().height() >= CltvExpiry.LIMIT) {
      return fault("cltv_expiry " + message.cltvExpiry().height() + " is no height");
    }
    IncomingHtlc htlc =
        new IncomingHtlc(
            message.id(), message.amountMsat(), message.paymentHash(), message.cltvExpiry());
    Update.Add add = new Update.Add(htlc, message.onionRoutingPacket(), message.pathKey());
    RemoteChanges changes = c.remoteChanges();
    Commitments added =
        c.withRemoteChanges(
                new RemoteChanges(
                    Projections.append(changes.proposed(), add), changes.acked(), changes.signed()))
            .withNextRemoteHtlcId(message.id() + 1);
    return checkReceived(added);
  }

  private static Outcome<Commitments, PeerFault> checkReceived(Commitments added) {
    ChannelLimits limits = added.params().local();
    Projection next = Projections.nextLocal(added);
    int count = next.count(false);
    if (count > limits.maxAcceptedHtlcs()) {
      return fault(count + " HTLCs, more than max_accepted_htlcs " + limits.maxAcceptedHtlcs());
    }
    long inFlight = next.sumMsat(false);
    if (inFlight > limits.maxHtlcValueInFlight().msat()) {
      return fault(
          inFlight
              + " msat in flight, more than max_htlc_value_in_flight_msat "
              + limits.maxHtlcValueInFlight().msat());
    }
    long available = next.toRemoteMsat() - limits.channelReserve().sat() * 1000;
    if (!added.params().localIsOpener()) {
      available -= next.openerCostMsat(added.params().format(), limits.dustLimit(), true, 0);
    }
    return available < 0
        ? fault("the sender lacks " + -available + " msat above its reserve and the fee")
        : Outcome.ok(added);
  }

  private static Outcome<Commitments, PeerFault> fault(String text) {
    return Outcome.failed(new PeerFault.Disconnect(text));
  }

  /** The feerate that the opener keeps money for: twice the current one (fee spike buffer). */
  static FeeratePerKw spike(FeeratePerKw feerate) {
    return new FeeratePerKw(Math.min(feerate.satPerKw() * 2, 0xffffffffL));
  }
}
