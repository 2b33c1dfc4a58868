package org.boltj.updates;

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

  /** Takes a feerate that the peer proposes. */
  public static Outcome<Commitments, PeerFault> receive(
      Commitments c, FeeratePerKw feerate, ChannelPolicy policy, Feerates estimate) {
    if (c.params().localIsOpener()) {
      return fault("update_fee from the side that does not pay the fee");
    }
    if (!isReasonable(c.params().format(), feerate, policy, estimate)) {
      return fault(
          "feerate_per_kw "
              + feerate.satPerKw()
              + " against an estimate of "
              + estimate.commitment().satPerKw());
    }
    RemoteChanges changes = c.remoteChanges();
    Commitments changed =
        c.withRemoteChanges(
            new RemoteChanges(
                Projections.append(changes.proposed(), new Update.Fee(feerate)),
                changes.acked(),
                changes.signed()));
    Projection next = Projections.nextLocal(changed);
    long cost = next.openerCostMsat(c.params().format(), c.params().local().dustLimit(), true, 0);
    return next.toRemoteMsat() < cost
        ? fault("the sender cannot pay " + cost + " msat at feerate " + feerate.satPerKw())
        : Outcome.ok(changed);
  }

  /**
   * Whether the feerate is neither too low for timely processing nor unreasonably large. With
   * anchors the relay minimum suffices, because either side can raise the fee later.
   */
  public static boolean isReasonable(
      CommitmentFormat format, FeeratePerKw feerate, ChannelPolicy policy, Feerates estimate) {
    long expected = estimate.commitment().satPerKw();
    boolean bumpable = !format.anchorsCost().isZero();
    long least =
        bumpable
            ? FeeratePerKw.MINIMUM.satPerKw()
            : Math.max(
                FeeratePerKw.MINIMUM.satPerKw(), expected * policy.minFeeratePercent() / 100);
    long most = Math.max(ALWAYS_REASONABLE, expected * policy.maxFeeratePercent() / 100);
    return feerate.satPerKw() >= least && feerate.satPerKw() <= most;
  }

  private static Outcome<Commitments, PeerFault> fault(String text) {
    return Outcome.failed(new PeerFault.Disconnect(text));
  }
}
