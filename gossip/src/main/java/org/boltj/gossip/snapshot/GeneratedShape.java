package org.boltj.gossip.snapshot;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Which nodes of a generated network are joined. Every node is given the number of channels that it
 * should have; the nodes, most channels first, are joined to an earlier one, and then stubs that
 * are left are joined, each drawn in proportion to these numbers. Nodes that are gone are mostly
 * joined to nodes that are gone.
 */
final class GeneratedShape {
  private static final Quantiles WANTED_CHANNELS =
      new Quantiles(
          0, 1, 0.54, 1, 0.6, 2, 0.7, 2, 0.8, 4, 0.85, 5, 0.9, 8, 0.95, 17, 0.98, 45, 0.99, 74,
          0.995, 131, 0.999, 451, 1, 1989);

  /** Share of nodes that are gone, by the number of channels up to which the entry holds. */
  private static final double[][] GONE = {
    {2, 0.72}, {4, 0.58}, {8, 0.45}, {16, 0.29}, {32, 0.21}, {64, 0.15}, {128, 0.1}, {1e9, 0.03}
  };

  private static final double MIXED_PAIRS_KEPT = 0.3;
  private static final double TRIANGLES = 0.1;
  private static final double SECOND_CHANNELS_KEPT = 0.2;
  private static final int ATTEMPTS = 50;

  private final SplittableRandom random;
  private final boolean[] gone;
  private final int[] ends;
  private final int[] degrees;
  private final int[][] neighbours;
  private int channels;

  GeneratedShape(int nodes, int channels, SplittableRandom random) {
    this.random = random;
    this.gone = new boolean[nodes];
    this.ends = new int[2 * channels];
    this.degrees = new int[nodes];
    this.neighbours = new int[nodes][4];
    int[] wanted = wanted(nodes, channels);
    for (int node = 0; node < nodes; node++) {
      // The first ones are the hubs, without which there is no network.
      gone[node] = node > nodes / 1000 + 1 && random.nextDouble() < shareGone(wanted[node]);
    }
    joinAll(wanted, channels);
  }

  /** How many channels each node should have, most first. */
  private int[] wanted(int nodes, int channels) {
    long[] drawn = new long[nodes];
    long total = 0;
    for (int node = 0; node < nodes; node++) {
      drawn[node] = Math.min(WANTED_CHANNELS.draw(random), Math.max(1, nodes / 8));
      total += drawn[node];
    }
    Arrays.sort(drawn);
    int[] wanted = new int[nodes];
    for (int node = 0; node < nodes; node++) {
      wanted[node] = (int) Math.max(1, drawn[nodes - 1 - node] * 2 * channels / total);
    }
    return wanted;
  }

  private static double shareGone(int wanted) {
    int at = 0;
    while (GONE[at][0] < wanted) {
      at++;
    }
    return GONE[at][1];
  }

  private void joinAll(int[] wanted, int count) {
    int[] stubs = stubs(wanted);
    int before = wanted[0];
    for (int node = 1; node < wanted.length; node++) {
      int other = stubs[random.nextInt(before)];
      for (int attempt = 0; attempt < ATTEMPTS && !suits(node, other); attempt++) {
        other = stubs[random.nextInt(before)];
      }
      join(node, other);
      before += wanted[node];
    }
    int[] left = new int[wanted.length];
    Arrays.setAll(left, node -> Math.max(0, wanted[node] - degrees[node]));
    int[] leftStubs = stubs(left);
    while (channels < count) {
      joinFrom(leftStubs.length > 1 ? leftStubs : stubs);
    }
  }

  private void joinFrom(int[] stubs) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int a = stubs[random.nextInt(stubs.length)];
      int b =
          random.nextDouble() < TRIANGLES
              ? neighbour(neighbour(a))
              : stubs[random.nextInt(stubs.length)];
      if (a != b && suits(a, b)) {
        join(a, b);
        return;
      }
    }
    int a = random.nextInt(degrees.length);
    join(a, (a + 1 + random.nextInt(degrees.length - 1)) % degrees.length);
  }

  private static int[] stubs(int[] wanted) {
    int[] stubs = new int[Arrays.stream(wanted).sum()];
    int at = 0;
    for (int node = 0; node < wanted.length; node++) {
      Arrays.fill(stubs, at, at + wanted[node], node);
      at += wanted[node];
    }
    return stubs;
  }

  private boolean suits(int a, int b) {
    return (gone[a] == gone[b] || random.nextDouble() < MIXED_PAIRS_KEPT)
        && (!isJoined(a, b) || random.nextDouble() < SECOND_CHANNELS_KEPT);
  }

  private boolean isJoined(int a, int b) {
    int fewer = degrees[a] < degrees[b] ? a : b;
    int other = fewer == a ? b : a;
    for (int at = 0; at < degrees[fewer]; at++) {
      if (neighbours[fewer][at] == other) {
        return true;
      }
    }
    return false;
  }

  private int neighbour(int node) {
    return neighbours[node][random.nextInt(degrees[node])];
  }

  private void join(int a, int b) {
    // Who opened the channel does not matter; which end comes first is left to chance.
    boolean turned = random.nextBoolean();
    ends[2 * channels] = turned ? b : a;
    ends[2 * channels + 1] = turned ? a : b;
    channels++;
    add(a, b);
    add(b, a);
  }

  private void add(int node, int neighbour) {
    if (degrees[node] == neighbours[node].length) {
      neighbours[node] = Arrays.copyOf(neighbours[node], 2 * degrees[node]);
    }
    neighbours[node][degrees[node]++] = neighbour;
  }

  int nodes() {
    return degrees.length;
  }

  /** One end of a channel, 0 or 1. */
  int end(int channel, int which) {
    return ends[2 * channel + which];
  }

  int degree(int node) {
    return degrees[node];
  }

  boolean isGone(int node) {
    return gone[node];
  }
}
