package org.boltj.wallet.funds;

import org.boltj.base.OutPoint;
import org.boltj.tx.TxOutput;

/**
 * An output that pays the wallet.
 *
 * @param height of its block, or {@link #UNCONFIRMED}
 * @param coinbase whether it needs 100 blocks before it can be spent
 * @param ownChange whether the wallet alone made the transaction, so that nobody else can revoke it
 */
public record WalletCoin(
    OutPoint outPoint,
    TxOutput output,
    WalletKey key,
    int height,
    boolean coinbase,
    boolean ownChange) {
  public static final int UNCONFIRMED = -1;
  private static final int COINBASE_MATURITY = 100;

  /** Weight units of an input that spends it: 41 bytes, and a witness of at most 108 (BOLT 3). */
  static final int INPUT_WEIGHT = 4 * 41 + 108;

  long sat() {
    return output.amount().sat();
  }

  boolean isConfirmed() {
    return height != UNCONFIRMED;
  }

  /** Whether the next block above the tip may spend it. */
  boolean isMature(int tipHeight) {
    return !coinbase || (isConfirmed() && tipHeight + 1 - height >= COINBASE_MATURITY);
  }

  WalletCoin at(int newHeight) {
    return new WalletCoin(outPoint, output, key, newHeight, coinbase, ownChange);
  }
}
