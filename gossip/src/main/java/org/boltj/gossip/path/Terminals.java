package org.boltj.gossip.path;

import java.util.Arrays;

/** Whether payer and payee alone rule a payment out: a look at their own channels. */
final class Terminals {
  private Terminals() {}

  /** Whether the edges out of the payer, and those into the payee, can carry the amount (msat). */
  static boolean canCarry(Overlay overlay, long amount) {
    return canArrive(overlay, amount) && canLeave(overlay, amount);
  }

  /** Whether any edge into the payee can be used. */
  static boolean isReachable(Overlay overlay) {
    OverlayEdge edge = new OverlayEdge();
    return overlay.addedEdgesInto(overlay.target).length > 0
        || Arrays.stream(overlay.graphEdgesInto(overlay.target))
            .anyMatch(in -> overlay.read(in, edge));
  }

  private static boolean canArrive(Overlay overlay, long amount) {
    OverlayEdge edge = new OverlayEdge();
    long left = less(overlay, overlay.graphEdgesInto(overlay.target), 0, edge, amount);
    return less(overlay, overlay.addedEdgesInto(overlay.target), 0, edge, left) == 0;
  }

  private static boolean canLeave(Overlay overlay, long amount) {
    return mostSent(overlay, amount) == amount;
  }

  /** What the edges out of the payer can carry, as far as it is wanted (msat). */
  static long mostSent(Overlay overlay, long wanted) {
    OverlayEdge edge = new OverlayEdge();
    long left = less(overlay, overlay.graphEdgesBackInto(overlay.source), 1, edge, wanted);
    return wanted - less(overlay, overlay.addedEdgesFrom(overlay.source), 0, edge, left);
  }

  /** The amount less what those edges, or their other directions, can carry; at least zero. */
  private static long less(
      Overlay overlay, int[] edges, int otherDirection, OverlayEdge edge, long amount) {
    long left = amount;
    for (int i = 0; i < edges.length && left > 0; i++) {
      if (overlay.read(edges[i] ^ otherDirection, edge)) {
        left -= Math.min(left, Math.max(0, edge.room));
      }
    }
    return left;
  }
}
