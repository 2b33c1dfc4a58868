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
  static final CostWeights BLOCKS = new CostWeights(0, 0, 0, 1, 0);
  static final CostWeights HOPS = new CostWeights(0, 0, 0, 0, 1);

  /** What may be limited, each alone. */
  static final List<CostWeights> EACH = List.of(FEES, BLOCKS, HOPS);

  private final PathSearch search;
  private final Overlay overlay;
  private final Measure measure;
  private final List<SearchSpace> borrowed = new ArrayList<>();
  private final Limits limits;

  LimitBounds(PathSearch search, Overlay overlay, Measure measure, Limits met) {
    this.search = search;
    this.overlay = overlay;
    this.measure = measure;
    this.limits =
        met.bounded(
            met.metFee() ? all(FEES, met) : null,
            met.metCltv() ? all(BLOCKS, met) : null,
            met.metHops() && tailsTakeHops() ? all(HOPS, met) : null);
  }

  /** A tail of one node takes none of the hops allowed, which the bounds would not know. */
  private boolean tailsTakeHops() {
    return overlay.request.blindedTails().isEmpty();
  }

  Limits limits() {
    return limits;
  }

  private @Nullable ForwardBounds all(CostWeights weights, Limits met) {
    SearchSpace space = search.borrow(overlay);
    borrowed.add(space);
    ForwardBounds bounds = new ForwardBounds(space, overlay, measure.of(weights), met, true);
    while (!bounds.isExhausted()) {
      bounds.settleNext(ForwardBounds.FAR);
    }
    met.work().spendOnPath(bounds.work());
    return bounds;
  }

  @Override
  public void close() {
    borrowed.forEach(search::giveBack);
  }
}
