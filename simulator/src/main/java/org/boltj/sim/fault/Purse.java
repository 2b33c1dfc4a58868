package org.boltj.sim.fault;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.boltj.base.Bytes;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.Satoshi;
import org.boltj.port.CompletionRequest;
import org.boltj.port.ForwardingFunds;
import org.boltj.port.FundingTransaction;
import org.boltj.port.FundsSource;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxOutput;
import org.boltj.wallet.funds.SeedWallet;

/** The wallet of a node, which remembers what scripts are its own. */
final class Purse extends ForwardingFunds {
  private final SeedWallet wallet;
  private final Set<Bytes> scripts = new HashSet<>();

  Purse(SeedWallet wallet) {
    this.wallet = wallet;
  }

  SeedWallet wallet() {
    return wallet;
  }

  @Override
  protected FundsSource funds() {
    return wallet;
  }

  boolean owns(Bytes scriptPubKey) {
    return scripts.contains(scriptPubKey);
  }

  @Override
  public CompletableFuture<FundingTransaction> fund(
      Bytes scriptPubKey, Satoshi amount, FeeratePerKw feerate) {
    return wallet
        .fund(scriptPubKey, amount, feerate)
        .thenApply(
            funding -> {
              List<TxOutput> outputs = funding.transaction().outputs();
              for (int i = 0; i < outputs.size(); i++) {
                if (i != funding.outputIndex()) {
                  scripts.add(outputs.get(i).scriptPubKey());
                }
              }
              return funding;
            });
  }

  @Override
  public CompletableFuture<Transaction> complete(CompletionRequest request) {
    return wallet
        .complete(request)
        .thenApply(
            tx -> {
              tx.outputs().stream()
                  .skip(request.outputs().size())
                  .forEach(change -> scripts.add(change.scriptPubKey()));
              return tx;
            });
  }

  @Override
  public Bytes newScriptPubKey() {
    Bytes script = wallet.newScriptPubKey();
    scripts.add(script);
    return script;
  }
}
