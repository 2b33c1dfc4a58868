package org.boltj.updates;

import org.boltj.base.Bytes;

/** Names one payment that this node makes; 32 bytes that the payment layer draws. */
public record PaymentId(Bytes value) implements Comparable<PaymentId> {
  public PaymentId {
    value.requireSize(32, "a payment id");
  }

  @Override
  public int compareTo(PaymentId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value.toHex();
  }
}
