package org.boltj.examples.merchant;

import java.util.concurrent.Flow;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.boltj.node.NodeEvent;

/**
 * Wakes those who wait for payments whenever one has arrived. It does not say which: who wakes up
 * looks it up, so that nothing is missed.
 */
final class PaymentWatch implements Flow.Subscriber<NodeEvent>, AutoCloseable {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private final Semaphore places;
  private long arrived;
  private boolean closed;

  /**
   * @param maxWaiting more than that may not wait at the same time
   */
  PaymentWatch(int maxWaiting) {
    this.places = new Semaphore(maxWaiting);
  }

  /** Takes a place; false when all are taken. {@link #leave} gives it back. */
  boolean enter() {
    return places.tryAcquire();
  }

  void leave() {
    places.release();
  }

  /** How many payments have arrived so far. */
  long arrived() {
    lock.lock();
    try {
      return arrived;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until more than that many payments have arrived, or for that long.
   *
   * @return false when the shop closes
   */
  boolean await(long seen, long millis) throws InterruptedException {
    lock.lock();
    try {
      long nanos = TimeUnit.MILLISECONDS.toNanos(millis);
      while (arrived == seen && !closed && nanos > 0) {
        nanos = news.awaitNanos(nanos);
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(NodeEvent event) {
    if (event instanceof NodeEvent.PaymentReceived) {
      lock.lock();
      try {
        arrived++;
        news.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  @Override
  public void onError(Throwable failure) {
    close();
  }

  @Override
  public void onComplete() {
    close();
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      news.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
