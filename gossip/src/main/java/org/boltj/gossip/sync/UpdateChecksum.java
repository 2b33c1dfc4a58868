package org.boltj.gossip.sync;

import java.util.zip.CRC32C;
import org.boltj.base.Bytes;

/** The checksum of a channel_update (BOLT 7, channel_update_checksums). */
final class UpdateChecksum {
  private static final int AFTER_TYPE_AND_SIGNATURE = 2 + 64;
  private static final int CHAIN_AND_ID_SIZE = 32 + 8;
  private static final int TIMESTAMP_SIZE = 4;

  private UpdateChecksum() {}

  /** CRC32C of an encoded channel_update without type, signature and timestamp. */
  static long of(Bytes encodedUpdate) {
    byte[] bytes = encodedUpdate.toArray();
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, AFTER_TYPE_AND_SIGNATURE, CHAIN_AND_ID_SIZE);
    int rest = AFTER_TYPE_AND_SIGNATURE + CHAIN_AND_ID_SIZE + TIMESTAMP_SIZE;
    checksum.update(bytes, rest, bytes.length - rest);
    return checksum.getValue();
  }
}
