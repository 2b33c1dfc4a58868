package org.boltj.sim.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VirtualTimeTest {
  private final VirtualTime time = new VirtualTime();
  private final List<String> seen = new ArrayList<>();

  private void note(String what) {
    seen.add(what + "@" + (time.nowMillis() - VirtualTime.START_MILLIS));
  }

  @Test
  void runsPlansInTheOrderOfTheirTimesAndThenOfTheirMaking() {
    time.after(20, () -> note("late"));
    time.after(10, () -> note("first"));
    time.after(10, () -> note("second"));

    time.run(100);

    assertThat(seen).containsExactly("first@10", "second@10", "late@20");
    assertThat(time.nowMillis()).isEqualTo(VirtualTime.START_MILLIS + 100);
  }

  @Test
  void runsWhatIsPlannedMeanwhileButNothingBeyondItsEnd() {
    time.after(
        10,
        () -> {
          note("plans");
          time.at(0, () -> note("overdue"));
          time.after(5, () -> note("soon"));
          time.after(500, () -> note("never"));
        });

    time.run(100);

    assertThat(seen).containsExactly("plans@10", "overdue@10", "soon@15");
  }
}
