package org.boltj.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.base.MilliSatoshi;
import org.boltj.store.SqlStore;
import org.boltj.store.SqliteStore;
import org.boltj.store.StoreException;
import org.boltj.store.StoreKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that is started from a backup waits for its peers, whether the backup is old or not. */
class OnlineBackupTest {
  private static final MilliSatoshi AMOUNT = MilliSatoshi.ofSat(1_000);

  @TempDir Path directory;

  private final TestWorld world = new TestWorld();
  private final StoreKey key = StoreKey.of(Bytes.fromHex("07".repeat(32)).toArray());
  private LightningNode a;
  private LightningNode b;
  private ChannelId channel;

  @BeforeEach
  void openAndPay() throws StoreException {
    world.useStore("a", SqliteStore.open(directory.resolve("a.db"), key));
    a = world.node("a");
    b = world.node("b");
    channel = world.channel(a, b, 1_000_000);
    pay();
  }

  private void pay() {
    assertThat(world.await(a.keysend(b.nodeId(), AMOUNT, PayOptions.DEFAULT))).isNotNull();
  }

  /** While the node runs, which pays once more before it stops if so asked. */
  private void startFromBackup(boolean payBehindIt) throws StoreException {
    Path file = directory.resolve("backup.db");
    ((SqlStore) world.store("a")).backup(file);
    if (payBehindIt) {
      pay();
    }
    world.stop("a");
    world.stop("b");
    world.useStore("a", SqliteStore.open(file, key));
    a = world.start("a");
    world.settle();
    assertThat(status()).isEqualTo(ChannelInfo.Status.UNPROVEN);
  }

  private ChannelInfo.Status status() {
    return a.channels().stream()
        .filter(info -> info.channelId().equals(channel))
        .findFirst()
        .orElseThrow()
        .status();
  }

  @Test
  void aBackupThatIsNotOldGoesOn() throws Exception {
    startFromBackup(false);

    b = world.start("b");
    world.advance(60_000);

    assertThat(status()).isEqualTo(ChannelInfo.Status.OPEN);
    pay();
  }

  @Test
  void anOldBackupPublishesNothing() throws Exception {
    startFromBackup(true);

    b = world.start("b");
    world.advance(60_000);

    assertThat(status()).isEqualTo(ChannelInfo.Status.DATA_LOSS);
  }
}
