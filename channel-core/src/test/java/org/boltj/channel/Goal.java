package org.boltj.channel;

import org.boltj.base.FeeratePerKw;

/** What an end of a {@link Dialogue} is set on doing, however often the connection breaks. */
sealed interface Goal {

  /** What the receiver of a payment answers. */
  enum Answer {
    FULFILL,
    FAIL,
    FAIL_MALFORMED
  }

  /**
   * Offer an HTLC.
   *
   * @param number of the preimage, see {@link TestPair#preimage}; unique in a dialogue
   */
  record Pay(int number, long msat, Answer answer) implements Goal {}

  /** Propose a feerate. */
  record Fee(FeeratePerKw feerate) implements Goal {}

  /** Close in agreement. */
  record Close() implements Goal {}

  /** Hear of blocks, up to this depth of the funding transaction. */
  record Depth(int depth) implements Goal {}
}
