package org.boltj.node;

import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import org.jspecify.annotations.Nullable;

/**
 * Tells subscribers what happens. Bounded: a subscriber that is slow misses events rather than
 * holding up the node. Costs nothing while nobody listens.
 */
final class Events implements Flow.Publisher<NodeEvent> {
  /** Events kept for one slow subscriber. */
  private static final int BUFFER = 1024;

  private final Executor executor;
  private volatile @Nullable SubmissionPublisher<NodeEvent> publisher;

  Events(Executor executor) {
    this.executor = executor;
  }

  @Override
  public synchronized void subscribe(Flow.Subscriber<? super NodeEvent> subscriber) {
    SubmissionPublisher<NodeEvent> known = publisher;
    if (known == null) {
      known = new SubmissionPublisher<>(executor, BUFFER);
      publisher = known;
    }
    known.subscribe(subscriber);
  }

  void publish(NodeEvent event) {
    SubmissionPublisher<NodeEvent> known = publisher;
    if (known != null && !known.isClosed()) {
      known.offer(event, null);
    }
  }

  /** Ends all subscriptions, after the events that wait. */
  synchronized void close() {
    SubmissionPublisher<NodeEvent> known = publisher;
    if (known != null) {
      known.close();
    }
  }
}
