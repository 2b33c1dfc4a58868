package org.boltj.base;

/**
 * payment_secret: ties the parts of a payment together and shows that the payer saw the invoice
 * (BOLT 4).
 */
public record PaymentSecret(Bytes value) {
  public PaymentSecret {
    value.requireSize(32, "a payment_secret");
  }

  public static PaymentSecret fromHex(String hex) {
    return new PaymentSecret(Bytes.fromHex(hex));
  }

  /** Hides the value: secrets must not reach a log. */
  @Override
  public String toString() {
    return "PaymentSecret(**)";
  }

  /** Compares in constant time. */
  @Override
  public boolean equals(Object other) {
    return other instanceof PaymentSecret that && value.equalsConstantTime(that.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }
}
