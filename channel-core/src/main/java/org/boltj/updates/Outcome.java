package org.boltj.updates;

import java.util.function.Function;

/** A result, or why there is none. */
public sealed interface Outcome<T, F> {
  record Ok<T, F>(T value) implements Outcome<T, F> {}

  record Failed<T, F>(F failure) implements Outcome<T, F> {}

  static <T, F> Outcome<T, F> ok(T value) {
    return new Ok<>(value);
  }

  static <T, F> Outcome<T, F> failed(F failure) {
    return new Failed<>(failure);
  }

  /** One value from either case. */
  default <R> R fold(Function<? super T, ? extends R> ok, Function<? super F, ? extends R> failed) {
    return switch (this) {
      case Ok<T, F> right -> ok.apply(right.value());
      case Failed<T, F> wrong -> failed.apply(wrong.failure());
    };
  }
}
