package org.boltj.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.boltj.base.Bytes;
import org.boltj.base.PublicKey;
import org.boltj.base.Satoshi;
import org.boltj.base.ShortChannelId;
import org.boltj.channel.PersistentState;
import org.boltj.payment.InvoiceRecord;
import org.boltj.payment.PaymentRecord;

/**
 * A SQLite database as text, one statement a line, so that those of every version can be kept and
 * read. They are written once for each version and never again.
 */
final class StoredDatabase {
  private static final PublicKey NODE =
      PublicKey.fromHex("0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798");

  /** One of each kind that has no sample of its own. */
  static final List<Change> OTHERS =
      List.of(
          new Change.PutPeer(new PeerRecord(NODE, "peer.example", 9735)),
          new Change.PutMeta("network", Bytes.fromHex("0102")),
          new Change.PutMeta("nothing", Bytes.EMPTY),
          new Change.PutGossipChannel(
              ShortChannelId.of(100, 1, 0), Bytes.fromHex("0100aa"), Optional.empty(), 5),
          new Change.PutGossipChannel(
              new ShortChannelId(-5), Bytes.fromHex("0100bb"), Optional.of(Satoshi.of(7)), 6),
          new Change.PutGossipUpdate(new ShortChannelId(-5), 1, Bytes.fromHex("0102cc")),
          new Change.PutGossipNode(NODE, Bytes.fromHex("0101dd")));

  private StoredDatabase() {}

  /** The statements that make this database. */
  static List<String> dump(Path file) throws SQLException {
    List<String> lines = new ArrayList<>();
    try (Connection connection = connect(file);
        Statement statement = connection.createStatement()) {
      for (String pragma : List.of("application_id", "user_version")) {
        lines.add("PRAGMA " + pragma + " = " + column(statement, "PRAGMA " + pragma).getFirst());
      }
      column(
              statement,
              "SELECT sql FROM sqlite_schema WHERE sql NOT NULL ORDER BY type = 'index', rowid")
          .forEach(sql -> lines.add(sql.replaceAll("\\s+", " ").trim()));
      for (String table :
          column(statement, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY rowid")) {
        lines.addAll(rows(statement, table));
      }
    }
    return lines;
  }

  private static List<String> rows(Statement statement, String table) throws SQLException {
    List<String> lines = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery("SELECT * FROM " + table)) {
      int columns = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        List<String> values = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          values.add(literal(rows.getObject(i)));
        }
        lines.add("INSERT INTO " + table + " VALUES (" + String.join(", ", values) + ")");
      }
    }
    return lines;
  }

  private static String literal(Object value) {
    return switch (value) {
      case null -> "NULL";
      case byte[] blob -> "X'" + Bytes.wrap(blob).toHex() + "'";
      case String text -> "'" + text.replace("'", "''") + "'";
      default -> value.toString();
    };
  }

  private static List<String> column(Statement statement, String sql) throws SQLException {
    List<String> values = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }

  /** Makes a database out of a dump. */
  static void restore(List<String> dump, Path file) throws SQLException {
    try (Connection connection = connect(file);
        Statement statement = connection.createStatement()) {
      for (String line : dump) {
        statement.execute(line);
      }
    }
  }

  private static Connection connect(Path file) throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + file);
  }

  /** All samples of records, and one of each kind that has no sample of its own. */
  static List<Change> changes(Path samples) throws IOException, StoreException {
    List<Change> changes = new ArrayList<>();
    for (String name : StoredSample.names("/stored/" + samples.getFileName())) {
      Properties sample = new Properties();
      try (var in = Files.newInputStream(samples.resolve(name + ".properties"))) {
        sample.load(in);
      }
      changes.add(
          switch (StoredSample.decode(name, sample)) {
            case PersistentState state -> new Change.PutChannel(state);
            case InvoiceRecord invoice -> new Change.PutInvoice(invoice);
            case PaymentRecord payment -> new Change.PutPayment(payment);
            case ChainTrail trail -> new Change.PutChainTrail(trail);
            default -> throw new IllegalArgumentException(name);
          });
    }
    changes.addAll(OTHERS);
    return changes;
  }

  /**
   * Writes the dumps of two databases with all samples of records.
   *
   * @param arguments the directory of the samples of this version
   */
  public static void main(String... arguments) throws Exception {
    Path directory = Path.of(arguments[0]);
    StoreBatch all = new StoreBatch(changes(directory));
    Path temporary = Files.createTempDirectory("stored");
    Path clear = temporary.resolve("clear.db");
    Path encrypted = temporary.resolve("encrypted.db");
    try (Store store = SqliteStore.open(clear);
        Store secret = SqliteStore.open(encrypted, key())) {
      store.write(all);
      secret.write(all);
    }
    Files.write(directory.resolve("database.sql"), dump(clear));
    Files.write(directory.resolve("encrypted.sql"), dump(encrypted));
  }

  /** Of the databases that are encrypted. */
  static StoreKey key() {
    byte[] secret = new byte[StoreKey.SIZE];
    Arrays.fill(secret, (byte) 7);
    return StoreKey.of(secret);
  }
}
