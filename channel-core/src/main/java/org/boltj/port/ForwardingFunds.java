package org.boltj.port;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.boltj.base.Bytes;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.Satoshi;
import org.boltj.base.TxId;
import org.boltj.tx.Transaction;

/** Hands everything to another source of funds; who extends it overrides what is to differ. */
public abstract class ForwardingFunds implements FundsSource {

  /** The source that does the work; the same one at each call. */
  protected abstract FundsSource funds();

  @Override
  public CompletableFuture<FundingTransaction> fund(
      Bytes scriptPubKey, Satoshi amount, FeeratePerKw feerate) {
    return funds().fund(scriptPubKey, amount, feerate);
  }

  @Override
  public CompletableFuture<Transaction> complete(CompletionRequest request) {
    return funds().complete(request);
  }

  @Override
  public void commit(TxId transaction) {
    funds().commit(transaction);
  }

  @Override
  public void rollback(TxId transaction) {
    funds().rollback(transaction);
  }

  @Override
  public Optional<Satoshi> spendable() {
    return funds().spendable();
  }

  @Override
  public Bytes newScriptPubKey() {
    return funds().newScriptPubKey();
  }
}
