package org.boltj.updates;

import java.util.ArrayList;
import java.util.List;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.MilliSatoshi;
import org.boltj.commitment.CommitmentHtlc;
import org.boltj.commitment.CommitmentSpec;
import org.boltj.commitment.HtlcDirection;

/**
 * How a commitment divides the capacity, seen from this node whoever's commitment it is.
 *
 * @param toLocal our balance before fees and anchors (msat)
 * @param toRemote the peer's balance before fees and anchors (msat)
 * @param htlcs in no particular order; ids are unique in each direction
 */
public record Allocation(
    FeeratePerKw feerate, MilliSatoshi toLocal, MilliSatoshi toRemote, List<Htlc> htlcs) {
  public Allocation {
    htlcs = List.copyOf(htlcs);
  }

  /** The content of our commitment, or of the peer's, seen from its holder (BOLT 3). */
  public CommitmentSpec specOf(boolean localHolder) {
    List<CommitmentHtlc> seen = new ArrayList<>(htlcs.size());
    for (Htlc htlc : htlcs) {
      boolean offered = htlc instanceof OutgoingHtlc == localHolder;
      seen.add(
          new CommitmentHtlc(
              offered ? HtlcDirection.OFFERED : HtlcDirection.RECEIVED,
              htlc.id(),
              htlc.amount(),
              htlc.paymentHash(),
              htlc.cltvExpiry()));
    }
    return localHolder
        ? new CommitmentSpec(feerate, toLocal, toRemote, seen)
        : new CommitmentSpec(feerate, toRemote, toLocal, seen);
  }
}
