package org.boltj.updates;

import java.util.List;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.Satoshi;
import org.boltj.commitment.CommitmentFormat;

/** Who may change the feerate, and to what (BOLT 2, "Updating Fees"). */
public final class FeeRules {
  /** Up to this feerate nothing is called unreasonably large, whatever our estimate: 40 sat/vB. */
  private static final long ALWAYS_REASONABLE = 10_000;

  private FeeRules() {}

  /** Proposes a feerate; only the opener may. */
  public static Outcome<Commitments, Refusal> send(
      Commitments c, FeeratePerKw feerate, ChannelPolicy policy) {
    if (!c.params().localIsOpener()) {
      return Outcome.failed(new Refusal.NotOpener());
    }
    LocalChanges changes = c.localChanges();
    Commitments changed =
        c.withLocalChanges(
            new LocalChanges(
                Projections.append(changes.proposed(), new Update.Fee(feerate)),
                changes.signed(),
                changes.acked()));
    Projection remote = Projections.nextRemote(changed);
    Projection local = Projections.laterLocal(changed);
    CommitmentFormat format = c.params().format();
    Satoshi remoteDust = c.params().remote().dustLimit();
    Satoshi localDust = c.params().local().dustLimit();
    long reserve = c.params().remote().channelReserve().sat() * 1000;
    long available =
        Math.min(
            remote.toLocalMsat() - remote.openerCostMsat(format, remoteDust, false, 0),
            local.toLocalMsat() - local.openerCostMsat(format, localDust, true, 0));
    if (available < reserve) {
      Satoshi missing = Satoshi.of((reserve - available + 999) / 1000);
      return Outcome.failed(new Refusal.CannotAffordFeerate(feerate, missing));
    }
    long dust =
        Math.max(
            remote.dustMsat(format, remoteDust, false), local.dustMsat(format, localDust, true));
    boolean higher = feerate.compareTo(c.latestRemoteCommit().allocation().feerate()) > 0;
    return higher && dust > policy.maxDustHtlcExposure().msat()
        ? Outcome.failed(
            new Refusal.DustExposureTooHigh(MilliSatoshi.of(dust), policy.maxDustHtlcExposure()))
        : Outcome.ok(changed);
  }

  /**
   * The feerate nearest to the one wanted that we can pay for, at least the present one.
   *
   * @param present what both commitments have when all updates are in
   */
  public static FeeratePerKw affordable(
      Commitments c, FeeratePerKw present, FeeratePerKw wanted, ChannelPolicy policy) {
    long low = present.satPerKw();
    long high = wanted.satPerKw();
    if (high <= low || missing(c, wanted, policy).isZero()) {
      return wanted;
    }
    while (high - low > 1) {
      long middle = (low + high) / 2;
      if (missing(c, new FeeratePerKw(middle), policy).isZero()) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return new FeeratePerKw(low);
  }

  /** What our balance lacks to pay for that feerate, as the opener; zero if nothing. */
  public static Satoshi missing(Commitments c, FeeratePerKw feerate, ChannelPolicy policy) {
    return send(c, feerate, policy)
        .fold(
            ok -> Satoshi.ZERO,
            refused ->
                refused instanceof Refusal.CannotAffordFeerate cannot
                    ? cannot.missing()
                    : Satoshi.ZERO);
  }

  /**
   * Takes a feerate that the peer proposes, unless {@link DeadlineRules#proposal} says that it
   * would lead to a close by force.
   */
  public static Outcome<Commitments, PeerFault> receive(
      Commitments c, FeeratePerKw feerate, ChannelPolicy policy, Feerates estimate) {
    if (c.params().localIsOpener()) {
      return fault("update_fee from the side that does not pay the fee");
    }
    RemoteChanges changes = c.remoteChanges();
    Commitments changed =
        c.withRemoteChanges(
            new RemoteChanges(
                Projections.append(withoutFees(changes.proposed()), new Update.Fee(feerate)),
                changes.acked(),
                changes.signed()));
    CommitmentFormat format = c.params().format();
    Projection next = Projections.nextLocal(changed);
    Satoshi localDust = c.params().local().dustLimit();
    long dust =
        Math.max(
            next.dustMsat(format, localDust, true),
            Projections.nextRemote(changed)
                .withFeerate(feerate)
                .dustMsat(format, c.params().remote().dustLimit(), false));
    ChannelOutlook then = ChannelOutlook.of(c).withFeerate(feerate, MilliSatoshi.of(dust));
    if (DeadlineRules.proposal(then, estimate, policy)
        instanceof FeeDecision.ForceClose(FeeConcern reason, int left)) {
      return fault("feerate_per_kw " + feerate.satPerKw() + ": " + reason.text());
    }
    long cost = next.openerCostMsat(format, localDust, true, 0);
    return next.toRemoteMsat() < cost
        ? fault("the sender cannot pay " + cost + " msat at feerate " + feerate.satPerKw())
        : Outcome.ok(changed);
  }

  /** Only the last feerate counts; a peer that sends many of them must not fill our memory. */
  private static List<Update> withoutFees(List<Update> proposed) {
    return proposed.stream().filter(update -> !(update instanceof Update.Fee)).toList();
  }

  /**
   * Whether the feerate of a channel to open is neither too low for timely processing nor
   * unreasonably large.
   */
  public static boolean isReasonable(
      CommitmentFormat format, FeeratePerKw feerate, ChannelPolicy policy, Feerates estimate) {
    return feerate.compareTo(least(format, estimate, policy)) >= 0
        && feerate.compareTo(most(estimate, policy)) <= 0;
  }

  /**
   * The lowest feerate of a commitment that can be processed in time. With anchors the relay
   * minimum suffices, because either side can raise the fee later.
   */
  static FeeratePerKw least(CommitmentFormat format, Feerates estimate, ChannelPolicy policy) {
    long part = estimate.commitment().satPerKw() * policy.minFeeratePercent() / 100;
    return format.anchorsCost().isZero() && part > FeeratePerKw.MINIMUM.satPerKw()
        ? new FeeratePerKw(part)
        : FeeratePerKw.MINIMUM;
  }

  /** The highest feerate of a commitment that is not unreasonably large. */
  static FeeratePerKw most(Feerates estimate, ChannelPolicy policy) {
    long times = estimate.commitment().satPerKw() * policy.maxFeeratePercent() / 100;
    return new FeeratePerKw(Math.clamp(times, ALWAYS_REASONABLE, 0xffffffffL));
  }

  private static Outcome<Commitments, PeerFault> fault(String text) {
    return Outcome.failed(new PeerFault.Disconnect(text));
  }
}
