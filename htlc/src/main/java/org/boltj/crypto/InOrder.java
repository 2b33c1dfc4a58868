package org.boltj.crypto;

import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Operations that all cores do, and whose results one thread takes up in order. */
final class InOrder<T> {
  private static final Object DONE = new Object();

  /** All is begun, and another core is at what comes next: it takes a moment, as signatures do. */
  private static final long WAIT_NANOS = 5_000;

  private final List<T> inputs;
  private final Consumer<? super T> operation;
  private final AtomicInteger next = new AtomicInteger();

  /** By input: nothing yet, that it is done, or what the operation threw. */
  private final AtomicReferenceArray<Object> ends;

  InOrder(List<T> inputs, Consumer<? super T> operation) {
    this.inputs = inputs;
    this.operation = operation;
    this.ends = new AtomicReferenceArray<>(inputs.size());
  }

  void run(Consumer<? super T> then) {
    for (int core = 0; core < ForkJoinPool.getCommonPoolParallelism(); core++) {
      ForkJoinPool.commonPool().execute(this::help);
    }
    try {
      for (int at = 0; at < inputs.size(); at++) {
        await(at);
        then.accept(inputs.get(at));
      }
    } finally {
      next.set(inputs.size()); // nobody begins anything more
    }
  }

  private void await(int at) {
    while (ends.get(at) == null) {
      if (!doNext()) {
        LockSupport.parkNanos(WAIT_NANOS);
      }
    }
    switch (ends.get(at)) {
      case RuntimeException failure -> throw failure;
      case Error failure -> throw failure;
      default -> {}
    }
  }

  private void help() {
    boolean more = true;
    while (more) {
      more = doNext();
    }
  }

  /** Takes the next input that nobody has taken; false when there is none. */
  private boolean doNext() {
    int at = next.get() < inputs.size() ? next.getAndIncrement() : inputs.size();
    if (at >= inputs.size()) {
      return false;
    }
    Object end = DONE;
    try {
      operation.accept(inputs.get(at));
    } catch (RuntimeException | Error e) {
      end = e;
    }
    ends.set(at, end);
    return true;
  }
}
