package org.boltj.gossip.path;

import java.util.Arrays;

/**
 * The memory of one search, used again by the next one: making it costs as much as the graph is
 * large, cleaning it only as much as the last search looked at.
 */
final class SearchSpace {
  final Labels labels = new Labels();
  final LabelHeap heap = new LabelHeap(labels);
  final LabelHeap forwardHeap = new LabelHeap(null);

  /** The best label of a state, or the first of its labels; {@link Labels#NONE} for none. */
  int[] best = new int[0];

  long[] forwardCost = new long[0];
  boolean[] forwardSettled = new boolean[0];
  private int[] forwardTouched = new int[1024];
  private int forwardTouchedCount;

  /** Makes room for a search; all is as if it were new. */
  void prepare(int nodes, int states) {
    if (best.length < states) {
      int old = best.length;
      best = Arrays.copyOf(best, states + states / 8);
      Arrays.fill(best, old, best.length, Labels.NONE);
    }
    if (forwardCost.length < nodes) {
      int old = forwardCost.length;
      forwardCost = Arrays.copyOf(forwardCost, nodes + nodes / 8);
      Arrays.fill(forwardCost, old, forwardCost.length, ForwardBounds.FAR);
      forwardSettled = Arrays.copyOf(forwardSettled, forwardCost.length);
    }
  }

  void touchForward(int node) {
    if (forwardTouchedCount == forwardTouched.length) {
      forwardTouched = Arrays.copyOf(forwardTouched, 2 * forwardTouchedCount);
    }
    forwardTouched[forwardTouchedCount++] = node;
  }

  void clear() {
    clearBackward();
    clearForward();
  }

  /** Forgets all labels. */
  void clearBackward() {
    for (int label = 0; label < labels.size(); label++) {
      best[labels.state[label]] = Labels.NONE;
    }
    labels.clear();
    heap.clear();
  }

  /** Forgets all bounds. */
  void clearForward() {
    for (int at = 0; at < forwardTouchedCount; at++) {
      forwardCost[forwardTouched[at]] = ForwardBounds.FAR;
      forwardSettled[forwardTouched[at]] = false;
    }
    forwardTouchedCount = 0;
    forwardHeap.clear();
  }
}
