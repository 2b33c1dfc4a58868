package org.boltj.store;

import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.boltj.base.Bytes;
import org.boltj.base.CltvExpiry;
import org.boltj.commitment.HtlcDirection;
import org.boltj.updates.RevokedHtlc;

/**
 * The HTLCs of revoked commitments. There is a row for each HTLC ever, so rows are small: a channel
 * is named by its key index, and only the hash, by which others could recognize a payment, is
 * hidden.
 */
final class RevokedHtlcTable {
  private static final String NAME = "revoked_htlc";

  private final Statements statements;
  private final RecordSeal seal;

  RevokedHtlcTable(Statements statements, RecordSeal seal) {
    this.statements = statements;
    this.seal = seal;
  }

  void add(long keyIndex, List<RevokedHtlc> htlcs) throws SQLException {
    for (RevokedHtlc htlc : htlcs) {
      statements.change(
          NAME,
          """
          INSERT INTO revoked_htlc
            (key_index, direction, htlc_id, last_commitment, cltv_expiry, payment_hash160)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (key_index, direction, htlc_id)
            DO UPDATE SET last_commitment = excluded.last_commitment,
              cltv_expiry = excluded.cltv_expiry, payment_hash160 = excluded.payment_hash160
          """,
          keyIndex,
          htlc.direction().code(),
          htlc.id(),
          htlc.lastCommitment(),
          htlc.cltvExpiry().height(),
          mask(keyIndex, htlc.direction(), htlc.id(), htlc.paymentHash160()));
    }
  }

  void remove(long keyIndex) throws SQLException {
    statements.change(NAME, "DELETE FROM revoked_htlc WHERE key_index = ?", keyIndex);
  }

  /** As {@link Store#revokedHtlcs}. */
  List<RevokedHtlc> find(long keyIndex, long commitmentNumber) throws SQLException, StoreException {
    List<RevokedHtlc> found = new ArrayList<>();
    for (HtlcDirection direction : HtlcDirection.values()) {
      found.addAll(page(keyIndex, direction, -1, commitmentNumber, RevokedHtlc.MAX_OF_DIRECTION));
    }
    return found;
  }

  /**
   * Those with the lowest ids above {@code afterId}.
   *
   * @param commitmentNumber which they or later ones held
   */
  List<RevokedHtlc> page(
      long keyIndex, HtlcDirection direction, long afterId, long commitmentNumber, int limit)
      throws SQLException, StoreException {
    return statements.query(
        """
        SELECT htlc_id, last_commitment, cltv_expiry, payment_hash160 FROM revoked_htlc
          WHERE key_index = ? AND direction = ? AND htlc_id > ? AND last_commitment >= ?
          ORDER BY htlc_id LIMIT ?
        """,
        row ->
            new RevokedHtlc(
                direction,
                row.getLong(1),
                Bytes.wrap(mask(keyIndex, direction, row.getLong(1), Bytes.wrap(row.getBytes(4)))),
                new CltvExpiry(row.getLong(3)),
                row.getLong(2)),
        keyIndex,
        direction.code(),
        afterId,
        commitmentNumber,
        limit);
  }

  private byte[] mask(long keyIndex, HtlcDirection direction, long id, Bytes hash) {
    ByteBuffer row = ByteBuffer.allocate(17);
    row.putLong(keyIndex).put((byte) direction.code()).putLong(id);
    return seal.mask(NAME, Bytes.wrap(row.array()), hash);
  }
}
