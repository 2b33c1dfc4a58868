package org.boltj.gossip.graph;

import org.boltj.base.Bytes;
import org.boltj.base.Satoshi;

/** What is known about the output that a short_channel_id names. */
public sealed interface FundingAnswer {
  /** There is such an output and it is unspent. */
  record Unspent(Bytes scriptPubKey, Satoshi amount) implements FundingAnswer {}

  /** There is no such output, or it is spent. */
  record Absent() implements FundingAnswer {}

  /**
   * It has too few confirmations, or the chain cannot be asked now: the announcement is not taken,
   * and is welcome another time.
   */
  record NotNow() implements FundingAnswer {}

  /** Nobody can tell: the announcement is believed, and its capacity stays unknown. */
  record Unchecked() implements FundingAnswer {}

  /** The answer will be given to {@link NetworkGraph#fundingAnswered} some time later. */
  record Later() implements FundingAnswer {}
}
