package org.boltj.gossip.path;

import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Finds the cheapest way over an overlay. Safe for several threads; each search borrows memory that
 * an earlier one has used.
 */
final class PathSearch {
  private final ConcurrentLinkedQueue<SearchSpace> spaces = new ConcurrentLinkedQueue<>();

  /**
   * The edges of the cheapest way that keeps the limits, from payer to payee. It is looked for with
   * one label a node; when limits were met and nothing was found, with all labels that may be of
   * use.
   *
   * @param limits keeps which limits were met
   */
  Optional<int[]> find(Overlay overlay, Limits limits) {
    Optional<int[]> edges = findQuickly(overlay, limits);
    if (edges.isEmpty() && limits.metAny()) {
      try (LimitBounds bounds = new LimitBounds(this, overlay, limits)) {
        edges = search(overlay, bounds.limits(), true);
      }
    }
    return edges;
  }

  /**
   * The same, but when limits are in the way of the cheapest ways it may find none though there is
   * one.
   */
  Optional<int[]> findQuickly(Overlay overlay, Limits limits) {
    return search(overlay, limits, false);
  }

  private Optional<int[]> search(Overlay overlay, Limits limits, boolean exhaustive) {
    SearchSpace space = borrow(overlay);
    try {
      ForwardBounds bounds =
          new ForwardBounds(space, overlay, overlay.request.weights(), true, limits);
      BackwardSearch search = new BackwardSearch(space, overlay, exhaustive, limits, bounds);
      int[] edges = search.edges(search.run());
      return edges.length == 0 ? Optional.empty() : Optional.of(edges);
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
