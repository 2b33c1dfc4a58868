package org.boltj.gossip.path;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One attempt to deliver an amount in parts: a cheapest flow is taken apart into paths, each path
 * carries exactly what its edges allow once fees are added, and what then is missing is looked for
 * again over what is left.
 */
final class FlowSplit {
  private static final int MOST_ROUNDS = 16;
  private static final int MOST_DROPS = 3;

  /** More paths than that are not taken apart within any limit of parts. */
  private static final int MOST_PATHS = 4096;

  private final Overlay overlay;
  private final MinCostFlow flow;
  private final Work work;
  private final SinglePath single;
  private final long leastRoom;
  private final Shares shares;
  private final Set<Integer> avoided = new HashSet<>();
  private boolean impossible;
  private boolean minimumInTheWay;
  private boolean tooManyParts;
  private int drops;

  /**
   * @param overlay not used by another attempt
   * @param flow of this thread
   * @param work what may be looked at
   * @param single over the same overlay
   * @param leastRoom channels that carry less are left out of flows (msat)
   */
  FlowSplit(Overlay overlay, MinCostFlow flow, Work work, SinglePath single, long leastRoom) {
    this.overlay = overlay;
    this.flow = flow;
    this.work = work;
    this.single = single;
    this.leastRoom = leastRoom;
    this.shares = new Shares(overlay);
  }

  /** Whether all of the amount found its way; what was found is in {@link #shares}. */
  boolean find() {
    for (int round = 0; round < MOST_ROUNDS && shares.missing() > 0 && !impossible; round++) {
      if (shares.partsLeft() == 0) {
        tooManyParts = true;
        return false;
      }
      if (work.isSpent() || !Terminals.canCarry(overlay, shares.missing())) {
        return false;
      }
      if (!takeRestAsOne() && !takeFlow() && !makeRestLarger()) {
        return false;
      }
    }
    return shares.missing() == 0;
  }

  private boolean takeRestAsOne() {
    return !shares.isEmpty()
        && single
            .find(shares.missing(), shares.feeLeft())
            .filter(path -> shares.take(path, shares.missing()))
            .isPresent();
  }

  /** Takes what a flow finds; whether the next round will not end as this one. */
  private boolean takeFlow() {
    long wanted = shares.missing();
    boolean oneEach = Terminals.canCarryInOneEach(overlay, wanted);
    if (!(oneEach && flows(wanted, false)) && !impossible) {
      flows(wanted, true);
    }
    if (impossible) {
      return false;
    }
    int maxHops = overlay.request.maxHops() - overlay.hopsAtTarget();
    List<FlowParts.Part> parts =
        new FlowParts(flow.arcs(), overlay.source, overlay.target, maxHops)
            .take(shares.partsLeft());
    boolean changed = false;
    for (FlowParts.Part part : parts) {
      changed |= take(part);
    }
    shares.topUp();
    return changed;
  }

  /** Lets the amount flow, or as much of it as can; whether it was all. */
  private boolean flows(long wanted, boolean severalHtlcs) {
    FlowPrices prices =
        new FlowPrices(overlay, wanted, Math.min(leastRoom, wanted), avoided, severalHtlcs);
    flow.begin(overlay.nodeBound(), prices, work);
    boolean all = flow.send(overlay.source, overlay.target, wanted, MOST_PATHS) == wanted;
    impossible = !all && !work.isSpent() && !prices.isCut() && shares.isEmpty();
    minimumInTheWay = prices.isCutByMinimum();
    return all;
  }

  /** Takes a part as one HTLC, or as several where its channels want that. */
  private boolean take(FlowParts.Part part) {
    long before = shares.missing();
    long left = part.amount();
    while (left > 0 && shares.partsLeft() > 0 && shares.take(part.keys(), left)) {
      left = part.amount() - (before - shares.missing());
    }
    boolean any = left < part.amount();
    return any || (shares.culprit() >= 0 && avoided.add(shares.culprit()));
  }

  /** What is missing may be too little for any channel: it is joined with the last part. */
  private boolean makeRestLarger() {
    if (shares.isEmpty() || !minimumInTheWay || drops++ == MOST_DROPS) {
      return false;
    }
    shares.dropLast();
    return true;
  }

  Shares shares() {
    return shares;
  }

  /** Whether the amount cannot flow, however it is split. */
  boolean isImpossible() {
    return impossible;
  }

  /** Whether what was missing in the end was too little for some channel. */
  boolean wasMinimumInTheWay() {
    return minimumInTheWay;
  }

  /** Whether it failed because there were as many parts as may be. */
  boolean hadTooManyParts() {
    return tooManyParts;
  }
}
