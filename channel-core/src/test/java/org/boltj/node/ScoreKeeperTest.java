package org.boltj.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.boltj.base.Bytes;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PublicKey;
import org.boltj.base.ShortChannelId;
import org.boltj.gossip.scoring.ChannelDirection;
import org.boltj.gossip.scoring.LiquidityScorer;
import org.boltj.store.Change;
import org.boltj.store.MemoryStore;
import org.boltj.store.SqliteStore;
import org.boltj.store.Store;
import org.boltj.store.StoreBatch;
import org.boltj.store.StoreKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was learnt is stored a little at a time, and all of it in the end. */
class ScoreKeeperTest {
  private static final long NOW = 1_700_000_000L;

  private final LiquidityScorer scorer = new LiquidityScorer();
  private final ScoreKeeper keeper = new ScoreKeeper(scorer);
  private final Random random = new Random(1);

  private void learn(int outcomes) {
    for (int i = 0; i < outcomes; i++) {
      ShortChannelId id = ShortChannelId.of(800_000 + random.nextInt(100_000), 1, 0);
      ChannelDirection channel = new ChannelDirection(id, random.nextInt(2));
      MilliSatoshi amount = MilliSatoshi.ofSat(1 + random.nextInt(1_000_000));
      if (random.nextBoolean()) {
        scorer.channelFailed(channel, amount, NOW + i);
      } else {
        scorer.channelPassed(channel, amount, NOW + i);
      }
    }
    scorer.nodeFailed(new PublicKey(Bytes.concat(Bytes.of((byte) 2), Bytes.zeros(32))), NOW);
  }

  private static LiquidityScorer restored(Store store) throws Exception {
    LiquidityScorer scorer = new LiquidityScorer();
    new ScoreKeeper(scorer).restore(store.load());
    return scorer;
  }

  @Test
  void aBlockWritesABoundedPartAndTheEndWritesTheRest() throws Exception {
    MemoryStore store = new MemoryStore();
    learn(20_000);
    List<Change> first = keeper.blockConnected();
    assertThat(first).hasSize(ScoreKeeper.RECORDS_PER_BLOCK);
    store.write(new StoreBatch(first));
    learn(100);
    store.write(new StoreBatch(keeper.rest()));
    assertThat(keeper.rest()).isEmpty();
    assertThat(restored(store).learnt()).isEqualTo(scorer.learnt());
  }

  @Test
  void allHaveTheirTurn() throws Exception {
    MemoryStore store = new MemoryStore();
    learn(20_000);
    for (int block = 0; block < 17; block++) {
      store.write(new StoreBatch(keeper.blockConnected()));
    }
    assertThat(keeper.blockConnected()).isEmpty();
    assertThat(restored(store).learnt()).isEqualTo(scorer.learnt());
  }

  @Test
  void inADatabaseThatIsEncrypted(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("node.db");
    StoreKey key = StoreKey.of(Bytes.fromHex("07".repeat(32)).toArray());
    learn(100_000);
    try (SqliteStore store = SqliteStore.open(file, key)) {
      store.write(new StoreBatch(keeper.rest()));
    }
    try (SqliteStore store = SqliteStore.open(file, key)) {
      assertThat(restored(store).learnt()).isEqualTo(scorer.learnt());
    }
  }

  @Test
  void aDamagedRecordCostsOnlyWhatWasInIt() throws Exception {
    MemoryStore store = new MemoryStore();
    learn(2_000);
    List<Change> changes = new ArrayList<>(keeper.rest());
    Change.PutMeta damaged = (Change.PutMeta) changes.removeFirst();
    changes.add(new Change.PutMeta(damaged.name(), damaged.value().slice(0, 7)));
    changes.add(new Change.PutMeta(ScoreKeeper.META + "newer", Bytes.of((byte) 99)));
    store.write(new StoreBatch(changes));
    int all = scorer.learnt().channels().size();
    assertThat(restored(store).learnt().channels()).hasSizeBetween(all - 20, all - 1);
  }
}
