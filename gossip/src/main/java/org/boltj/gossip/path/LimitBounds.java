package org.boltj.gossip.path;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a way from the payer to a node uses of the limits at least: for those limits that a search
 * met. With these, labels that cannot keep a limit are left out at once.
 */
final class LimitBounds implements AutoCloseable {
  private static final CostWeights FEES = CostWeights.FEES_ALONE;
  private static final CostWeights BLOCKS = new CostWeights(0, 0, 0, 1, 0);
  private static final CostWeights HOPS = new CostWeights(0, 0, 0, 0, 1);

  /** What may be limited, each alone. */
  static final List<CostWeights> EACH = List.of(FEES, BLOCKS, HOPS);

  private final PathSearch search;
  private final Overlay overlay;
  private final List<SearchSpace> borrowed = new ArrayList<>();
  private final Limits limits;

  LimitBounds(PathSearch search, Overlay overlay, Limits met) {
    this.search = search;
    this.overlay = overlay;
    this.limits =
        met.bounded(
            met.metFee() ? all(FEES, met) : null,
            met.metCltv() ? all(BLOCKS, met) : null,
            met.metHops() ? all(HOPS, met) : null);
  }

  Limits limits() {
    return limits;
  }

  private @Nullable ForwardBounds all(CostWeights weights, Limits met) {
    SearchSpace space = search.borrow(overlay);
    borrowed.add(space);
    ForwardBounds bounds = new ForwardBounds(space, overlay, Measure.ofLimit(weights), met, true);
    while (!bounds.isExhausted()) {
      bounds.settleNext(ForwardBounds.FAR);
    }
    return bounds;
  }

  @Override
  public void close() {
    borrowed.forEach(search::giveBack);
  }
}
