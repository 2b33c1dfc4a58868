package org.boltj.store;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.SecureRandom;
import java.util.Arrays;
import org.boltj.base.Bytes;
import org.boltj.crypto.Hash;
import org.boltj.crypto.Xaes256Gcm;

/**
 * Records under a key of the application: a random nonce of 24 bytes, then XAES-256-GCM of the
 * record, whose tag also covers table and key, so that no record can take the place of another. The
 * nonces are random because a counter would have to survive crashes and copies of the store, and
 * long because the 2<sup>32</sup> random nonces that plain AES-GCM allows are used up by a busy
 * node within weeks.
 *
 * <p>A record is found by an HMAC of its key (16 bytes), so that who has the file alone cannot tell
 * which payments or channels are in it. An older record can take the place of a newer one with the
 * same key: a restored copy is found out by the peers, not here.
 */
final class EncryptedRecords implements RecordSeal {
  private static final int KEY_SIZE = 16;

  private final Xaes256Gcm cipher;
  private final Bytes indexKey;
  private final SecureRandom random = new SecureRandom();

  EncryptedRecords(StoreKey key) {
    cipher = new Xaes256Gcm(key.derive("boltj store: records"));
    indexKey = key.derive("boltj store: index");
  }

  @Override
  public boolean isEncrypted() {
    return true;
  }

  @Override
  public byte[] key(String table, Bytes key) {
    return Arrays.copyOf(mac(table, key).toArray(), KEY_SIZE);
  }

  private Bytes mac(String table, Bytes key) {
    return Hash.hmacSha256(indexKey, ascii(table), Bytes.of((byte) 0), key);
  }

  @Override
  public synchronized byte[] seal(String table, byte[] key, Bytes record) {
    byte[] nonce = new byte[Xaes256Gcm.NONCE_SIZE];
    random.nextBytes(nonce);
    byte[] stored = Arrays.copyOf(nonce, nonce.length + record.size() + Xaes256Gcm.TAG_SIZE);
    cipher.seal(nonce, place(table, key), record.toArray(), stored, nonce.length);
    return stored;
  }

  @Override
  public synchronized Bytes open(String table, byte[] key, byte[] stored) throws StoreException {
    byte[] nonce = Arrays.copyOf(stored, Xaes256Gcm.NONCE_SIZE);
    return cipher
        .open(nonce, place(table, key), stored, Xaes256Gcm.NONCE_SIZE)
        .map(Bytes::wrap)
        .orElseThrow(
            () ->
                RecordEnvelope.damaged(
                    "a record of table " + table, "its authentication tag is wrong", null));
  }

  private static byte[] place(String table, byte[] key) {
    return Bytes.concat(ascii(table), Bytes.of((byte) 0), Bytes.wrap(key)).toArray();
  }

  @Override
  public byte[] mask(String table, Bytes row, Bytes value) {
    byte[] masked = value.toArray();
    Bytes stream = mac(table, row);
    for (int i = 0; i < masked.length; i++) {
      masked[i] ^= stream.get(i);
    }
    return masked;
  }

  private static Bytes ascii(String text) {
    return Bytes.wrap(text.getBytes(US_ASCII));
  }
}
