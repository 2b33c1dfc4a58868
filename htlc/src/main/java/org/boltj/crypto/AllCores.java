package org.boltj.crypto;

import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Spreads operations that depend on nothing but their input, as signatures and shared secrets do,
 * over the cores of the machine. What comes out is what doing them one after the other gives.
 */
public final class AllCores {
  /** Fewer operations take no longer than it takes to wake another thread. */
  private static final int FEW = 4;

  private AllCores() {}

  /** The results in the order of the inputs. */
  public static <T, R> List<R> map(List<T> inputs, Function<? super T, ? extends R> operation) {
    Stream<T> stream = inputs.size() <= FEW ? inputs.stream() : inputs.parallelStream();
    return stream.<R>map(operation).toList();
  }

  /**
   * Runs operations that each compute something for their own input, which may take longer for some
   * inputs than for others: a core that is done takes the next one.
   */
  public static <T> void forEach(List<T> inputs, Consumer<? super T> operation) {
    if (inputs.size() <= FEW) {
      inputs.forEach(operation);
      return;
    }
    AtomicInteger next = new AtomicInteger();
    IntStream.rangeClosed(0, ForkJoinPool.getCommonPoolParallelism())
        .parallel()
        .forEach(
            core -> {
              int at = next.getAndIncrement();
              while (at < inputs.size()) {
                operation.accept(inputs.get(at));
                at = next.getAndIncrement();
              }
            });
  }

  /**
   * The same, and for each input, in their order, something more that only the caller may do, as
   * soon as its operation is done: the other cores go on meanwhile, and the caller helps them when
   * it would have to wait.
   *
   * @param then run by the calling thread; what it throws ends it all, as what the operation throws
   */
  public static <T> void inOrder(
      List<T> inputs, Consumer<? super T> operation, Consumer<? super T> then) {
    if (inputs.size() <= FEW) {
      for (T input : inputs) {
        operation.accept(input);
        then.accept(input);
      }
      return;
    }
    new InOrder<>(inputs, operation).run(then);
  }
}
