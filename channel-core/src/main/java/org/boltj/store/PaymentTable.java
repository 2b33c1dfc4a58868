package org.boltj.store;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.PaymentHash;
import org.boltj.payment.PaymentRecord;
import org.boltj.updates.PaymentId;

/**
 * Payments, which are also found by their hash, and of which a node that starts needs only those
 * that are pending.
 */
final class PaymentTable {
  private static final String NAME = "payment";

  private final Statements statements;
  private final RecordSeal seal;
  private final RecordTable records;

  PaymentTable(Statements statements, RecordSeal seal) {
    this.statements = statements;
    this.seal = seal;
    this.records = new RecordTable(statements, seal, NAME);
  }

  void put(PaymentRecord payment) throws SQLException {
    byte[] key = records.key(payment.id().value());
    statements.change(
        NAME,
        """
        INSERT INTO payment (key, payment_hash, pending, record) VALUES (?, ?, ?, ?)
          ON CONFLICT (key) DO UPDATE SET pending = excluded.pending, record = excluded.record
        """,
        key,
        hash(payment.paymentHash()),
        payment.isPending() ? 1 : 0,
        records.seal(key, PaymentCodec.encode(payment)));
  }

  private byte[] hash(PaymentHash hash) {
    return seal.key(NAME, hash.value());
  }

  Optional<PaymentRecord> find(PaymentId id) throws SQLException, StoreException {
    Optional<Bytes> record = records.find(id.value());
    return record.isPresent() ? Optional.of(PaymentCodec.decode(record.get())) : Optional.empty();
  }

  List<PaymentRecord> pending() throws SQLException, StoreException {
    return records.query("WHERE pending = 1 ORDER BY number", PaymentCodec::decode);
  }

  List<PaymentRecord> findAll(PaymentHash paymentHash) throws SQLException, StoreException {
    return records.query(
        "WHERE payment_hash = ? ORDER BY number DESC",
        PaymentCodec::decode,
        (Object) hash(paymentHash));
  }

  List<PaymentRecord> newestFirst(int offset, int limit) throws SQLException, StoreException {
    return records.newestFirst(PaymentCodec::decode, offset, limit);
  }

  void each(RecordTable.RecordConsumer consumer) throws SQLException, StoreException {
    records.each(consumer);
  }
}
