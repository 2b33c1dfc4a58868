package org.boltj.port;

import org.boltj.base.FeeratePerKw;

/** Estimates on-chain feerates. */
public interface FeeEstimator {

  /**
   * The feerate at which a transaction confirms within that many blocks. Never fails and never
   * blocks: without an estimate it answers with a fallback, and it never answers with less than
   * {@link FeeratePerKw#MINIMUM}.
   *
   * @param targetBlocks from 1 on
   */
  FeeratePerKw feerate(int targetBlocks);

  /** Always the same feerate, for tests and simulations. */
  static FeeEstimator fixed(FeeratePerKw feerate) {
    return targetBlocks -> feerate;
  }
}
