package org.boltj.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.base.PaymentHash;
import org.boltj.base.PublicKey;
import org.boltj.payment.InvoiceRecord;
import org.boltj.payment.PaymentRecord;
import org.boltj.updates.PaymentId;
import org.boltj.updates.RevokedHtlc;

/**
 * A store in an SQL database. A batch is one transaction, which is durable when {@link #write}
 * returns. After a write that failed nobody knows what the database holds, so the store refuses
 * everything: the node stops, and finds out when it is started again.
 */
public abstract sealed class SqlStore implements Store permits SqliteStore, PostgresStore {
  private final Connection connection;
  private final SqlDialect dialect;
  private final SqlTables tables;
  private final SqlWriter writer;
  private final SqlReader reader;
  private boolean failed;
  private boolean closed;

  SqlStore(Connection connection, SqlDialect dialect, RecordSeal seal) {
    this.connection = connection;
    this.dialect = dialect;
    this.tables = new SqlTables(new Statements(connection), seal);
    this.writer = new SqlWriter(tables);
    this.reader = new SqlReader(tables);
  }

  /** What a read does. */
  private interface Reading<T> {
    T read() throws SQLException, StoreException;
  }

  @Override
  public synchronized StoredNode load() throws StoreException {
    return read(reader::load);
  }

  @Override
  public synchronized void write(StoreBatch batch) throws StoreException {
    checkUsable();
    if (batch.isEmpty()) {
      return;
    }
    // Stays so unless all is done: nobody knows how much of a failed commit is durable.
    failed = true;
    try {
      checkStillThere();
      dialect.begin(tables.statements);
      writer.apply(batch);
      dialect.commit(tables.statements);
      failed = false;
    } catch (SQLException e) {
      throw dialect.fault(e);
    } finally {
      if (failed) {
        rollback();
      }
    }
  }

  /** Refuses to write where nobody would find it again. */
  void checkStillThere() throws StoreException {}

  private void rollback() {
    try {
      dialect.rollback(tables.statements);
    } catch (SQLException e) {
      // Rolled back already, or never begun; what made the write fail is what the caller is told.
    }
  }

  private void checkUsable() throws StoreException {
    if (closed) {
      throw dialect.refused("it is closed", "open it again");
    }
    if (failed) {
      throw dialect.refused("an earlier write failed", "start the node again");
    }
  }

  @Override
  public synchronized Optional<InvoiceRecord> invoice(PaymentHash paymentHash)
      throws StoreException {
    return read(
            () ->
                tables.invoices.query(
                    "WHERE key = ?",
                    InvoiceCodec::decode,
                    (Object) tables.invoices.key(paymentHash.value())))
        .stream()
        .findFirst();
  }

  @Override
  public synchronized List<InvoiceRecord> invoices(int offset, int limit) throws StoreException {
    return read(() -> tables.invoices.newestFirst(InvoiceCodec::decode, offset, limit));
  }

  @Override
  public synchronized Optional<PaymentRecord> payment(PaymentId id) throws StoreException {
    return read(() -> tables.payments.find(id));
  }

  @Override
  public synchronized List<PaymentRecord> paymentsFor(PaymentHash paymentHash)
      throws StoreException {
    return read(() -> tables.payments.findAll(paymentHash));
  }

  @Override
  public synchronized List<PaymentRecord> payments(int offset, int limit) throws StoreException {
    return read(() -> tables.payments.newestFirst(offset, limit));
  }

  @Override
  public synchronized List<RevokedHtlc> revokedHtlcs(ChannelId channelId, long commitmentNumber)
      throws StoreException {
    return read(() -> tables.channels.revokedHtlcs(channelId, commitmentNumber));
  }

  @Override
  public synchronized Optional<Bytes> peerStorage(PublicKey nodeId) throws StoreException {
    return read(() -> tables.peerStorage.find(nodeId));
  }

  private <T> T read(Reading<T> reading) throws StoreException {
    checkUsable();
    try {
      return reading.read();
    } catch (SQLException e) {
      throw dialect.fault(e);
    } catch (StoreException e) {
      throw new StoreException(dialect + ": " + e.getMessage(), e);
    }
  }

  /**
   * Copies all into a new SQLite file, encrypted as this store is, while the node goes on. The copy
   * is of one moment: that of the last batch that was durable when this was called. Any thread may
   * call this.
   *
   * <p>The copy has the {@link StoredNode#COPY_MARK}, with the time of the copy in milliseconds
   * since 1970 (8 bytes): a node that starts from it publishes nothing of a channel before the peer
   * has confirmed that it did not move on.
   *
   * @param file that does not exist yet, in a directory that does
   */
  public void backup(Path file) throws StoreException {
    SqliteBackup.write(
        file,
        tables.seal,
        empty -> {
          try {
            copyInto(empty);
          } catch (SQLException e) {
            throw dialect.fault(e);
          }
        });
  }

  /** Fills an empty SQLite file with all of one moment. */
  abstract void copyInto(Path empty) throws SQLException, StoreException;

  /**
   * Writes all to another store, which should be empty: to move from one database to another, or to
   * one with another key. The node must not run, or what it writes meanwhile is not copied.
   */
  public void copyTo(Store target) throws StoreException {
    try (Connection snapshot = snapshot()) {
      new SqlReader(new SqlTables(new Statements(snapshot), tables.seal)).export(target::write);
    } catch (SQLException e) {
      throw dialect.fault(e);
    }
  }

  /** A second connection that sees one moment, whatever is written meanwhile. */
  abstract Connection snapshot() throws SQLException;

  RecordSeal seal() {
    return tables.seal;
  }

  /** Closes the database; a transaction that failed is rolled back. */
  @Override
  public synchronized void close() {
    try {
      closeConnection();
    } finally {
      release();
    }
  }

  synchronized void closeConnection() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      connection.close();
    } catch (SQLException e) {
      if (!failed) {
        throw new IllegalStateException("closing " + dialect, e);
      }
    }
  }

  /** Frees the lock, once. */
  abstract void release();
}
