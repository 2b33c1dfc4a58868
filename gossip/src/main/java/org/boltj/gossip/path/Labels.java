package org.boltj.gossip.path;

import java.util.Arrays;

/**
 * The ways to the payee that a search has found so far, as columns of numbers. Each is one edge
 * longer than another one, its {@link #next}; that of the payee has none.
 */
final class Labels {
  static final int NONE = -1;

  private static final int FIRST_SIZE = 4096;

  /** The node where it begins, and how many waypoints lie behind it. */
  int[] state = new int[FIRST_SIZE];

  /** The first edge of the way. */
  int[] edge = new int[FIRST_SIZE];

  /** The rest of the way. */
  int[] next = new int[FIRST_SIZE];

  /** Cost up to and with the fee of the node where it begins (msat). */
  long[] cost = new long[FIRST_SIZE];

  /** The same without that fee, which an inbound discount may lower (msat). */
  long[] floor = new long[FIRST_SIZE];

  /** The least that remains of the cost when a channel into the node gives a discount (msat). */
  long[] least = new long[FIRST_SIZE];

  /** Whether some channel into the node may give a discount. */
  boolean[] discounted = new boolean[FIRST_SIZE];

  /** What the node sends on (msat). */
  long[] sent = new long[FIRST_SIZE];

  /** What it sends on and its fee for that, before inbound fees (msat). */
  long[] wanted = new long[FIRST_SIZE];

  /** Blocks after the current height at which an HTLC to the node must expire. */
  int[] cltv = new int[FIRST_SIZE];

  /** How much of the hop limit is used. */
  int[] hops = new int[FIRST_SIZE];

  /** Another label of the same node, where a node has several. */
  int[] sibling = new int[FIRST_SIZE];

  /** Whether a better one has taken its place, or it was dealt with. */
  boolean[] done = new boolean[FIRST_SIZE];

  private int size;

  int size() {
    return size;
  }

  void clear() {
    size = 0;
  }

  /** A new label with no values. */
  int add() {
    if (size == state.length) {
      grow(2 * size);
    }
    done[size] = false;
    sibling[size] = NONE;
    return size++;
  }

  /** Takes back the newest one. */
  void dropLast() {
    size--;
  }

  private void grow(int length) {
    state = Arrays.copyOf(state, length);
    edge = Arrays.copyOf(edge, length);
    next = Arrays.copyOf(next, length);
    cost = Arrays.copyOf(cost, length);
    floor = Arrays.copyOf(floor, length);
    least = Arrays.copyOf(least, length);
    discounted = Arrays.copyOf(discounted, length);
    sent = Arrays.copyOf(sent, length);
    wanted = Arrays.copyOf(wanted, length);
    cltv = Arrays.copyOf(cltv, length);
    hops = Arrays.copyOf(hops, length);
    sibling = Arrays.copyOf(sibling, length);
    done = Arrays.copyOf(done, length);
  }

  /** Order of two labels of equal cost: less money, then fewer hops. */
  int compareEquallyDear(int one, int other) {
    int byAmount = Long.compare(wanted[one], wanted[other]);
    return byAmount != 0 ? byAmount : Integer.compare(hops[one], hops[other]);
  }

  int compare(int one, int other) {
    int byCost = Long.compare(cost[one], cost[other]);
    return byCost != 0 ? byCost : compareEquallyDear(one, other);
  }
}
