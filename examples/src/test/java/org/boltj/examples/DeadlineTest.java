package org.boltj.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A demo that goes wrong says where, and its last line is JSON all the same. */
class DeadlineTest {
  @Test
  void a_wait_ends_at_the_deadline_and_names_the_step() {
    Deadline deadline = new Deadline(Duration.ZERO);
    assertThatThrownBy(() -> deadline.await("the channel is ready", () -> false))
        .isInstanceOf(DemoFailure.class)
        .hasMessage("it took longer than 0 s; it hung at: the channel is ready");
  }

  @Test
  void a_failed_answer_names_the_step_and_the_reason() {
    Deadline deadline = new Deadline(Duration.ofSeconds(10));
    CompletableFuture<String> answer =
        CompletableFuture.failedFuture(new IllegalStateException("no funds"));
    assertThatThrownBy(() -> deadline.await("alice opens", answer))
        .isInstanceOf(DemoFailure.class)
        .hasMessage("alice opens: no funds")
        .hasCauseInstanceOf(IllegalStateException.class);
  }

  @Test
  void what_is_there_already_is_not_waited_for() throws Exception {
    Deadline deadline = new Deadline(Duration.ZERO);
    assertThat(deadline.await("answer", CompletableFuture.completedFuture(7))).isEqualTo(7);
  }

  @Test
  void the_last_line_of_a_failed_demo_is_json() {
    assertThat(DemoResult.failure(new DemoFailure("it \"hung\"", null)))
        .isEqualTo("{\"demo\":\"failed\",\"error\":\"it \\\"hung\\\"\"}");
    assertThat(DemoResult.failure(new NullPointerException("x")))
        .isEqualTo("{\"demo\":\"failed\",\"error\":\"java.lang.NullPointerException: x\"}");
  }
}
