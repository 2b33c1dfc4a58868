package org.boltj.port;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.boltj.base.Bytes;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.Satoshi;
import org.boltj.base.TxId;
import org.boltj.tx.Transaction;

/**
 * The on-chain wallet that opens channels, pays for urgent transactions and receives what comes
 * back.
 */
public interface FundsSource {

  /**
   * Builds and signs a transaction that pays {@code amount} to the script; all its inputs are
   * segwit. Nothing is broadcast. The inputs stay locked until {@link #commit} or {@link
   * #rollback}.
   *
   * <p>Fails with {@link InsufficientFundsException} when the confirmed funds do not suffice.
   */
  CompletableFuture<FundingTransaction> fund(
      Bytes scriptPubKey, Satoshi amount, FeeratePerKw feerate);

  /**
   * Completes a transaction of ours with inputs that pay its fee (and, for CPFP, the fee of its
   * unconfirmed parent) and with a change output, and signs it. The inputs stay locked as with
   * {@link #fund}.
   *
   * <p>Fails with {@link InsufficientFundsException} when the confirmed funds do not suffice.
   */
  CompletableFuture<Transaction> complete(CompletionRequest request);

  /** The transaction will be broadcast: its inputs are spent. An unknown id does nothing. */
  void commit(TxId transaction);

  /**
   * The transaction will never be broadcast: its inputs are free again. An unknown id does nothing.
   */
  void rollback(TxId transaction);

  /**
   * What {@link #complete} could spend now in all: confirmed coins that are not locked. Cheap,
   * never blocks. Empty when the wallet does not tell; then no reserve is kept.
   */
  default Optional<Satoshi> spendable() {
    return Optional.empty();
  }

  /** A fresh segwit script of the wallet, for money that comes back from channels. Never blocks. */
  Bytes newScriptPubKey();
}
