package org.boltj.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.sqlite.SQLiteDataSource;

/**
 * A store in one SQLite file with a write-ahead log. A batch is one transaction, whose end waits
 * until the log is on the disk ({@code synchronous = FULL}).
 *
 * <p>Beside the file stand its log ({@code -wal}), its index ({@code -shm}) and its {@code .lock}.
 * The states of channels in an old copy were revoked since: a node may be started from one that
 * {@link #backup} has made, because that says so; of any other copy the node has to be told. The
 * seed of the node is not in the file; preimages are, so it is readable by its owner alone, and
 * encrypted when it is made with a {@link StoreKey}.
 */
public final class SqliteStore extends SqlStore {
  private static final List<String> SETTINGS =
      List.of(
          "PRAGMA journal_mode = WAL",
          "PRAGMA synchronous = FULL",
          // Without these two, macOS calls what is in the cache of the drive durable.
          "PRAGMA fullfsync = ON",
          "PRAGMA checkpoint_fullfsync = ON");

  private static final int BUSY_TIMEOUT_MILLIS = 1_000;

  private final Path file;
  private final DatabaseLock lock;
  private final DatabaseWitness witness;

  private SqliteStore(Path file, DatabaseLock lock, Connection connection, RecordSeal seal)
      throws StoreException {
    super(connection, new SqliteDialect(file), seal);
    this.file = file;
    this.lock = lock;
    this.witness = new DatabaseWitness(file);
  }

  /**
   * Opens the database, or makes a new one in a directory that exists. One of an older version is
   * brought up to date; a copy of what it was stays beside it.
   *
   * @throws StoreException that names file, problem and remedy: the path cannot be used, the file
   *     is not a database of a node, is encrypted, is newer than this program, or another node uses
   *     it
   */
  public static SqliteStore open(Path file) throws StoreException {
    return open(file, ClearRecords.INSTANCE, List.of());
  }

  /**
   * As {@link #open(Path)}, encrypted.
   *
   * @param key under which the store was made, or is to be made; may be closed afterwards
   * @throws StoreException as {@link #open(Path)}; also when the store is under another key or is
   *     not encrypted
   * @throws IllegalStateException when the key is closed
   */
  public static SqliteStore open(Path file, StoreKey key) throws StoreException {
    return open(file, RecordSeal.of(Optional.of(key)), List.of());
  }

  /**
   * Encrypts a store under another key, or for the first time, or no more. No node may use it. The
   * new file takes the place of the old one in one step; what the disk keeps of the old one, and
   * copies of it, stay under the old key.
   *
   * @param now the present key; empty for a store that is not encrypted
   * @param next the new one; empty to store in clear from now on
   * @throws StoreException as {@link #open(Path)}; also when there is no such file
   * @throws IllegalStateException when a key is closed
   */
  public static void changeKey(Path file, Optional<StoreKey> now, Optional<StoreKey> next)
      throws StoreException {
    RecordSeal before = RecordSeal.of(now);
    RecordSeal after = RecordSeal.of(next);
    if (!Files.exists(file)) {
      throw DatabaseFile.refused(file, "there is no such file", "give the path of a store");
    }
    SqliteStore old = open(file, before, List.of());
    try {
      SqliteBackup.replace(
          old.file,
          part -> {
            try (SqliteStore copy = open(part, after, List.of())) {
              old.copyTo(copy);
            }
            old.closeConnection();
          });
    } finally {
      old.close();
    }
  }

  /**
   * @param settings more pragmas, after ours
   */
  static SqliteStore open(Path file, RecordSeal seal, List<String> settings) throws StoreException {
    Path real = DatabaseFile.prepare(file);
    DatabaseLock lock = DatabaseLock.take(real);
    boolean opened = false;
    try {
      SqliteLogCheck.check(real);
      SqliteStore store = new SqliteStore(real, lock, connect(real, seal, settings), seal);
      opened = true;
      return store;
    } catch (SQLException e) {
      throw SqliteFault.of(real, e);
    } finally {
      if (!opened) {
        lock.close();
      }
    }
  }

  private static Connection connect(Path file, RecordSeal seal, List<String> settings)
      throws SQLException, StoreException {
    Connection connection = connect(file);
    boolean connected = false;
    try (Statement statement = connection.createStatement()) {
      // First of all: a file that is not ours stays as it is.
      SqlSchema.prepare(connection, new SqliteDialect(file), seal);
      for (String setting : SETTINGS) {
        statement.execute(setting);
      }
      for (String setting : settings) {
        statement.execute(setting);
      }
      checkChannels(file, statement);
      connected = true;
      return connection;
    } finally {
      if (!connected) {
        connection.close();
      }
    }
  }

  /** A channel that is not found in a damaged tree would be forgotten without an error. */
  private static void checkChannels(Path file, Statement statement)
      throws SQLException, StoreException {
    for (String table : List.of("channel_params", "channel_secrets", "channel_state")) {
      try (ResultSet rows = statement.executeQuery("PRAGMA quick_check('" + table + "')")) {
        String found = rows.next() ? rows.getString(1) : "";
        if (!"ok".equals(found)) {
          throw SqliteFault.damaged(file, found);
        }
      }
    }
  }

  static Connection connect(Path file) throws SQLException {
    SQLiteDataSource source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + file);
    // Else each statement is followed by a query for the last row id, which nobody asks for.
    source.setGetGeneratedKeys(false);
    Connection connection = source.getConnection();
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA busy_timeout = " + BUSY_TIMEOUT_MILLIS);
    }
    return connection;
  }

  @Override
  void checkStillThere() throws StoreException {
    witness.check();
  }

  @Override
  void copyInto(Path empty) throws SQLException, StoreException {
    try (Connection second = connect(file)) {
      SqliteBackup.vacuum(second, empty);
    }
  }

  @Override
  Connection snapshot() throws SQLException {
    Connection second = connect(file);
    second.setAutoCommit(false);
    return second;
  }

  @Override
  void release() {
    lock.close();
  }
}
