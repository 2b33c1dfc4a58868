package org.boltj.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.base.PaymentHash;
import org.boltj.base.PublicKey;
import org.boltj.commitment.HtlcDirection;
import org.boltj.payment.InvoiceRecord;
import org.boltj.payment.PaymentRecord;
import org.boltj.updates.PaymentId;
import org.boltj.updates.RevokedHtlc;
import org.sqlite.SQLiteDataSource;

/**
 * A store in one SQLite file with a write-ahead log. A batch is one transaction, whose end waits
 * until the log is on the disk ({@code synchronous = FULL}).
 *
 * <p>Beside the file stand its log ({@code -wal}), its index ({@code -shm}) and its {@code .lock}.
 * A node must not be started from an old copy: its channels would be in states that were revoked
 * since. The seed of the node is not in the file; preimages are, so it is readable by its owner
 * alone.
 */
public final class SqliteStore implements Store {
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
  private final Connection connection;
  private final Statements statements;
  private final SqliteWriter writer;
  private final SqliteReader reader;
  private boolean failed;

  private SqliteStore(Path file, DatabaseLock lock, Connection connection) {
    this.file = file;
    this.lock = lock;
    this.connection = connection;
    this.statements = new Statements(connection);
    this.writer = new SqliteWriter(statements);
    this.reader = new SqliteReader(statements);
  }

  /**
   * Opens the database, or makes a new one in a directory that exists.
   *
   * @throws StoreException that names file, problem and remedy: the path cannot be used, the file
   *     is not a database of a node, is newer than this program, or another node uses it
   */
  public static SqliteStore open(Path file) throws StoreException {
    return open(file, List.of());
  }

  /**
   * @param settings more pragmas, after ours
   */
  static SqliteStore open(Path file, List<String> settings) throws StoreException {
    Path real = DatabaseFile.prepare(file);
    DatabaseLock lock = DatabaseLock.take(real);
    boolean opened = false;
    try {
      SqliteStore store = new SqliteStore(real, lock, connect(real, settings));
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

  private static Connection connect(Path file, List<String> settings)
      throws SQLException, StoreException {
    SQLiteDataSource source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + file);
    // Else each statement is followed by a query for the last row id, which nobody asks for.
    source.setGetGeneratedKeys(false);
    Connection connection = source.getConnection();
    boolean connected = false;
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA busy_timeout = " + BUSY_TIMEOUT_MILLIS);
      // First of all: a file that is not ours stays as it is.
      SqliteSchema.prepare(file, connection);
      for (String setting : SETTINGS) {
        statement.execute(setting);
      }
      for (String setting : settings) {
        statement.execute(setting);
      }
      connected = true;
      return connection;
    } finally {
      if (!connected) {
        connection.close();
      }
    }
  }

  @Override
  public StoredNode load() throws StoreException {
    StoredNode node = read(reader::load);
    node.channels().forEach(writer::loaded);
    return node;
  }

  @Override
  public void write(StoreBatch batch) throws StoreException {
    if (failed) {
      throw DatabaseFile.refused(file, "an earlier write failed", "start the node again");
    }
    if (batch.isEmpty()) {
      return;
    }
    // Stays so unless all is done: nobody knows how much of a failed commit reached the disk.
    failed = true;
    try {
      statements.run("BEGIN IMMEDIATE");
      for (Change change : batch.changes()) {
        writer.apply(change);
      }
      statements.run("COMMIT");
      failed = false;
    } catch (SQLException e) {
      throw SqliteFault.of(file, e);
    } finally {
      if (failed) {
        rollback();
      }
    }
  }

  private void rollback() {
    try {
      statements.run("ROLLBACK");
    } catch (SQLException e) {
      // Rolled back already, or never begun; what made the write fail is what the caller is told.
    }
  }

  @Override
  public Optional<InvoiceRecord> invoice(PaymentHash paymentHash) throws StoreException {
    return read(() -> reader.invoice(paymentHash));
  }

  @Override
  public List<InvoiceRecord> invoices(int offset, int limit) throws StoreException {
    return read(() -> reader.invoices(offset, limit));
  }

  @Override
  public Optional<PaymentRecord> payment(PaymentId id) throws StoreException {
    return read(() -> reader.payment(id));
  }

  @Override
  public List<PaymentRecord> paymentsFor(PaymentHash paymentHash) throws StoreException {
    return read(() -> reader.paymentsFor(paymentHash));
  }

  @Override
  public List<PaymentRecord> payments(int offset, int limit) throws StoreException {
    return read(() -> reader.payments(offset, limit));
  }

  @Override
  public List<RevokedHtlc> revokedHtlcs(ChannelId channelId, long commitmentNumber)
      throws StoreException {
    Optional<Long> keyIndex = writer.keyIndex(channelId);
    List<RevokedHtlc> found = new ArrayList<>();
    if (keyIndex.isPresent()) {
      for (HtlcDirection direction : HtlcDirection.values()) {
        found.addAll(
            read(() -> reader.revokedHtlcs(keyIndex.get(), direction, commitmentNumber)));
      }
    }
    return found;
  }

  @Override
  public Optional<Bytes> peerStorage(PublicKey nodeId) throws StoreException {
    return read(() -> reader.peerStorage(nodeId));
  }

  private <T> T read(Reading<T> reading) throws StoreException {
    try {
      return reading.read();
    } catch (SQLException e) {
      throw SqliteFault.of(file, e);
    } catch (StoreException e) {
      throw new StoreException("the node's database " + file + ": " + e.getMessage(), e);
    }
  }

  private interface Reading<T> {
    T read() throws SQLException, StoreException;
  }

  /** Closes the database; a transaction that failed is rolled back. */
  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException("closing " + file, e);
    } finally {
      lock.close();
    }
  }
}
