package org.boltj.store;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.boltj.base.Bytes;
import org.boltj.base.PrivateKey;
import org.boltj.codec.DecodeException;
import org.boltj.keys.ReceivedSecrets;

/**
 * The peer's revoked secrets: for each entry six bytes of index and 32 bytes of secret, at most
 * 1,862 bytes. Not protobuf, because they are written with every revocation.
 */
final class SecretsCodec {
  private static final int ENTRY_SIZE = 6 + 32;

  private SecretsCodec() {}

  static byte[] encode(ReceivedSecrets secrets) {
    ByteBuffer all = ByteBuffer.allocate(secrets.entries().size() * ENTRY_SIZE);
    for (ReceivedSecrets.Entry entry : secrets.entries()) {
      all.putShort((short) (entry.index() >>> 32)).putInt((int) entry.index());
      all.put(entry.secret().value().toArray());
    }
    return all.array();
  }

  static ReceivedSecrets decode(Bytes stored) throws DecodeException {
    if (stored.size() % ENTRY_SIZE != 0) {
      throw new DecodeException(stored.size() + " bytes are no list of secrets");
    }
    List<ReceivedSecrets.Entry> entries = new ArrayList<>();
    for (int at = 0; at < stored.size(); at += ENTRY_SIZE) {
      entries.add(
          new ReceivedSecrets.Entry(
              index(stored, at), new PrivateKey(stored.slice(at + 6, at + ENTRY_SIZE))));
    }
    return new ReceivedSecrets(entries);
  }

  private static long index(Bytes stored, int at) {
    long index = 0;
    for (int i = 0; i < 6; i++) {
      index = index << 8 | stored.unsigned(at + i);
    }
    return index;
  }
}
