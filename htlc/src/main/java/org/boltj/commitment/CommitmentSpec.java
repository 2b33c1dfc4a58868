package org.boltj.commitment;

import java.util.List;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.MilliSatoshi;

/**
 * What a commitment holds, before fees and trimming, seen from its holder.
 *
 * @param toLocal the holder's balance, without HTLCs
 * @param toRemote the counterparty's balance, without HTLCs
 * @param htlcs in any order
 */
public record CommitmentSpec(
    FeeratePerKw feerate, MilliSatoshi toLocal, MilliSatoshi toRemote, List<CommitmentHtlc> htlcs) {
  public CommitmentSpec {
    htlcs = List.copyOf(htlcs);
  }

  /** All money in the commitment: the capacity of the channel in a sound spec. */
  public MilliSatoshi total() {
    long total = Math.addExact(toLocal.msat(), toRemote.msat());
    for (CommitmentHtlc htlc : htlcs) {
      total = Math.addExact(total, htlc.amount().msat());
    }
    return MilliSatoshi.of(total);
  }

  /** The same content seen from the other side. */
  public CommitmentSpec opposite() {
    return new CommitmentSpec(
        feerate, toRemote, toLocal, htlcs.stream().map(CommitmentHtlc::opposite).toList());
  }
}
