package org.boltj.sim.fault;

import org.boltj.base.MilliSatoshi;
import org.boltj.base.Satoshi;
import org.boltj.commitment.CommitmentFormat;

/**
 * A channel of a scenario.
 *
 * @param push what the opener gives to the other side at once (msat)
 * @param ending how it is closed after the payments
 */
public record FundingPlan(
    int opener,
    int accepter,
    Satoshi capacity,
    MilliSatoshi push,
    CommitmentFormat format,
    Ending ending) {

  /** How a channel ends that has lasted until then. */
  public enum Ending {
    MUTUAL,
    FORCED_BY_OPENER,
    FORCED_BY_ACCEPTER
  }

  public boolean joins(int one, int other) {
    return opener == one && accepter == other || opener == other && accepter == one;
  }
}
