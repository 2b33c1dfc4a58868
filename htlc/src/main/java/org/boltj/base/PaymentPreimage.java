package org.boltj.base;

/** payment_preimage: the proof of payment (BOLT 2). */
public record PaymentPreimage(Bytes value) {
  public PaymentPreimage {
    value.requireSize(32, "a payment_preimage");
  }

  public static PaymentPreimage fromHex(String hex) {
    return new PaymentPreimage(Bytes.fromHex(hex));
  }

  /** Hides the value: secrets must not reach a log. */
  @Override
  public String toString() {
    return "PaymentPreimage(**)";
  }

  /** Compares in constant time. */
  @Override
  public boolean equals(Object other) {
    return other instanceof PaymentPreimage that && value.equalsConstantTime(that.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }
}
