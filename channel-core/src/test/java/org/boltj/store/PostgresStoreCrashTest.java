package org.boltj.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Random;
import org.boltj.channel.Normal;
import org.junit.jupiter.api.Test;

/** After every kind of end, the database holds the first batches, each of them in full. */
class PostgresStoreCrashTest {
  private static final int KILLS = 6;

  private final String schema = TestPostgres.newSchema();

  @Test
  void aKilledProcessLosesNothingThatItCalledDurable() throws Exception {
    Random random = new Random(7);
    long durable = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      try (WritingProcess process = WritingProcess.start(TestPostgres.url(), schema)) {
        for (int wait = 1 + random.nextInt(100); wait > 0; wait--) {
          durable = process.nextDurable();
          assertThat(durable).isPositive();
        }
        durable = process.kill(durable);
      }
      // The last batch may have become durable without anybody having been told.
      assertThat(assertPrefix()).isBetween(durable, durable + 1);
    }
  }

  @Test
  void aConnectionThatIsCutBeforeTheCommitLeavesWhatWasThere() throws Exception {
    assertThat(numberAfterCut(false)).isEqualTo(1);
  }

  @Test
  void aConnectionThatIsCutAfterTheCommitLeavesTheBatch() throws Exception {
    assertThat(numberAfterCut(true)).isEqualTo(2);
  }

  /** In both cases the writer is told the same: that it does not know. */
  private long numberAfterCut(boolean afterCommit) throws Exception {
    try (CommitCutter cutter = CommitCutter.to(TestPostgres.port());
        Store store = PostgresStore.open(TestPostgres.urlAt(cutter.port()), schema)) {
      store.write(WritingProcess.batch(1));
      cutter.cutAtNextCommit(afterCommit);

      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> store.write(WritingProcess.batch(2)))
          .withMessageContaining("the connection was lost")
          .withMessageContaining("start the node again");
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> store.write(WritingProcess.batch(3)))
          .withMessageContaining("an earlier write failed");
    }
    return assertPrefix();
  }

  private long assertPrefix() throws StoreException {
    try (Store store = PostgresStore.open(TestPostgres.url(), schema)) {
      StoredNode node = store.load();
      long number = WritingProcess.numberIn(node);
      assertThat(store.invoices(0, Integer.MAX_VALUE)).hasSize((int) number);
      Normal channel = (Normal) node.channels().get(0);
      assertThat(channel.commitments().nextLocalHtlcId()).isEqualTo(number);
      return number;
    }
  }
}
