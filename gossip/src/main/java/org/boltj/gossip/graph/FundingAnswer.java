package org.boltj.gossip.graph;

import org.boltj.base.Bytes;
import org.boltj.base.Satoshi;

/** What is known about the output that a short_channel_id names. */
public sealed interface FundingAnswer {
  /** There is such an output and it is unspent. */
  record Unspent(Bytes scriptPubKey, Satoshi amount) implements FundingAnswer {}

  /** There is no such output, or it is spent, or it has too few confirmations. */
  record Absent() implements FundingAnswer {}

  /** Nobody can tell: the announcement is believed, and its capacity stays unknown. */
  record Unchecked() implements FundingAnswer {}

  /** The answer will be given to {@link NetworkGraph#fundingAnswered} some time later. */
  record Later() implements FundingAnswer {}
}
