package org.boltj.node;

import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Calls the loop of one node from a thread of its own, which sleeps while there is nothing to do.
 */
final class NodeThread {
  private static final long LONGEST_SLEEP_MILLIS = 1_000;

  private final NodeLife node;
  private final InstantSource clock;
  private final Thread thread;
  private volatile boolean stopped;

  NodeThread(NodeLife node, InstantSource clock, String name) {
    this.node = node;
    this.clock = clock;
    this.thread = new Thread(this::run, name);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Ends a sleep; any thread may call it. */
  void wake() {
    LockSupport.unpark(thread);
  }

  boolean isCurrent() {
    return thread.equals(Thread.currentThread());
  }

  /** Returns when the thread has ended, unless it is the thread itself that calls. */
  void stop() {
    stopped = true;
    wake();
    if (!isCurrent()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Catches everything: a thread that ends in silence leaves all that wait for it waiting. */
  private void run() {
    try {
      work();
    } catch (Throwable failure) {
      node.broken(failure);
    }
  }

  private void work() {
    while (!stopped && node.isRunning()) {
      boolean more = node.poll(clock.millis());
      if (!more && !stopped) {
        node.workAhead();
        sleep(node.nextDeadlineMillis() - clock.millis());
      }
    }
  }

  private void sleep(long millis) {
    long bounded = Math.min(millis, LONGEST_SLEEP_MILLIS);
    if (bounded > 0) {
      LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(bounded));
    }
  }
}
