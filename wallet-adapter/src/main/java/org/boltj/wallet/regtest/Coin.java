package org.boltj.wallet.regtest;

import org.boltj.tx.TxOutput;

/**
 * An unspent output.
 *
 * @param height of the block it is in; one above the tip for outputs in the mempool
 */
record Coin(TxOutput output, int height, boolean coinbase) {
  /** Blocks until the coin of a coinbase can be spent, its own included. */
  static final int COINBASE_MATURITY = 100;

  long sat() {
    return output.amount().sat();
  }

  /** Whether a block, or a transaction for the block, at {@code spendHeight} may spend it. */
  boolean isMatureAt(int spendHeight) {
    return !coinbase || spendHeight - height >= COINBASE_MATURITY;
  }
}
