package org.boltj.invoice;

import java.nio.charset.StandardCharsets;
import org.boltj.base.Bytes;
import org.boltj.crypto.Hash;

/**
 * What a payment is for. It was written by the payee: escape it before you show it (BOLT 11,
 * "Security Considerations for Payment Descriptions").
 */
public sealed interface InvoiceDescription {
  /** description: a text of at most 639 bytes in UTF-8. */
  record Text(String text) implements InvoiceDescription {}

  /** description_hash: SHA-256 of a text that the payee hands out in another way, 32 bytes. */
  record OfHash(Bytes sha256) implements InvoiceDescription {
    public OfHash {
      sha256.requireSize(32, "a description_hash");
    }

    /** Whether this is the text meant; a payer must check it. */
    public boolean isHashOf(String text) {
      return Hash.sha256(Bytes.wrap(text.getBytes(StandardCharsets.UTF_8))).equals(sha256);
    }
  }
}
