package org.boltj.crypto;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.boltj.base.Bytes;
import org.bouncycastle.crypto.digests.RIPEMD160Digest;

/** The hash functions of Bitcoin and Lightning. Several parts count as one concatenated input. */
public final class Hash {
  /** Never fed: a clone of it costs less than a look-up of the algorithm. */
  private static final MessageDigest SHA256 = newSha256();

  private static final Mac HMAC_SHA256 = newHmacSha256();

  private Hash() {}

  /** SHA-256, 32 bytes. */
  public static Bytes sha256(Bytes... parts) {
    return Bytes.wrap(digest(parts));
  }

  /** SHA-256 of SHA-256, 32 bytes. */
  public static Bytes doubleSha256(Bytes... parts) {
    return Bytes.wrap(sha256().digest(digest(parts)));
  }

  /** RIPEMD-160, 20 bytes. */
  public static Bytes ripemd160(Bytes value) {
    return ripemd160(value.toArray());
  }

  /** RIPEMD-160 of SHA-256, 20 bytes. */
  public static Bytes hash160(Bytes value) {
    return ripemd160(digest(value));
  }

  /** HMAC with SHA-256, 32 bytes (RFC 2104); the key may have any size. */
  public static Bytes hmacSha256(Bytes key, Bytes... parts) {
    try {
      Mac mac = (Mac) HMAC_SHA256.clone();
      // HMAC fills a key up with zeros, and the JDK refuses empty keys.
      byte[] keyBytes = key.isEmpty() ? new byte[1] : key.toArray();
      mac.init(new SecretKeySpec(keyBytes, "HmacSHA256"));
      for (Bytes part : parts) {
        mac.update(part.toArray());
      }
      return Bytes.wrap(mac.doFinal());
    } catch (GeneralSecurityException | CloneNotSupportedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The tagged hash of BIP 340: SHA-256(SHA-256(tag) || SHA-256(tag) || parts), 32 bytes. */
  public static Bytes taggedHash(String tag, Bytes... parts) {
    byte[] tagHash = sha256().digest(tag.getBytes(StandardCharsets.UTF_8));
    MessageDigest sha256 = sha256();
    sha256.update(tagHash);
    sha256.update(tagHash);
    return Bytes.wrap(digest(sha256, parts));
  }

  private static Bytes ripemd160(byte[] value) {
    RIPEMD160Digest digest = new RIPEMD160Digest();
    digest.update(value, 0, value.length);
    byte[] out = new byte[20];
    digest.doFinal(out, 0);
    return Bytes.wrap(out);
  }

  private static byte[] digest(Bytes... parts) {
    return digest(sha256(), parts);
  }

  private static byte[] digest(MessageDigest sha256, Bytes... parts) {
    for (Bytes part : parts) {
      sha256.update(part.toArray());
    }
    return sha256.digest();
  }

  private static MessageDigest sha256() {
    try {
      return (MessageDigest) SHA256.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Mac newHmacSha256() {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      // Fixes the provider: before the first init the JDK would still choose, in every clone.
      mac.init(new SecretKeySpec(new byte[1], "HmacSHA256"));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
