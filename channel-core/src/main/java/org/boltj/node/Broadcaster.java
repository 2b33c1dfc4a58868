package org.boltj.node;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.boltj.base.TxId;
import org.boltj.port.PublishResult;
import org.boltj.tx.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * Gives transactions to the chain, and tries again what could not be given. What is refused is told
 * once for each reason, however often it is tried.
 */
final class Broadcaster {
  /** Refused transactions whose reason is remembered. */
  private static final int MAX_REFUSED = 1_000;

  private final Env env;

  /** Could not be given because the chain was not reachable, by the last; the newest wins. */
  private final Map<TxId, Broadcast> unsent = new LinkedHashMap<>();

  /** Why the last of the transactions was refused, the newest last. */
  private final Map<TxId, String> refused = new LinkedHashMap<>();

  private record Broadcast(
      List<Transaction> transactions, String purpose, Consumer<PublishResult> answer) {}

  Broadcaster(Env env) {
    this.env = env;
  }

  /** Parents first. */
  void publish(List<Transaction> transactions, String purpose) {
    publish(transactions, purpose, result -> tell(transactions, purpose, result));
  }

  /**
   * The same for one who wants the answer, which is never {@link PublishResult.Unavailable}: that
   * is tried again, until {@link #retry} is called no more.
   */
  void publish(List<Transaction> transactions, String purpose, Consumer<PublishResult> answer) {
    publish(new Broadcast(transactions, purpose, answer));
  }

  private void publish(Broadcast broadcast) {
    env.outbox.output(
        () ->
            env.ports
                .chain()
                .publish(broadcast.transactions())
                .whenComplete(
                    (result, failure) -> env.inbox.add(() -> answered(broadcast, result))));
  }

  private void answered(Broadcast broadcast, @Nullable PublishResult result) {
    if (result == null || result instanceof PublishResult.Unavailable) {
      unsent.put(last(broadcast.transactions()), broadcast);
    } else {
      broadcast.answer().accept(result);
    }
  }

  private static TxId last(List<Transaction> transactions) {
    return transactions.get(transactions.size() - 1).txid();
  }

  /** Tells of a refusal, unless the same was told before. */
  void tell(List<Transaction> transactions, String purpose, PublishResult result) {
    TxId last = last(transactions);
    String known = refused.remove(last);
    if (result instanceof PublishResult.Rejected rejected) {
      refused.put(last, rejected.reason());
      if (refused.size() > MAX_REFUSED) {
        refused.remove(refused.keySet().iterator().next());
      }
      if (!rejected.reason().equals(known)) {
        env.publish(
            new NodeEvent.BroadcastRejected(
                transactions.stream().map(Transaction::txid).toList(), purpose, rejected.reason()));
      }
    }
  }

  /** Tries again. */
  void retry() {
    List<Broadcast> again = List.copyOf(unsent.values());
    unsent.clear();
    again.forEach(this::publish);
  }
}
