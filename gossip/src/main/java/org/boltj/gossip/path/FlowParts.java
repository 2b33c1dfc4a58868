package org.boltj.gossip.path;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Takes a flow apart into paths: each time the path that carries most, and among those the one with
 * the fewest arcs. So the parts are few, and what is left out when there may not be more is small.
 */
final class FlowParts {
  private static final int NONE = -1;

  /** A share of the payment and its way. */
  static final class Part {
    private final int[] keys;
    private final long amount;

    /** That much over the arcs with those keys, from source to target. */
    Part(int[] keys, long amount) {
      this.keys = keys;
      this.amount = amount;
    }

    int[] keys() {
      return keys;
    }

    long amount() {
      return amount;
    }
  }

  private final FlowArcs arcs;
  private final int source;
  private final int target;
  private final int maxHops;
  // The arcs in use, and what of their flow is in no part yet.
  private final int[] used;
  private final long[] left;
  private final int[] tails;
  private final int[] heads;
  private int nodeCount;

  /** By number of hops and node: how much can arrive there, and the last arc on the way. */
  private final long[][] widths;

  private final int[][] lasts;

  FlowParts(FlowArcs arcs, int source, int target, int maxHops) {
    this.arcs = arcs;
    this.maxHops = maxHops;
    int count = 0;
    used = new int[arcs.usedCount()];
    for (int i = 0; i < arcs.usedCount(); i++) {
      if (arcs.flow(arcs.used(i)) > 0) {
        used[count++] = arcs.used(i);
      }
    }
    left = new long[count];
    tails = new int[count];
    heads = new int[count];
    int[] nodes = new int[2 * count + 2];
    nodes[0] = source;
    nodes[1] = target;
    for (int i = 0; i < count; i++) {
      left[i] = arcs.flow(used[i]);
      nodes[2 * i + 2] = arcs.tail(used[i]);
      nodes[2 * i + 3] = arcs.head(used[i]);
    }
    nodes = Arrays.stream(nodes).sorted().distinct().toArray();
    for (int i = 0; i < count; i++) {
      tails[i] = Arrays.binarySearch(nodes, arcs.tail(used[i]));
      heads[i] = Arrays.binarySearch(nodes, arcs.head(used[i]));
    }
    this.source = Arrays.binarySearch(nodes, source);
    this.target = Arrays.binarySearch(nodes, target);
    nodeCount = nodes.length;
    widths = new long[maxHops + 1][nodeCount];
    lasts = new int[maxHops + 1][nodeCount];
  }

  /** The parts, the largest first, at most that many. Ways that are too long are left out. */
  List<Part> take(int mostParts) {
    List<Part> parts = new ArrayList<>();
    while (parts.size() < mostParts) {
      int hops = spread();
      if (widths[hops][target] == 0) {
        break;
      }
      parts.add(takeWidest(hops));
    }
    return parts;
  }

  /** Fills the tables, and returns the least number of hops with which most arrives. */
  private int spread() {
    Arrays.fill(widths[0], 0);
    Arrays.fill(lasts[0], NONE);
    widths[0][source] = Long.MAX_VALUE;
    int best = 0;
    for (int hops = 1; hops <= maxHops; hops++) {
      boolean changed = spreadOneHop(hops);
      if (widths[hops][target] > widths[best][target]) {
        best = hops;
      }
      if (!changed) {
        break;
      }
    }
    return best;
  }

  private boolean spreadOneHop(int hops) {
    long[] before = widths[hops - 1];
    long[] now = widths[hops];
    System.arraycopy(before, 0, now, 0, nodeCount);
    Arrays.fill(lasts[hops], NONE);
    boolean changed = false;
    for (int i = 0; i < left.length; i++) {
      long width = Math.min(before[tails[i]], left[i]);
      if (width > now[heads[i]]) {
        now[heads[i]] = width;
        lasts[hops][heads[i]] = i;
        changed = true;
      }
    }
    return changed;
  }

  private Part takeWidest(int mostHops) {
    long amount = widths[mostHops][target];
    int[] keys = new int[mostHops];
    int length = 0;
    int node = target;
    for (int hops = mostHops; node != source; hops--) {
      int last = lasts[hops][node];
      if (last != NONE) {
        left[last] -= amount;
        keys[length++] = arcs.key(used[last]);
        node = tails[last];
      }
    }
    int[] way = new int[length];
    for (int i = 0; i < length; i++) {
      way[i] = keys[length - 1 - i];
    }
    return new Part(way, amount);
  }
}
