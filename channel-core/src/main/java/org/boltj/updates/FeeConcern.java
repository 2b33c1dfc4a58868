package org.boltj.updates;

import org.boltj.base.CltvExpiry;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.Satoshi;

/** What is wrong, or about to be, with the deadlines or fees of a channel. */
public sealed interface FeeConcern {
  /** In words for a person, with the numbers. */
  String text();

  /** The peer lets an HTLC of ours run out. */
  record OfferedHtlc(HtlcAtStake htlc) implements FeeConcern {
    @Override
    public String text() {
      return describe(htlc, "that we offered");
    }
  }

  /** The peer does not take off an HTLC that we have fulfilled. */
  record FulfilledHtlc(HtlcAtStake htlc) implements FeeConcern {
    @Override
    public String text() {
      return describe(htlc, "that we fulfilled");
    }
  }

  /** The commitment could not confirm in time by its own fee, and has no anchors. */
  record FeerateTooLow(FeeratePerKw feerate, FeeratePerKw least) implements FeeConcern {
    @Override
    public String text() {
      return "the commitment pays " + feerate + ", less than " + least;
    }
  }

  /** HTLC transactions of a channel without anchors burn that out of the HTLCs. */
  record FeerateTooHigh(FeeratePerKw feerate, FeeratePerKw most) implements FeeConcern {
    @Override
    public String text() {
      return "the commitment pays " + feerate + ", more than " + most;
    }
  }

  /** More than we want to lose to fees is in HTLCs without an output (BOLT 2). */
  record DustExposure(MilliSatoshi exposure, MilliSatoshi limit) implements FeeConcern {
    @Override
    public String text() {
      return exposure + " in HTLCs without outputs, more than " + limit;
    }
  }

  /** We should raise the feerate and our balance does not pay for it. */
  record CannotAffordFeerate(FeeratePerKw feerate, Satoshi missing) implements FeeConcern {
    @Override
    public String text() {
      return "a commitment at " + feerate + " costs " + missing + " more than we can pay";
    }
  }

  private static String describe(HtlcAtStake htlc, String whose) {
    CltvExpiry expiry = htlc.cltvExpiry();
    return "HTLC "
        + htlc.id()
        + " of "
        + htlc.amount()
        + " "
        + whose
        + " expires at "
        + expiry.height();
  }
}
