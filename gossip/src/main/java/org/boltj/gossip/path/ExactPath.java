package org.boltj.gossip.path;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A way from payer to payee with what its edges ask for: the amounts that each forwarding node will
 * check, computed from the payee backwards.
 */
final class ExactPath {
  private final Overlay overlay;
  private final int[] numbers;
  private final OverlayEdge[] edges;

  private ExactPath(Overlay overlay, int[] numbers, OverlayEdge[] edges) {
    this.overlay = overlay;
    this.numbers = numbers;
    this.edges = edges;
  }

  /** The path over those edges as they are now, or null when one of them cannot be used. */
  static @Nullable ExactPath read(Overlay overlay, int[] numbers) {
    OverlayEdge[] edges = new OverlayEdge[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      edges[i] = new OverlayEdge();
      if (!overlay.read(numbers[i], edges[i])) {
        return null;
      }
    }
    return new ExactPath(overlay, numbers, edges);
  }

  /** The HTLCs that deliver the amount, the payer's first (msat). */
  long[] amounts(long delivered) {
    long[] amounts = new long[edges.length];
    long amount = delivered;
    for (int i = edges.length - 1; i >= 0; i--) {
      if (i < edges.length - 1) {
        long fee = edges[i + 1].fee(amount);
        long sentOn = edges[i + 1].sentOn(amount, fee);
        amount = Math.min(OverlayEdge.ABSURD, edges[i].amountFor(sentOn, amount + fee));
      }
      amounts[i] = amount;
    }
    return amounts;
  }

  private boolean hasRoom(long delivered) {
    long[] amounts = amounts(delivered);
    for (int i = 0; i < edges.length; i++) {
      if (amounts[i] > edges[i].most) {
        return false;
      }
    }
    return true;
  }

  /** The most that the path can deliver, at most {@code wanted}; zero when nothing fits (msat). */
  long most(long wanted) {
    if (hasRoom(wanted)) {
      return wanted;
    }
    long fits = 0;
    long tooMuch = wanted;
    while (tooMuch - fits > 1) {
      long middle = fits + (tooMuch - fits) / 2;
      if (hasRoom(middle)) {
        fits = middle;
      } else {
        tooMuch = middle;
      }
    }
    return fits;
  }

  /** The edge for which that amount is too small, or -1. */
  int tooSmallFor(long delivered) {
    long[] amounts = amounts(delivered);
    for (int i = 0; i < edges.length; i++) {
      if (amounts[i] < edges[i].least) {
        return numbers[i];
      }
    }
    return -1;
  }

  /** Blocks above the current height at which the first HTLC expires. */
  int cltvDelta() {
    int delta = overlay.request.finalCltvDelta();
    for (int i = 1; i < edges.length; i++) {
      delta += edges[i].delay();
    }
    return delta;
  }

  /** How much of the limit of hops it takes. */
  int hops() {
    return overlay.hopsAtTarget() + Arrays.stream(edges).mapToInt(edge -> edge.hops).sum();
  }

  /** The edge into the payee, which may be several hops long. */
  int last() {
    return numbers[numbers.length - 1];
  }

  /** The edge that asks for most blocks. */
  int slowest() {
    int slowest = 0;
    for (int i = 1; i < edges.length; i++) {
      slowest = edges[i].delay() > edges[slowest].delay() ? i : slowest;
    }
    return numbers[slowest];
  }

  /** What delivering the amount costs by the request's weights and the scorer (msat). */
  long cost(long delivered) {
    long[] amounts = amounts(delivered);
    long cost = 0;
    for (int i = 0; i < edges.length; i++) {
      long fee = i == 0 ? 0 : amounts[i - 1] - amounts[i];
      cost += overlay.cost(edges[i], amounts[i], fee);
    }
    return cost;
  }

  /**
   * Whether splitting would gain little: four parts over this same path would not cost much less
   * together, if they were not in each other's way.
   */
  boolean isCheapAsAWhole(long delivered) {
    long quarter = delivered / 4;
    return quarter == 0 || cost(delivered) / 5 <= cost(quarter);
  }

  int[] numbers() {
    return numbers;
  }
}
