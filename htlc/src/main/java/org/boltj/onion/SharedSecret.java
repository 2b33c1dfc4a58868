package org.boltj.onion;

import org.boltj.base.Bytes;

/**
 * The secret that the origin node shares with one hop, 32 bytes (BOLT 4, "Shared Secret"). Both
 * keep it until the HTLC is settled: returned failures are encrypted with keys derived from it.
 */
public record SharedSecret(Bytes value) {
  public SharedSecret {
    value.requireSize(32, "a shared secret");
  }

  public static SharedSecret fromHex(String hex) {
    return new SharedSecret(Bytes.fromHex(hex));
  }

  /** Hides the value: secrets must not reach a log. */
  @Override
  public String toString() {
    return "SharedSecret(**)";
  }

  /** Compares in constant time. */
  @Override
  public boolean equals(Object other) {
    return other instanceof SharedSecret that && value.equalsConstantTime(that.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }
}
