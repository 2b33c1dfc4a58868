package org.boltj.wallet.regtest;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.boltj.base.Bytes;
import org.boltj.base.OutPoint;
import org.boltj.base.Satoshi;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxInput;
import org.boltj.tx.TxOutput;

/**
 * What every block must keep, except for scripts ({@link ScriptRules}); in Bitcoin Core's order.
 */
final class ConsensusRules {
  private static final long LOCKTIME_THRESHOLD = 500_000_000L;
  private static final long SEQUENCE_FINAL = 0xffffffffL;
  private static final long MAX_TX_WEIGHT = 4_000_000;

  private ConsensusRules() {}

  /** What can be said about a transaction without knowing any other. */
  static Optional<Refusal> shape(Transaction tx) {
    return Refusal.when(tx.inputs().isEmpty(), RefusalReason.VIN_EMPTY)
        .or(() -> Refusal.when(tx.outputs().isEmpty(), RefusalReason.VOUT_EMPTY))
        .or(() -> Refusal.when(tx.weight() > MAX_TX_WEIGHT, RefusalReason.OVERSIZE))
        .or(() -> amounts(tx))
        .or(() -> inputsDistinct(tx));
  }

  private static Optional<Refusal> amounts(Transaction tx) {
    Satoshi total = Satoshi.ZERO;
    for (TxOutput output : tx.outputs()) {
      if (output.amount().isGreaterThan(Satoshi.MAX_MONEY)) {
        return Refusal.of(RefusalReason.VOUT_TOO_LARGE, output.amount().toString());
      }
      total = total.plus(output.amount());
      if (total.isGreaterThan(Satoshi.MAX_MONEY)) {
        return Refusal.of(RefusalReason.TOTAL_TOO_LARGE, total.toString());
      }
    }
    return Optional.empty();
  }

  private static Optional<Refusal> inputsDistinct(Transaction tx) {
    Set<OutPoint> seen = new HashSet<>();
    for (TxInput input : tx.inputs()) {
      if (!seen.add(input.outPoint())) {
        return Refusal.of(RefusalReason.DUPLICATE_INPUTS, input.outPoint().toString());
      }
      if (tx.inputs().size() > 1 && isNull(input.outPoint())) {
        return Refusal.of(RefusalReason.PREVOUT_NULL, "");
      }
    }
    return Optional.empty();
  }

  /** The reference that only a coinbase has. */
  static boolean isNull(OutPoint outPoint) {
    return outPoint.index() == 0xffffffffL && outPoint.txid().value().equals(Bytes.zeros(32));
  }

  static boolean isCoinbase(Transaction tx) {
    return tx.inputs().size() == 1 && isNull(tx.inputs().get(0).outPoint());
  }

  /**
   * nLockTime.
   *
   * @param height of the block the transaction is for
   * @param medianTimePast of the block before it (BIP 113)
   */
  static Optional<Refusal> finality(Transaction tx, int height, long medianTimePast) {
    long locktime = tx.locktime();
    long reached = locktime < LOCKTIME_THRESHOLD ? height : medianTimePast;
    boolean isFinal =
        locktime < reached
            || locktime == 0
            || tx.inputs().stream().allMatch(input -> input.sequence() == SEQUENCE_FINAL);
    return isFinal
        ? Optional.empty()
        : Refusal.of(RefusalReason.NON_FINAL, "nLockTime " + locktime + ", reached " + reached);
  }

  /** Inputs exist, are mature, and pay for the outputs. */
  static Optional<Refusal> inputs(Transaction tx, CoinView coins, int height) {
    long in = 0;
    for (TxInput input : tx.inputs()) {
      Coin coin = coins.coin(input.outPoint());
      if (coin == null) {
        return Refusal.of(RefusalReason.MISSING_OR_SPENT, input.outPoint().toString());
      }
      if (!coin.isMatureAt(height)) {
        return Refusal.of(
            RefusalReason.PREMATURE_COINBASE_SPEND,
            "tried to spend coinbase at depth " + (height - coin.height()));
      }
      in += coin.sat();
    }
    long out = totalOut(tx);
    return in < out
        ? Refusal.of(RefusalReason.IN_BELOW_OUT, "value in " + in + " sat < out " + out + " sat")
        : Optional.empty();
  }

  static long totalOut(Transaction tx) {
    return tx.outputs().stream().mapToLong(output -> output.amount().sat()).sum();
  }

  /** Inputs minus outputs in satoshis; all coins must be there. */
  static long fee(Transaction tx, CoinView coins) {
    long in = 0;
    for (TxInput input : tx.inputs()) {
      Coin coin = coins.coin(input.outPoint());
      if (coin == null) {
        throw new IllegalStateException("no coin for " + input.outPoint());
      }
      in += coin.sat();
    }
    return in - totalOut(tx);
  }
}
