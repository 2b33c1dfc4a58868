package org.boltj.onchain;

import java.util.OptionalInt;
import org.boltj.tx.Transaction;

/**
 * The transaction that spends the funding output.
 *
 * @param commitmentNumber of the commitment; 0 for a mutual or unknown spend
 * @param height of its block; empty while it is unconfirmed
 */
public record FundingSpend(
    SpendKind kind, Transaction transaction, long commitmentNumber, OptionalInt height) {

  /** The same after the block of that height left the chain. */
  FundingSpend without(int disconnected) {
    return height.isPresent() && height.getAsInt() >= disconnected
        ? new FundingSpend(kind, transaction, commitmentNumber, OptionalInt.empty())
        : this;
  }
}
