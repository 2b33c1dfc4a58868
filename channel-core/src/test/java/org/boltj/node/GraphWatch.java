package org.boltj.node;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.boltj.gossip.graph.NetworkGraph;

/** Asks a node that runs on its own thread about its graph, again and again: no event tells. */
final class GraphWatch {
  private static final long AGAIN_MILLIS = 2;

  private GraphWatch() {}

  /** Whether the graph has become so in time. */
  static boolean sees(LightningNode node, Predicate<NetworkGraph> wanted, long millis) {
    CompletableFuture<Boolean> seen =
        new CompletableFuture<Boolean>().completeOnTimeout(false, millis, MILLISECONDS);
    ask(node, wanted, seen);
    return seen.join();
  }

  private static void ask(
      LightningNode node, Predicate<NetworkGraph> wanted, CompletableFuture<Boolean> seen) {
    var unused =
        node.graph(wanted::test)
            .whenComplete(
                (yes, failure) -> {
                  if (failure != null) {
                    seen.completeExceptionally(failure);
                  } else if (yes) {
                    seen.complete(true);
                  } else if (!seen.isDone()) {
                    CompletableFuture.delayedExecutor(AGAIN_MILLIS, MILLISECONDS)
                        .execute(() -> ask(node, wanted, seen));
                  }
                });
  }
}
