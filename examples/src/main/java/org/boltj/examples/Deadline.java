package org.boltj.examples;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.boltj.node.LightningNode;
import org.boltj.node.NodeEvent;

/**
 * Waits for what nodes will do, never longer than until a deadline for all. A wait looks again
 * whenever a node has told something.
 */
final class Deadline {
  /** Some things, such as gossip that arrives, are not told; so it looks now and then too. */
  private static final long LOOK_AGAIN_MILLIS = 20;

  private final Duration limit;
  private final long endNanos;
  private long news;

  /** That long from now. */
  Deadline(Duration limit) {
    this.limit = limit;
    this.endNanos = System.nanoTime() + limit.toNanos();
  }

  /** What this node tells makes waits look again. */
  void follow(LightningNode node) {
    node.events().subscribe(new Listener());
  }

  /**
   * Waits for an answer of a node.
   *
   * @param what names the step when it fails
   */
  <T> T await(String what, CompletableFuture<T> answer) throws InterruptedException {
    answer.whenComplete((value, failure) -> wake());
    await(what, answer::isDone);
    try {
      return answer.join();
    } catch (CompletionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new DemoFailure(what + ": " + cause.getMessage(), cause);
    }
  }

  /** Waits until something is so. */
  void await(String what, BooleanSupplier condition) throws InterruptedException {
    while (true) {
      long seen = news();
      if (condition.getAsBoolean()) {
        return;
      }
      if (System.nanoTime() - endNanos >= 0) {
        throw new DemoFailure(
            "it took longer than " + limit.toSeconds() + " s; it hung at: " + what, null);
      }
      pause(seen);
    }
  }

  private synchronized long news() {
    return news;
  }

  private synchronized void wake() {
    news++;
    notifyAll();
  }

  private synchronized void pause(long seen) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LOOK_AGAIN_MILLIS);
    for (long left = LOOK_AGAIN_MILLIS; news == seen && left > 0; ) {
      wait(left);
      left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    }
  }

  private final class Listener implements Flow.Subscriber<NodeEvent> {
    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(NodeEvent event) {
      wake();
    }

    @Override
    public void onError(Throwable failure) {
      wake();
    }

    @Override
    public void onComplete() {
      wake();
    }
  }
}
