package org.boltj.gossip.path;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The routes taken so far for one payment, and what of it is missing. What they use of channels and
 * slots is marked in the overlay, so that whatever is looked for next finds what is left.
 */
final class Shares {
  /** Something that kept a path from carrying what it should. */
  enum Limit {
    FEE,
    CLTV,
    HOPS,
    MINIMUM
  }

  private final Overlay overlay;
  private final List<Share> shares = new ArrayList<>();
  private final Set<Limit> met = EnumSet.noneOf(Limit.class);
  private long missing;
  private long feeLeft;
  private int culprit = -1;

  /** A path and what it delivers (msat). */
  private record Share(ExactPath path, long delivered) {
    long fee() {
      return path.amounts(delivered)[0] - delivered;
    }
  }

  Shares(Overlay overlay) {
    this.overlay = overlay;
    this.missing = overlay.request.amount().msat();
    this.feeLeft = overlay.request.maxFee().msat();
  }

  /** What no route delivers yet (msat). */
  long missing() {
    return missing;
  }

  /** What further routes may cost (msat). */
  long feeLeft() {
    return feeLeft;
  }

  int partsLeft() {
    return overlay.request.maxParts() - shares.size();
  }

  /**
   * Takes a path for that amount, or for as much of it as fits.
   *
   * @return whether it delivers anything; if not, a limit was met
   */
  boolean take(int[] edges, long amount) {
    ExactPath path = ExactPath.read(overlay, edges);
    if (path == null) {
      return false;
    }
    long delivered = path.most(Math.min(amount, missing));
    if (!isWithinLimits(path, delivered)) {
      return false;
    }
    add(new Share(path, delivered));
    return true;
  }

  /** The most of what is missing that a path can deliver (msat). */
  long most(int[] edges) {
    ExactPath path = ExactPath.read(overlay, edges);
    return path == null ? 0 : path.most(missing);
  }

  private boolean isWithinLimits(ExactPath path, long delivered) {
    int tooSmall = path.tooSmallFor(delivered);
    if (delivered == 0 || tooSmall >= 0) {
      culprit = tooSmall;
      met.add(Limit.MINIMUM);
      return false;
    }
    if (path.cltvDelta() > overlay.request.maxCltvDelta()) {
      culprit = path.slowest();
      met.add(Limit.CLTV);
      return false;
    }
    if (path.hops() > overlay.request.maxHops()) {
      culprit = path.last();
      met.add(Limit.HOPS);
      return false;
    }
    if (path.amounts(delivered)[0] - delivered > feeLeft) {
      culprit = -1;
      met.add(Limit.FEE);
      return false;
    }
    return true;
  }

  private void add(Share share) {
    shares.add(share);
    account(share, 1);
  }

  private void account(Share share, int sign) {
    long[] amounts = share.path().amounts(share.delivered());
    int[] edges = share.path().numbers();
    for (int i = 0; i < edges.length; i++) {
      overlay.use(edges[i], sign * amounts[i], sign);
    }
    missing -= sign * share.delivered();
    feeLeft -= sign * share.fee();
  }

  /** Sends what is missing along paths that were taken already, as far as they have room. */
  void topUp() {
    for (int i = 0; i < shares.size() && missing > 0; i++) {
      Share share = shares.get(i);
      account(share, -1);
      ExactPath path = ExactPath.read(overlay, share.path().numbers());
      if (path != null) {
        Share more = new Share(path, path.most(missing));
        share = more.delivered() > share.delivered() && more.fee() <= feeLeft ? more : share;
      }
      shares.set(i, share);
      account(share, 1);
    }
  }

  /** Gives back what was taken last, because what is missing is too little for any path. */
  void dropLast() {
    account(shares.remove(shares.size() - 1), -1);
  }

  boolean isEmpty() {
    return shares.isEmpty();
  }

  /** Whether that limit kept a path from being taken. */
  boolean hasMet(Limit limit) {
    return met.contains(limit);
  }

  /** The edge because of which the last path was not taken, or -1. */
  int culprit() {
    return culprit;
  }

  /**
   * What the routes cost together by weights and scorer (msat), each hop with what the others have
   * there.
   */
  long cost() {
    long cost = 0;
    for (Share share : shares) {
      account(share, -1);
      ExactPath path = ExactPath.read(overlay, share.path().numbers());
      cost += (path == null ? share.path() : path).cost(share.delivered());
      account(share, 1);
    }
    return cost;
  }

  /** What the routes carry, in the order in which they were taken. */
  List<FlowParts.Part> parts() {
    return shares.stream()
        .map(share -> new FlowParts.Part(share.path().numbers(), share.delivered()))
        .toList();
  }
}
