package org.boltj.backup;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Optional;
import org.boltj.backup.BackupException.Problem;
import org.boltj.base.Bytes;
import org.boltj.base.Network;
import org.boltj.codec.DecodeException;
import org.boltj.crypto.ChaCha20Poly1305;
import org.boltj.crypto.Hash;
import org.boltj.crypto.Hkdf;
import org.boltj.sign.NodeSigner;

/**
 * Seals and opens backups: ChaCha20-Poly1305 (RFC 8439) under a key that only the node with this
 * signer can make. Each sealed backup has a random salt of 16 bytes in front, and a key of its own.
 */
public final class BackupKey {
  private static final int SALT_SIZE = 16;
  private static final int CHECKSUM_SIZE = 4;
  private static final Bytes PURPOSE = ascii("boltj/backup/1");

  /** The last character is the version of the envelope. */
  private static final Bytes MAGIC = ascii("boltj-scb-1");

  private final Bytes key;

  private BackupKey(Bytes key) {
    this.key = key;
  }

  /** HKDF-SHA256 (RFC 5869) of the ECDH of the node's key with itself. */
  public static BackupKey of(NodeSigner signer) {
    return new BackupKey(Hkdf.extract(PURPOSE, signer.ecdh(signer.nodeId())));
  }

  private static Bytes ascii(String text) {
    return Bytes.wrap(text.getBytes(US_ASCII));
  }

  // ---- for peers ----

  /**
   * Sealed for a peer's storage.
   *
   * @param salt 16 random bytes
   * @param size of the result in bytes, whatever the backup holds; the rest is padding
   * @return empty when the backup is too large
   */
  public Optional<Bytes> seal(StaticBackup backup, Bytes salt, int size) {
    Bytes plain = StaticBackupCodec.encode(backup);
    int padding = size - SALT_SIZE - ChaCha20Poly1305.TAG_SIZE - plain.size();
    return padding < 0
        ? Optional.empty()
        : Optional.of(seal(Bytes.concat(plain, Bytes.zeros(padding)), salt));
  }

  private Bytes seal(Bytes plain, Bytes salt) {
    salt.requireSize(SALT_SIZE, "a salt");
    return Bytes.concat(
        salt, ChaCha20Poly1305.seal(keyFor(salt), ChaCha20Poly1305.nonce(0), Bytes.EMPTY, plain));
  }

  private Bytes keyFor(Bytes salt) {
    return Hkdf.expand(key, salt, 32);
  }

  /**
   * Opens what {@link #seal} has made.
   *
   * @throws DecodeException when it is not ours, was changed, or is of a newer version
   */
  public StaticBackup open(Bytes sealed) throws DecodeException {
    return StaticBackupCodec.decode(
        plain(sealed).orElseThrow(() -> new DecodeException("not sealed by this node")));
  }

  private Optional<Bytes> plain(Bytes sealed) {
    if (sealed.size() < SALT_SIZE) {
      return Optional.empty();
    }
    return ChaCha20Poly1305.open(
        keyFor(sealed.slice(0, SALT_SIZE)),
        ChaCha20Poly1305.nonce(0),
        Bytes.EMPTY,
        sealed.slice(SALT_SIZE));
  }

  // ---- for files ----

  /**
   * A backup to keep: it tells by itself what it is and whether it is whole.
   *
   * @param salt 16 random bytes
   */
  public Bytes export(StaticBackup backup, Bytes salt) {
    Bytes body = Bytes.concat(MAGIC, seal(StaticBackupCodec.encode(backup), salt));
    return Bytes.concat(body, checksum(body));
  }

  private static Bytes checksum(Bytes body) {
    return Hash.sha256(body).slice(0, CHECKSUM_SIZE);
  }

  /**
   * Reads what {@link #export} has made.
   *
   * @throws BackupException when it cannot be used
   */
  public StaticBackup read(Bytes exported, Network network) {
    Bytes plain =
        plain(sealed(exported))
            .orElseThrow(
                () ->
                    new BackupException(
                        Problem.OTHER_SEED,
                        "the backup was made by a node with another seed: give the seed of that"
                            + " node"));
    StaticBackup backup = decode(plain);
    if (!backup.chainHash().equals(network.chainHash())) {
      throw new BackupException(
          Problem.OTHER_NETWORK, "the backup is of a node on another network than " + network);
    }
    return backup;
  }

  private static Bytes sealed(Bytes exported) {
    int end = exported.size() - CHECKSUM_SIZE;
    if (end < MAGIC.size()
        || !exported.slice(0, MAGIC.size() - 1).equals(MAGIC.slice(0, MAGIC.size() - 1))) {
      throw new BackupException(Problem.DAMAGED, "these bytes are no backup of boltj");
    }
    if (!checksum(exported.slice(0, end)).equals(exported.slice(end))) {
      throw new BackupException(
          Problem.DAMAGED, "the backup is truncated or damaged: take another copy of it");
    }
    if (exported.get(MAGIC.size() - 1) != MAGIC.get(MAGIC.size() - 1)) {
      throw newer();
    }
    return exported.slice(MAGIC.size(), end);
  }

  private static StaticBackup decode(Bytes plain) {
    if (!plain.isEmpty() && plain.unsigned(0) > StaticBackupCodec.VERSION) {
      throw newer();
    }
    try {
      return StaticBackupCodec.decode(plain);
    } catch (DecodeException e) {
      throw new BackupException(Problem.DAMAGED, "the backup cannot be read: " + e.getMessage());
    }
  }

  private static BackupException newer() {
    return new BackupException(
        Problem.NEWER_VERSION, "a newer version of this program wrote the backup: use that one");
  }
}
