package org.boltj.gossip.bench;

/**
 * A payment for which routes are asked.
 *
 * @param source number of the payer in the graph
 * @param target number of the payee
 * @param amountMsat that arrives
 * @param maxParts most routes at once
 */
public record Query(int source, int target, long amountMsat, int maxParts) {
  /** Blocks above the height at which the payee's HTLC expires, the same for all. */
  public static final int FINAL_CLTV_DELTA = 40;

  /** Most blocks of a whole route, the same for all. */
  public static final int MAX_CLTV_DELTA = 2016;

  Query withMaxParts(int parts) {
    return new Query(source, target, amountMsat, parts);
  }
}
