package org.boltj.gossip.bench;

/**
 * What a payment of the past taught about one edge.
 *
 * @param edge number of the edge in the graph
 * @param amountMsat that was to be forwarded
 * @param forwarded whether it was
 */
public record Outcome(int edge, long amountMsat, boolean forwarded) {}
