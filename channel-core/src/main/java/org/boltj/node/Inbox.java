package org.boltj.node;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What has happened and is not yet worked on. Any thread adds; the loop takes. */
final class Inbox {
  private final Queue<Runnable> queue = new ConcurrentLinkedQueue<>();
  private final AtomicReference<Runnable> wake = new AtomicReference<>(() -> {});

  /** Never blocks. */
  void add(Runnable input) {
    queue.add(input);
    wake.get().run();
  }

  /** Called, on any thread, when something was added. */
  void onAdd(Runnable action) {
    wake.set(action);
  }

  @Nullable Runnable take() {
    return queue.poll();
  }

  boolean isEmpty() {
    return queue.isEmpty();
  }
}
