package org.boltj.node;

import java.util.ArrayList;
import java.util.List;
import org.boltj.onchain.FeeBump;
import org.boltj.port.CompletionRequest;
import org.boltj.port.GivenInput;
import org.boltj.port.PublishResult;
import org.boltj.sign.ChannelSigner;
import org.boltj.tx.Transaction;
import org.jspecify.annotations.Nullable;

/** Gives transactions to the chain, and tries again what could not be given. */
final class Broadcaster {
  private final Env env;

  /** Could not be given because the chain was not reachable. */
  private final List<Broadcast> unsent = new ArrayList<>();

  private record Broadcast(List<Transaction> transactions, String purpose) {}

  Broadcaster(Env env) {
    this.env = env;
  }

  /** Parents first. */
  void publish(List<Transaction> transactions, String purpose) {
    publish(new Broadcast(transactions, purpose));
  }

  private void publish(Broadcast broadcast) {
    env.outbox.output(
        () ->
            env.ports
                .chain()
                .publish(broadcast.transactions())
                .whenComplete(
                    (result, failure) ->
                        env.inbox.add(() -> answered(broadcast, result, failure))));
  }

  private void answered(
      Broadcast broadcast, @Nullable PublishResult result, @Nullable Throwable failure) {
    if (result instanceof PublishResult.Rejected rejected) {
      env.publish(
          new NodeEvent.BroadcastRejected(
              broadcast.transactions().stream().map(Transaction::txid).toList(),
              broadcast.purpose(),
              rejected.reason()));
    } else if (failure != null || result instanceof PublishResult.Unavailable) {
      unsent.add(broadcast);
    }
  }

  /** Tries again. */
  void retry() {
    List<Broadcast> again = List.copyOf(unsent);
    unsent.clear();
    again.forEach(this::publish);
  }

  /** Has the wallet add what the transaction lacks, then publishes it behind its parents. */
  void publishWithFee(ChannelSlot slot, FeeBump bump) {
    ChannelSigner signer = slot.signer;
    CompletionRequest request =
        new CompletionRequest(
            bump.inputs().stream().map(Broadcaster::given).toList(),
            bump.outputs(),
            bump.locktime(),
            bump.parents().stream().mapToLong(Transaction::weight).sum(),
            bump.parentFee(),
            bump.feerate(),
            (unsigned, spent, index) -> bump.witness(signer, unsigned, index));
    env.outbox.output(
        () ->
            env.ports
                .funds()
                .complete(request)
                .whenComplete(
                    (child, failure) -> env.inbox.add(() -> completed(bump, child, failure))));
  }

  private static GivenInput given(FeeBump.Input input) {
    return new GivenInput(
        input.outPoint(), input.spent(), input.unsigned().sequence(), input.witnessWeight());
  }

  private void completed(FeeBump bump, @Nullable Transaction child, @Nullable Throwable failure) {
    List<Transaction> all = new ArrayList<>(bump.parents());
    String purpose = bump.getClass().getSimpleName();
    if (child != null) {
      all.add(child);
    } else {
      String why = failure == null ? "no transaction" : String.valueOf(failure.getMessage());
      env.publish(
          new NodeEvent.BroadcastRejected(
              all.stream().map(Transaction::txid).toList(), purpose, "no fee: " + why));
    }
    // Without a child the parents may still confirm by their own fee.
    if (!all.isEmpty()) {
      publish(all, purpose);
    }
  }
}
