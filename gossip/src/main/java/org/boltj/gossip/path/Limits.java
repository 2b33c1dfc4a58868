package org.boltj.gossip.path;

import org.jspecify.annotations.Nullable;

/** The limits of a search, and which of them a search met. */
final class Limits {
  private final long amount;
  private final long mostSent;
  private final int mostCltv;
  private final int mostHops;
  private final Work work;
  private final @Nullable ForwardBounds fees;
  private final @Nullable ForwardBounds blocks;
  private final @Nullable ForwardBounds hopCounts;
  private boolean metFee;
  private boolean metCltv;
  private boolean metHops;
  private boolean gaveUp;
  private boolean tooNarrow;

  private Limits(
      long amount,
      long mostSent,
      int mostCltv,
      int mostHops,
      Work work,
      @Nullable ForwardBounds fees,
      @Nullable ForwardBounds blocks,
      @Nullable ForwardBounds hopCounts) {
    this.fees = fees;
    this.blocks = blocks;
    this.hopCounts = hopCounts;
    this.amount = amount;
    this.mostSent = mostSent;
    this.mostCltv = mostCltv;
    this.mostHops = mostHops;
    this.work = work;
  }

  static Limits of(RouteRequest request) {
    return of(request, Work.unlimited());
  }

  /** The same for a search that may look at no more than that. */
  static Limits of(RouteRequest request, Work work) {
    long amount = request.amount().msat();
    return new Limits(
        amount,
        amount + request.maxFee().msat(),
        request.maxCltvDelta(),
        request.maxHops(),
        work,
        null,
        null,
        null);
  }

  /** The same with what is used at least between the payer and a node, where that is known. */
  Limits bounded(
      @Nullable ForwardBounds fees,
      @Nullable ForwardBounds blocks,
      @Nullable ForwardBounds hopCounts) {
    return new Limits(amount, mostSent, mostCltv, mostHops, work, fees, blocks, hopCounts);
  }

  /** What the payee receives (msat). */
  long amount() {
    return amount;
  }

  /** Most that any hop may carry (msat). */
  long mostSent() {
    return mostSent;
  }

  boolean allowsAnother(int hops) {
    metHops |= hops >= mostHops;
    return hops < mostHops;
  }

  /** Whether a label with these values may still lead to a route. */
  boolean allow(int node, long amount, int cltv, int hops) {
    boolean tooDear = amount + atLeast(fees, node) > mostSent;
    boolean tooLong = cltv + atLeast(blocks, node) > mostCltv;
    boolean tooMany = hops + atLeast(hopCounts, node) > mostHops;
    metFee |= tooDear;
    metCltv |= tooLong;
    metHops |= tooMany;
    return !tooDear && !tooLong && !tooMany;
  }

  private static long atLeast(@Nullable ForwardBounds bounds, int node) {
    return bounds == null ? 0 : bounds.bound(node);
  }

  boolean metAny() {
    return metFee || metCltv || metHops;
  }

  /** Keeps what the search looked at, and whether it left something out. */
  void note(BackwardSearch search) {
    gaveUp |= search.gaveUp();
    work.spendOnPath(search.work());
  }

  /** Keeps what another search with the same limits left out. */
  void note(Limits other) {
    gaveUp |= other.gaveUp;
  }

  /** What searches may still look at. */
  Work work() {
    return work;
  }

  /** Whether a search with these limits left something out because there was too much. */
  boolean gaveUp() {
    return gaveUp;
  }

  /** Notes that all ways are too narrow. */
  void noteTooNarrow() {
    tooNarrow = true;
  }

  /** Whether no way can carry the amount with the fees that are allowed, whatever it costs. */
  boolean tooNarrow() {
    return tooNarrow;
  }

  boolean metFee() {
    return metFee;
  }

  boolean metCltv() {
    return metCltv;
  }

  boolean metHops() {
    return metHops;
  }
}
