package org.boltj.gossip.path;

import java.util.Arrays;

/** Whether payer and payee alone rule a payment out: a look at their own channels. */
final class Terminals {
  private Terminals() {}

  /** Whether the edges out of the payer, and those into the payee, can carry the amount (msat). */
  static boolean canCarry(Overlay overlay, long amount) {
    return mostReceived(overlay, amount, false) == amount
        && mostSent(overlay, amount, false) == amount;
  }

  /** Whether they can carry it with one HTLC each. */
  static boolean canCarryInOneEach(Overlay overlay, long amount) {
    return mostReceived(overlay, amount, true) == amount
        && mostSent(overlay, amount, true) == amount;
  }

  /** Whether any edge into the payee can be used. */
  static boolean isReachable(Overlay overlay) {
    OverlayEdge edge = new OverlayEdge();
    return overlay.addedEdgesInto(overlay.target).length > 0
        || Arrays.stream(overlay.graphEdgesInto(overlay.target))
            .anyMatch(in -> overlay.read(in, edge));
  }

  /** What the edges out of the payer can carry, as far as it is wanted (msat). */
  static long mostSent(Overlay overlay, long wanted) {
    return mostSent(overlay, wanted, false);
  }

  private static long mostSent(Overlay overlay, long wanted, boolean oneEach) {
    Sum sum = new Sum(overlay, wanted, oneEach);
    for (int back : overlay.graphEdgesBackInto(overlay.source)) {
      sum.add(back ^ 1);
    }
    for (int out : overlay.addedEdgesFrom(overlay.source)) {
      sum.add(out);
    }
    return sum.sum;
  }

  private static long mostReceived(Overlay overlay, long wanted, boolean oneEach) {
    Sum sum = new Sum(overlay, wanted, oneEach);
    for (int in : overlay.graphEdgesInto(overlay.target)) {
      sum.add(in);
    }
    for (int in : overlay.addedEdgesInto(overlay.target)) {
      sum.add(in);
    }
    return sum.sum;
  }

  /** What some edges can carry together, as far as it is wanted. */
  private static final class Sum {
    private final Overlay overlay;
    private final OverlayEdge edge = new OverlayEdge();
    private final long wanted;
    private final boolean oneEach;
    private long sum;

    Sum(Overlay overlay, long wanted, boolean oneEach) {
      this.overlay = overlay;
      this.wanted = wanted;
      this.oneEach = oneEach;
    }

    void add(int number) {
      if (sum < wanted && overlay.read(number, edge)) {
        long carried = Math.max(0, oneEach ? edge.most : edge.room);
        sum += Math.min(wanted - sum, carried);
      }
    }
  }
}
