package org.boltj.gossip.scoring;

/**
 * What a {@link Scorer} says about the edges of one graph at one time: the same for the whole of a
 * search.
 */
@FunctionalInterface
public interface EdgeScores {
  /** All edges are equally good. */
  EdgeScores NONE = (edge, from, to, amountMsat, capacityMsat) -> 0;

  /**
   * What one would pay to avoid the edge: 0 to 10^15 msat. For the same edge it must not fall as
   * the amount grows, and multi-part search is better the more convex it is.
   *
   * @param edge number of the edge in the graph, or -1 when it is not of the graph
   * @param from number of the node that would forward, or -1
   * @param to number of the node that would receive, or -1
   * @param amountMsat that would go through, with what our other parts have there already
   * @param capacityMsat of the channel, or the largest HTLC when it is not known
   */
  long penaltyMsat(int edge, int from, int to, long amountMsat, long capacityMsat);
}
