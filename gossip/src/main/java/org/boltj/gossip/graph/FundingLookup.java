package org.boltj.gossip.graph;

import org.boltj.base.ShortChannelId;

/** Finds funding outputs in the chain. */
@FunctionalInterface
public interface FundingLookup {
  /** Believes every announcement; for simulations and for nodes that cannot ask a full node. */
  FundingLookup UNCHECKED = shortChannelId -> new FundingAnswer.Unchecked();

  /** Must not block: an answer that takes time is {@link FundingAnswer.Later}. */
  FundingAnswer lookUp(ShortChannelId shortChannelId);
}
