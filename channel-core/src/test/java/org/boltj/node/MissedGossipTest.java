package org.boltj.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.boltj.base.Bytes;
import org.boltj.base.PublicKey;
import org.junit.jupiter.api.Test;

/** What was missed is asked for soon, but not for ever. */
class MissedGossipTest {
  private static final long MINUTE = 60_000;
  private static final PublicKey PEER =
      new PublicKey(Bytes.concat(Bytes.of((byte) 2), Bytes.zeros(32)));

  /** When comparisons began, in minutes. */
  private final List<Long> begun = new ArrayList<>();

  private long minute;

  private final GossipSources sources =
      new GossipSources(
          1,
          new GossipSources.Conversations() {
            @Override
            public boolean answersQueries(PublicKey peer) {
              return true;
            }

            @Override
            public void listen(PublicKey peer) {}

            @Override
            public void ignore(PublicKey peer) {}

            @Override
            public boolean compare(PublicKey peer) {
              begun.add(minute);
              return true;
            }
          });

  /** Each comparison takes less than a minute. */
  private void pass(long minutes, boolean missing) {
    for (long end = minute + minutes; minute < end; minute++) {
      sources.synced(PEER, true, minute * MINUTE);
      if (missing) {
        sources.missed(minute * MINUTE, 5 * MINUTE);
      }
      sources.tick(minute * MINUTE);
    }
  }

  @Test
  void whatIsMissedEachTimeIsAskedForMoreAndMoreRarely() {
    sources.established(PEER, true, 0);
    pass(300, true);
    assertThat(begun).containsExactly(0L, 5L, 16L, 37L, 78L, 138L, 198L, 258L);
    begun.clear();
    pass(180, false);
    assertThat(begun).hasSize(3);
    begun.clear();
    pass(6, true);
    assertThat(begun).as("all was well meanwhile").hasSize(1);
  }
}
