package org.boltj.sim.invariant;

/** What may have no output in a commitment of a trial. */
final class Dust {
  /** Above, an HTLC has an output in every commitment, at the feerates of fee spikes too (msat). */
  static final long MOST_MSAT = 5_000_000;

  private Dust() {}
}
