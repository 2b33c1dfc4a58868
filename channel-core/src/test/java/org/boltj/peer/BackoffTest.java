package org.boltj.peer;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.boltj.base.Bytes;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private static final Bytes LATEST = Bytes.zeros(2);

  @Test
  void doubles_up_to_five_minutes() {
    assertThat(Backoff.delayMillis(1, LATEST)).isEqualTo(1_000);
    assertThat(Backoff.delayMillis(2, LATEST)).isEqualTo(2_000);
    assertThat(Backoff.delayMillis(8, LATEST)).isEqualTo(128_000);
    assertThat(Backoff.delayMillis(9, LATEST)).isEqualTo(256_000);
    assertThat(Backoff.delayMillis(1_000_000, LATEST)).isEqualTo(300_000);
  }

  @Property
  void is_shortened_by_no_more_than_half(
      @ForAll @IntRange(min = 1, max = 100) int failures, @ForAll @Size(2) byte[] random) {
    long longest = Backoff.delayMillis(failures, LATEST);
    assertThat(Backoff.delayMillis(failures, Bytes.of(random))).isBetween(longest / 2, longest);
  }
}
