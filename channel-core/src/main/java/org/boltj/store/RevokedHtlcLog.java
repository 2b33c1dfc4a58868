package org.boltj.store;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.boltj.base.Bytes;
import org.boltj.base.CltvExpiry;
import org.boltj.commitment.HtlcDirection;
import org.boltj.updates.RevokedHtlc;

/** The revoked HTLCs of one channel in memory, 41 bytes each. */
final class RevokedHtlcLog {
  private static final int HASH_SIZE = 20;
  private static final int RECORD_SIZE = 1 + 8 + HASH_SIZE + 4 + 8;

  private ByteBuffer records = ByteBuffer.allocate(16 * RECORD_SIZE);

  void add(RevokedHtlc htlc) {
    if (records.remaining() < RECORD_SIZE) {
      records = ByteBuffer.allocate(2 * records.capacity()).put(records.flip());
    }
    records
        .put((byte) htlc.direction().code())
        .putLong(htlc.id())
        .put(htlc.paymentHash160().toArray())
        .putInt((int) htlc.cltvExpiry().height())
        .putLong(htlc.lastCommitment());
  }

  /** As {@link Store#revokedHtlcs}. */
  List<RevokedHtlc> find(long commitmentNumber) {
    List<RevokedHtlc> all = new ArrayList<>();
    for (ByteBuffer read = records.duplicate().flip(); read.hasRemaining(); ) {
      RevokedHtlc htlc = read(read);
      if (htlc.lastCommitment() >= commitmentNumber) {
        all.add(htlc);
      }
    }
    all.sort(Comparator.comparingLong(RevokedHtlc::id));
    List<RevokedHtlc> found = new ArrayList<>();
    for (HtlcDirection direction : HtlcDirection.values()) {
      all.stream()
          .filter(htlc -> htlc.direction() == direction)
          .distinct()
          .limit(RevokedHtlc.MAX_OF_DIRECTION)
          .forEach(found::add);
    }
    return found;
  }

  private static RevokedHtlc read(ByteBuffer from) {
    HtlcDirection direction = HtlcDirection.ofCode(from.get());
    long id = from.getLong();
    byte[] hash = new byte[HASH_SIZE];
    from.get(hash);
    return new RevokedHtlc(
        direction,
        id,
        Bytes.wrap(hash),
        new CltvExpiry(Integer.toUnsignedLong(from.getInt())),
        from.getLong());
  }
}
