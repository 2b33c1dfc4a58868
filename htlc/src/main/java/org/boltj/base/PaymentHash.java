package org.boltj.base;

/** payment_hash: the SHA-256 of a {@link PaymentPreimage} (BOLT 2). */
public record PaymentHash(Bytes value) implements Comparable<PaymentHash> {
  public PaymentHash {
    value.requireSize(32, "a payment_hash");
  }

  public static PaymentHash fromHex(String hex) {
    return new PaymentHash(Bytes.fromHex(hex));
  }

  @Override
  public int compareTo(PaymentHash other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value.toHex();
  }
}
