package org.boltj.interop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.boltj.node.NodeEvent;

/** What a boltj node has told, to wait for. */
final class Events implements Flow.Subscriber<NodeEvent> {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final List<NodeEvent> waiting = new ArrayList<>();
  private final List<NodeEvent> all = new ArrayList<>();

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public synchronized void onNext(NodeEvent event) {
    waiting.add(event);
    all.add(event);
    notifyAll();
  }

  @Override
  public void onError(Throwable failure) {
    throw new IllegalStateException(failure);
  }

  @Override
  public void onComplete() {}

  <T extends NodeEvent> T await(Class<T> type) throws Exception {
    return await(type, event -> true);
  }

  /** Waits for an event and takes it, so that the next wait sees a later one. */
  synchronized <T extends NodeEvent> T await(Class<T> type, Predicate<T> wanted) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      for (NodeEvent event : waiting) {
        if (type.isInstance(event) && wanted.test(type.cast(event))) {
          waiting.remove(event);
          return type.cast(event);
        }
      }
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        throw new TimeoutException("no " + type.getSimpleName() + "; told: " + withoutBlocks());
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
  }

  /** All events of a kind, taken or not. */
  synchronized <T extends NodeEvent> List<T> of(Class<T> type) {
    return all.stream().filter(type::isInstance).map(type::cast).toList();
  }

  synchronized List<NodeEvent> withoutBlocks() {
    return all.stream().filter(e -> !(e instanceof NodeEvent.BlockProcessed)).toList();
  }
}
