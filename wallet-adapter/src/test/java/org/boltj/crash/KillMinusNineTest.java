package org.boltj.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A node in a process of its own receives, forwards and pays without a pause, and is killed by
 * SIGKILL at seeded moments: under load, while it starts, and while it reestablishes its channels.
 * Afterwards payer and payee agree on each payment, and no millisatoshi is missing.
 *
 * <p>{@code -Dkills=200} kills as often; 20 times is the default.
 */
@Tag("live")
class KillMinusNineTest {
  private static final long SEED = Long.getLong("boltj.crash.seed", 20_260_101);
  private static final int KILLS = Integer.getInteger("kills", 20);

  @TempDir Path directory;

  private CrashStore.Sqlite sqlite() {
    return new CrashStore.Sqlite(directory.resolve("killed.sqlite"));
  }

  @Test
  void paymentsAndBalancesSurviveKillsWithSqlite() throws Exception {
    long begin = System.nanoTime();
    try (CrashRun run = new CrashRun(sqlite(), directory, SEED)) {
      for (int life = 0; life < KILLS; life++) {
        run.liveAndDie(life);
      }
      print("SQLite", KILLS + 1, run.end(), begin);
    }
  }

  @Test
  void paymentsAndBalancesSurviveKillsWithPostgres() throws Exception {
    long begin = System.nanoTime();
    try (CrashRun run = new CrashRun(new PostgresCrashStore(directory), directory, SEED)) {
      for (int life = 0; life < KILLS; life++) {
        if (life == KILLS / 2) {
          String why = run.loseTheStore();
          assertThat(why).contains("the store failed");
          System.out.println("PostgreSQL killed: " + why);
        }
        run.liveAndDie(life);
      }
      print("PostgreSQL, itself killed once", KILLS + 1, run.end(), begin);
    }
  }

  @Test
  void fullDiskStopsTheNodeBeforeItSends() throws Exception {
    long begin = System.nanoTime();
    try (CrashRun run = new CrashRun(sqlite(), directory, SEED)) {
      for (int life = 0; life < 3; life++) {
        String why = run.fillTheDisk();
        assertThat(why).contains("the store failed");
        System.out.println("disk full: " + why);
      }
      print("SQLite, disk full three times", 1, run.end(), begin);
    }
  }

  private static void print(String store, int kills, String found, long begin) {
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    System.out.printf(
        "%s: %d kills (seed %d) in %d s: %s%n", store, kills, SEED, took.toSeconds(), found);
  }
}
