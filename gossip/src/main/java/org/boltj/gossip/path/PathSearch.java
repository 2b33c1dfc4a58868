package org.boltj.gossip.path;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;

/**
 * Finds the cheapest way over an overlay. Safe for several threads; each search borrows memory that
 * an earlier one has used.
 */
final class PathSearch {
  private static final int[] NONE = new int[0];

  private final ConcurrentLinkedQueue<SearchSpace> spaces = new ConcurrentLinkedQueue<>();

  /**
   * The edges of the cheapest way that keeps the limits, from payer to payee. When the cheapest way
   * to some node breaks a limit and none is found, it is looked for again among all ways; should
   * that be too much work, for the ways that use least of each limit.
   *
   * @param limits keeps which limits were met
   */
  Optional<int[]> find(Overlay overlay, Limits limits) {
    return find(overlay, limits, false);
  }

  private Optional<int[]> find(Overlay overlay, Limits limits, boolean shared) {
    int[] edges = search(overlay, Measure.of(overlay.request).shared(shared), limits);
    boolean wideEnough = shared || !limits.tooNarrow();
    if (edges.length == 0 && limits.metAny() && wideEnough) {
      Measure measure = Measure.withinLimits(overlay.request).shared(shared);
      edges = findWithinLimits(overlay, measure, limits);
    }
    return some(edges);
  }

  /**
   * The same, but when limits are in the way of the cheapest ways it may find none though there is
   * one.
   */
  Optional<int[]> findQuickly(Overlay overlay, Limits limits) {
    return some(search(overlay, Measure.of(overlay.request), limits));
  }

  /**
   * The same, where an edge may carry less than the amount. If there is none and the limits do not
   * say that the search gave up, several ways together cannot keep them either, however the amount
   * is split: one of them would have no more than the average fee, and all of the amount would cost
   * no more there. (But where fees are rounded down, and where an inbound discount is the same for
   * any amount, many small parts may get through.)
   */
  Optional<int[]> findForShares(Overlay overlay, Limits limits) {
    return find(overlay, limits, true);
  }

  /** Whether there is a way within the limits, when of one of them as little as can be is used. */
  boolean isPossible(Overlay overlay, CostWeights limit, Limits limits) {
    return search(overlay, Measure.ofLimit(limit), limits).length > 0;
  }

  private static Optional<int[]> some(int[] edges) {
    return edges.length == 0 ? Optional.empty() : Optional.of(edges);
  }

  private int[] findWithinLimits(Overlay overlay, Measure measure, Limits met) {
    try (LimitBounds bounds = new LimitBounds(this, overlay, measure, met)) {
      Limits limits = bounds.limits();
      int[] edges = search(overlay, measure, limits);
      for (CostWeights weights : limits.gaveUp() ? LimitBounds.EACH : List.<CostWeights>of()) {
        edges = edges.length > 0 ? edges : search(overlay, Measure.ofLimit(weights), limits);
      }
      met.note(limits);
      return edges;
    }
  }

  private int[] search(Overlay overlay, Measure measure, Limits limits) {
    SearchSpace space = borrow(overlay);
    try {
      BooleanSupplier isWideEnough = () -> measure.shared() || isWideEnough(overlay, limits, space);
      ForwardBounds bounds = new ForwardBounds(space, overlay, measure, limits, false);
      BackwardSearch search =
          new BackwardSearch(space, overlay, measure, limits, bounds, isWideEnough);
      int found = search.run();
      if (found != Labels.NONE && bounds.doubts(space.labels.cost[found])) {
        limits.work().spendOnPath(search.work());
        space.clear();
        bounds = new ForwardBounds(space, overlay, measure, limits, true);
        search = new BackwardSearch(space, overlay, measure, limits, bounds, isWideEnough);
        found = search.run();
      }
      limits.note(search);
      return found == Labels.NONE ? NONE : search.edges(found);
    } finally {
      giveBack(space);
    }
  }

  /**
   * Whether the amount can come from the payer to a label of that search.
   *
   * @param limits keeps whether it cannot
   */
  boolean isWideEnough(Overlay overlay, Limits limits, SearchSpace met) {
    SearchSpace space = borrow(overlay);
    try {
      WidestWays ways = new WidestWays(space, overlay, limits, met);
      boolean arrives = ways.arrive();
      limits.work().spendOnPath(ways.work());
      if (!arrives) {
        limits.noteTooNarrow();
      }
      return arrives;
    } finally {
      giveBack(space);
    }
  }

  SearchSpace borrow(Overlay overlay) {
    SearchSpace space = spaces.poll();
    SearchSpace usable = space == null ? new SearchSpace() : space;
    usable.prepare(overlay.nodeBound(), BackwardSearch.states(overlay));
    return usable;
  }

  void giveBack(SearchSpace space) {
    space.clear();
    spaces.add(space);
  }
}
