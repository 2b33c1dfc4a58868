package org.boltj.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Work that is spread over cores is done, all of it, and once. */
class AllCoresTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4, 5, 100, 10_000})
  void everyInputOnce(int size) {
    List<Integer> inputs = IntStream.range(0, size).boxed().toList();
    AtomicIntegerArray done = new AtomicIntegerArray(size);
    AllCores.forEach(inputs, done::incrementAndGet);
    for (int input : inputs) {
      assertThat(done.get(input)).isEqualTo(1);
    }
    assertThat(AllCores.map(inputs, input -> input + 1))
        .isEqualTo(IntStream.rangeClosed(1, size).boxed().toList());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1000})
  void aFailureReachesTheCaller(int size) {
    List<Integer> inputs = IntStream.range(0, size).boxed().toList();
    assertThatThrownBy(
            () ->
                AllCores.forEach(
                    inputs,
                    input -> {
                      throw new IllegalStateException("input " + input);
                    }))
        .isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4, 5, 100, 10_000})
  void whatFollowsIsDoneInOrderAndByTheCaller(int size) {
    List<Integer> inputs = IntStream.range(0, size).boxed().toList();
    AtomicIntegerArray done = new AtomicIntegerArray(size);
    List<Integer> followed = new ArrayList<>();
    Thread caller = Thread.currentThread();
    AllCores.inOrder(
        inputs,
        done::incrementAndGet,
        input -> {
          assertThat(Thread.currentThread()).isSameAs(caller);
          assertThat(done.get(input)).isEqualTo(1);
          followed.add(input);
        });
    assertThat(followed).isEqualTo(inputs);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 1000})
  void nothingFollowsAFailure(int size) {
    List<Integer> inputs = IntStream.range(0, size).boxed().toList();
    List<Integer> followed = new ArrayList<>();
    assertThatThrownBy(
            () ->
                AllCores.inOrder(
                    inputs,
                    input -> {
                      if (input == 2) {
                        throw new IllegalStateException("input " + input);
                      }
                    },
                    followed::add))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("input 2");
    assertThat(followed).containsExactly(0, 1);
  }
}
