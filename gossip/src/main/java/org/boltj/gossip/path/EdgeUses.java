package org.boltj.gossip.path;

import java.util.Arrays;

/** What routes that were found use of edges, by edge number; a small hash table. */
final class EdgeUses {
  private static final int FREE = -1;

  private int[] edges = {};
  private long[] amounts = {};
  private int[] htlcs = {};
  private int count;

  boolean isEmpty() {
    return count == 0;
  }

  /** Adds to what is used; negative numbers give back. */
  void add(int edge, long amount, int htlcCount) {
    if (2 * count >= edges.length) {
      grow();
    }
    int at = place(edge);
    if (edges[at] == FREE) {
      edges[at] = edge;
      count++;
    }
    amounts[at] += amount;
    htlcs[at] += htlcCount;
  }

  private void grow() {
    int[] oldEdges = edges;
    long[] oldAmounts = amounts;
    int[] oldHtlcs = htlcs;
    int size = Math.max(32, 2 * oldEdges.length);
    edges = new int[size];
    amounts = new long[size];
    htlcs = new int[size];
    Arrays.fill(edges, FREE);
    for (int i = 0; i < oldEdges.length; i++) {
      if (oldEdges[i] != FREE) {
        int at = place(oldEdges[i]);
        edges[at] = oldEdges[i];
        amounts[at] = oldAmounts[i];
        htlcs[at] = oldHtlcs[i];
      }
    }
  }

  private int place(int edge) {
    int mask = edges.length - 1;
    int at = (edge * 0x9E3779B9) >>> Integer.numberOfLeadingZeros(mask);
    while (edges[at] != FREE && edges[at] != edge) {
      at = (at + 1) & mask;
    }
    return at;
  }

  /** What the HTLCs in the edge carry (msat). */
  long amount(int edge) {
    return count == 0 ? 0 : amounts[place(edge)];
  }

  /** How many HTLCs are in the edge. */
  int htlcs(int edge) {
    return count == 0 ? 0 : htlcs[place(edge)];
  }
}
