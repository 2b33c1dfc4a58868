package org.boltj.wallet.regtest;

import java.util.ArrayList;
import java.util.List;
import org.boltj.port.PublishResult;
import org.boltj.tx.Transaction;

/** Hands a node's transactions to the mempool and puts the results into one. */
final class Broadcast {
  private Broadcast() {}

  static PublishResult to(RegtestChain chain, List<Transaction> transactions) {
    List<SubmitResult> results = new ArrayList<>();
    if (transactions.size() > 1 && PackageRules.check(transactions).isEmpty()) {
      results.addAll(chain.submitPackage(transactions));
    } else {
      transactions.forEach(tx -> results.add(chain.submit(tx)));
    }
    for (SubmitResult result : results) {
      if (result instanceof SubmitResult.Refused refused) {
        return new PublishResult.Rejected(refused.refusal().toString());
      }
    }
    boolean isNew = results.stream().anyMatch(result -> result instanceof SubmitResult.Accepted);
    return isNew ? new PublishResult.Accepted() : new PublishResult.AlreadyKnown();
  }
}
