package org.boltj.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What the demo prints can be read, on a terminal and in a file. */
class TimelineTest {
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private final AtomicLong clock = new AtomicLong();

  private Timeline timeline(boolean terminal) {
    PrintStream out = new PrintStream(output, true, StandardCharsets.UTF_8);
    return new Timeline(out, terminal, clock::get);
  }

  private String text() {
    return output.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }

  @Test
  void lines_begin_with_the_seconds_since_the_start() {
    Timeline timeline = timeline(false);
    clock.set(1_500_000_000L);
    timeline.say("%d of %s", 3, "them");
    timeline.detail("more");
    assertThat(text()).isEqualTo("[  1.50 s]   3 of them\n             more\n");
  }

  @Test
  void a_file_gets_a_line_for_each_quarter() {
    Timeline timeline = timeline(false);
    for (int done = 0; done <= 100; done++) {
      timeline.progress("blocks", done, 100);
    }
    assertThat(text().lines())
        .containsExactly(
            "[  0.00 s]   blocks: 25 of 100",
            "[  0.00 s]   blocks: 50 of 100",
            "[  0.00 s]   blocks: 75 of 100",
            "[  0.00 s]   blocks: 100 of 100");
  }

  @Test
  void a_terminal_gets_one_line_that_changes() {
    Timeline timeline = timeline(true);
    timeline.progress("blocks", 0, 30);
    timeline.progress("blocks", 15, 30);
    timeline.progress("blocks", 30, 30);
    timeline.say("done");
    assertThat(text().lines()).last().isEqualTo("[  0.00 s]   done");
    assertThat(text()).contains("\r").contains("[###############...............] 15/30");
  }
}
