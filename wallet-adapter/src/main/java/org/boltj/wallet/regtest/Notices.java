package org.boltj.wallet.regtest;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Delivers notices in order, outside of the chain's lock and never two at a time. A notice that an
 * observer causes is delivered after the one it is handling.
 */
final class Notices {
  private final List<ChainObserver> observers = new CopyOnWriteArrayList<>();
  private final Queue<Consumer<ChainObserver>> queue = new ArrayDeque<>();
  private boolean delivering;

  void add(ChainObserver observer) {
    observers.add(observer);
  }

  void remove(ChainObserver observer) {
    observers.remove(observer);
  }

  /** Called under the chain's lock, which orders the notices. */
  synchronized void enqueue(Consumer<ChainObserver> notice) {
    queue.add(notice);
  }

  /** Called without the chain's lock; leaves the rest to whoever is delivering already. */
  void deliver() {
    synchronized (this) {
      if (delivering) {
        return;
      }
      delivering = true;
    }
    boolean finished = false;
    try {
      for (Consumer<ChainObserver> next = poll(); next != null; next = poll()) {
        observers.forEach(next);
      }
      finished = true;
    } finally {
      if (!finished) {
        stop();
      }
    }
  }

  private synchronized void stop() {
    delivering = false;
  }

  private synchronized @Nullable Consumer<ChainObserver> poll() {
    Consumer<ChainObserver> next = queue.poll();
    delivering = next != null;
    return next;
  }
}
