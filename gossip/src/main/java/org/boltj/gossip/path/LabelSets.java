package org.boltj.gossip.path;

/**
 * The labels of each state of a search. Mostly that is one, the best. A state has several where
 * none is better in every respect: where an inbound discount may be larger than a fee, in a circle,
 * behind waypoints, and when the search is exhaustive.
 */
final class LabelSets {
  /** Beyond that an exhaustive search gives up. */
  private static final int MOST_LABELS = 60_000;

  private static final int MOST_OF_A_STATE = 12;
  private static final int MOST_OF_A_STATE_WHEN_EXHAUSTIVE = 64;

  private final SearchSpace space;
  private final Labels labels;
  private final Overlay overlay;
  private final boolean exhaustive;
  private final boolean alwaysMany;
  private final int nodes;
  private boolean gaveUp;

  LabelSets(SearchSpace space, Overlay overlay, boolean exhaustive) {
    this.space = space;
    this.labels = space.labels;
    this.overlay = overlay;
    this.exhaustive = exhaustive;
    this.nodes = overlay.nodeBound();
    this.alwaysMany = exhaustive || overlay.circle() || !overlay.request.through().isEmpty();
  }

  /** Whether labels were left out because there were too many. */
  boolean gaveUp() {
    return gaveUp;
  }

  /** Whether no label of the state is of use any more that costs no less than that. */
  boolean isClosed(int state, long least) {
    int known = space.best[state];
    return !alwaysMany
        && known != Labels.NONE
        && (labels.done[known] && !labels.discounted[known] || labels.cost[known] < least);
  }

  /** Whether only a discount makes the label better than one that was dealt with before. */
  boolean needsDiscount(int label) {
    if (alwaysMany || !labels.discounted[label]) {
      return false;
    }
    int first = space.best[labels.state[label]];
    for (int known = first; known != Labels.NONE; known = labels.sibling[known]) {
      if (known != label && labels.done[known] && labels.cost[known] <= labels.cost[label]) {
        return true;
      }
    }
    return false;
  }

  /** Adds the newest label if it is of use. */
  boolean add(int label) {
    return alwaysMany || labels.discounted[label] ? addToMany(label) : replace(label);
  }

  private boolean replace(int label) {
    int state = labels.state[label];
    int known = space.best[state];
    if (known != Labels.NONE) {
      if (labels.done[known] || !isBetter(label, known)) {
        return false;
      }
      labels.done[known] = true;
    }
    space.best[state] = label;
    return true;
  }

  private boolean isBetter(int label, int than) {
    int order = labels.compare(label, than);
    return order < 0 || order == 0 && overlay.compareIds(labels.edge[label], labels.edge[than]) < 0;
  }

  private boolean addToMany(int label) {
    int state = labels.state[label];
    int first = space.best[state];
    int count = 0;
    long cheapest = Long.MAX_VALUE;
    for (int known = first; known != Labels.NONE; known = labels.sibling[known]) {
      if (dominates(known, label)) {
        return false;
      }
      count++;
      cheapest = Math.min(cheapest, labels.cost[known]);
    }
    if (labels.cost[label] >= cheapest && isFull(count) || passesTwice(label)) {
      return false;
    }
    for (int known = first; known != Labels.NONE; known = labels.sibling[known]) {
      if (!labels.done[known] && dominates(label, known)) {
        labels.done[known] = true;
      }
    }
    labels.sibling[label] = first;
    space.best[state] = label;
    return true;
  }

  private boolean isFull(int count) {
    boolean full =
        count >= (exhaustive ? MOST_OF_A_STATE_WHEN_EXHAUSTIVE : MOST_OF_A_STATE)
            || labels.size() > MOST_LABELS;
    gaveUp |= full;
    return full;
  }

  private boolean passesTwice(int label) {
    int node = labels.state[label] % nodes;
    for (int at = labels.next[label]; at != Labels.NONE; at = labels.next[at]) {
      if (labels.state[at] % nodes == node) {
        return true;
      }
    }
    return false;
  }

  private boolean dominates(int one, int other) {
    if (overlay.circle() && differInTheLastChannel(one, other)) {
      return false;
    }
    return isAsGood(one, other) && !(isAsGood(other, one) && isBetter(other, one));
  }

  private boolean isAsGood(int one, int other) {
    return labels.cost[one] <= labels.cost[other]
        && labels.least[one] <= labels.least[other]
        && (!exhaustive || leavesAsMuch(one, other));
  }

  private boolean leavesAsMuch(int one, int other) {
    return labels.wanted[one] <= labels.wanted[other]
        && labels.cltv[one] <= labels.cltv[other]
        && labels.hops[one] <= labels.hops[other]
        && (!labels.discounted[other] || labels.sent[one] <= labels.sent[other]);
  }

  /** In a circle a label of one channel rules out that the payer begins with that channel. */
  private boolean differInTheLastChannel(int one, int other) {
    return labels.next[one] == 0 && labels.edge[one] != labels.edge[other];
  }
}
