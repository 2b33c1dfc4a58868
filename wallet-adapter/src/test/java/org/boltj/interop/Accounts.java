package org.boltj.interop;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import org.boltj.base.OutPoint;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxInput;
import org.boltj.wallet.regtest.RegtestChain;

/**
 * Where the money of a closed channel went, read from the chain, in sat.
 *
 * @param capacity of the channel
 * @param closeFee fee of the transaction that spent the funding output
 * @param claimed value of its outputs that were spent again
 * @param claimFees fees of all that spent them, down to outputs that are still there
 * @param left value of its outputs that nobody has spent
 */
record Accounts(long capacity, long closeFee, long claimed, long claimFees, long left) {

  static Accounts of(RegtestChain chain, OutPoint funding) {
    Transaction close = chain.spender(funding).orElseThrow();
    long claimed = 0;
    long left = 0;
    Deque<Transaction> next = new ArrayDeque<>();
    for (int i = 0; i < close.outputs().size(); i++) {
      long value = close.outputs().get(i).amount().sat();
      if (chain.spender(close.outPoint(i)).isPresent()) {
        claimed += value;
        next.add(chain.spender(close.outPoint(i)).get());
      } else {
        left += value;
      }
    }
    return new Accounts(
        claimed + left + fee(chain, close), fee(chain, close), claimed, fees(chain, next), left);
  }

  private static long fees(RegtestChain chain, Deque<Transaction> next) {
    Set<Transaction> seen = new LinkedHashSet<>();
    long fees = 0;
    while (!next.isEmpty()) {
      Transaction tx = next.remove();
      if (seen.add(tx)) {
        fees += fee(chain, tx);
        for (int i = 0; i < tx.outputs().size(); i++) {
          chain.spender(tx.outPoint(i)).ifPresent(next::add);
        }
      }
    }
    return fees;
  }

  private static long fee(RegtestChain chain, Transaction tx) {
    long in = 0;
    for (TxInput input : tx.inputs()) {
      Transaction parent = chain.transaction(input.outPoint().txid()).orElseThrow();
      in += parent.outputs().get((int) input.outPoint().index()).amount().sat();
    }
    return in - tx.outputs().stream().mapToLong(output -> output.amount().sat()).sum();
  }

  /** What whoever claimed has in the end. */
  long gain() {
    return claimed - claimFees;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "capacity %d = fee of the close %d + outputs left %d + fees of claims %d + got %d sat",
        capacity,
        closeFee,
        left,
        claimFees,
        gain());
  }
}
