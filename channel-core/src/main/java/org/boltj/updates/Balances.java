package org.boltj.updates;

import org.boltj.base.MilliSatoshi;
import org.boltj.base.Satoshi;
import org.boltj.commitment.CommitmentFormat;

/** What each side can send: its balance above the reserve and, for the opener, above the fees. */
public final class Balances {
  private Balances() {}

  /**
   * The most that we can offer in one HTLC now. Other limits (number of HTLCs, value in flight,
   * dust) are not all in it, so that an HTLC of this amount may still be refused.
   */
  public static MilliSatoshi availableToSend(Commitments c) {
    Projection remote = Projections.nextRemote(c);
    Projection local = Projections.laterLocal(c);
    long available = availableMsat(c.params(), local, remote, 2);
    long inFlight = Projections.withUnsettled(c).sumMsat(true);
    long room = c.params().remote().maxHtlcValueInFlight().msat() - inFlight;
    return MilliSatoshi.of(Math.max(0, Math.min(available, room)));
  }

  /** How many more HTLCs the peer lets us offer now (BOLT 2, max_accepted_htlcs). */
  public static int freeSlots(Commitments c) {
    int offered =
        Math.max(Projections.withUnsettled(c).count(true), Projections.nextRemote(c).count(true));
    return Math.max(0, c.params().remote().maxAcceptedHtlcs() - offered);
  }

  /** The most that the peer can offer in one HTLC now, as far as we know. */
  public static MilliSatoshi availableToReceive(Commitments c) {
    Projection next = Projections.nextLocal(c);
    ChannelLimits limits = c.params().local();
    long available = next.toRemoteMsat() - limits.channelReserve().sat() * 1000;
    if (!c.params().localIsOpener()) {
      Projection spiked = next.withFeerate(AddRules.spike(next.feerate()));
      available -= spiked.openerCostMsat(c.params().format(), limits.dustLimit(), true, 2);
    }
    long room = limits.maxHtlcValueInFlight().msat() - next.sumMsat(false);
    return MilliSatoshi.of(Math.max(0, Math.min(available, room)));
  }

  /**
   * What is left of our balance above the reserve that the peer demands and, if we are the opener,
   * the cost of either commitment at twice the feerate with that many more HTLCs (fee spike
   * buffer). Negative when it is missing.
   */
  static long availableMsat(
      ChannelParams params, Projection local, Projection remote, int extraHtlcs) {
    long reserve = params.remote().channelReserve().sat() * 1000;
    long ofLocal = local.toLocalMsat() - reserve;
    long ofRemote = remote.toLocalMsat() - reserve;
    if (params.localIsOpener()) {
      CommitmentFormat format = params.format();
      ofLocal -=
          local
              .withFeerate(AddRules.spike(local.feerate()))
              .openerCostMsat(format, params.local().dustLimit(), true, extraHtlcs);
      ofRemote -=
          remote
              .withFeerate(AddRules.spike(remote.feerate()))
              .openerCostMsat(format, params.remote().dustLimit(), false, extraHtlcs);
    }
    return Math.min(ofLocal, ofRemote);
  }

  /** What the peer, if it is the opener, lacks for the fee of either commitment; 0 if nothing. */
  static long missingForPeerFeeMsat(ChannelParams params, Projection local, Projection remote) {
    if (params.localIsOpener()) {
      return 0;
    }
    long reserve = params.local().channelReserve().sat() * 1000;
    CommitmentFormat format = params.format();
    Satoshi localDust = params.local().dustLimit();
    Satoshi remoteDust = params.remote().dustLimit();
    long ofLocal =
        local.toRemoteMsat() - reserve - local.openerCostMsat(format, localDust, true, 0);
    long ofRemote =
        remote.toRemoteMsat() - reserve - remote.openerCostMsat(format, remoteDust, false, 0);
    return Math.max(0, -Math.min(ofLocal, ofRemote));
  }
}
