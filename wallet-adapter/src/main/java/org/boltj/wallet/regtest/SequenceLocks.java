package org.boltj.wallet.regtest;

import java.util.Optional;
import java.util.function.IntToLongFunction;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxInput;

/** Relative lock times against the real heights and times of the coins spent (BIP 68). */
final class SequenceLocks {
  private static final long DISABLED = 1L << 31;
  private static final long IN_TIME = 1L << 22;
  private static final long VALUE = 0xffff;

  private SequenceLocks() {}

  /**
   * Whether all inputs are old enough.
   *
   * @param height of the block the transaction is for
   * @param medianTimePast of the block at a height, in seconds (BIP 113)
   */
  static Optional<Refusal> check(
      Transaction tx, CoinView coins, int height, IntToLongFunction medianTimePast) {
    if (tx.version() < 2) {
      return Optional.empty();
    }
    for (TxInput input : tx.inputs()) {
      Coin coin = coins.coin(input.outPoint());
      if (coin == null || (input.sequence() & DISABLED) != 0) {
        continue;
      }
      long needed = input.sequence() & VALUE;
      boolean mature;
      if ((input.sequence() & IN_TIME) != 0) {
        long from = medianTimePast.applyAsLong(Math.max(coin.height() - 1, 0));
        mature = medianTimePast.applyAsLong(height - 1) >= from + needed * 512;
      } else {
        mature = height >= coin.height() + needed;
      }
      if (!mature) {
        return Refusal.of(
            RefusalReason.NON_BIP68_FINAL,
            input.outPoint()
                + " of height "
                + coin.height()
                + " needs "
                + needed
                + ((input.sequence() & IN_TIME) != 0 ? " times 512 s" : " blocks"));
      }
    }
    return Optional.empty();
  }
}
