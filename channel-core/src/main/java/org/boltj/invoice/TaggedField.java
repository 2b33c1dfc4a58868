package org.boltj.invoice;

import org.boltj.base.Bytes;

/**
 * A field of an invoice as it stands there (BOLT 11, "Tagged Fields").
 *
 * @param type 0 to 31
 * @param data values of 5 bits, one in each byte, at most 1023
 */
public record TaggedField(int type, Bytes data) {
  static final int PAYMENT_HASH = 1;
  static final int ROUTE_HINT = 3;
  static final int FEATURES = 5;
  static final int EXPIRY = 6;
  static final int FALLBACK = 9;
  static final int DESCRIPTION = 13;
  static final int PAYMENT_SECRET = 16;
  static final int PAYEE = 19;
  static final int DESCRIPTION_HASH = 23;
  static final int MIN_FINAL_CLTV_EXPIRY_DELTA = 24;
  static final int PAYMENT_METADATA = 27;

  /** More does not fit data_length. */
  static final int MAX_SIZE = 1023;

  public TaggedField {
    if (type < 0 || type > 31) {
      throw new IllegalArgumentException("a field type has 5 bits: " + type);
    }
    if (data.size() > MAX_SIZE) {
      throw new IllegalArgumentException(
          "a field has at most 1023 values of 5 bits (639 bytes): " + data.size());
    }
  }

  static TaggedField ofBytes(int type, Bytes bytes) {
    return new TaggedField(type, Bytes.wrap(FiveBits.fromBytes(bytes)));
  }

  static TaggedField ofNumber(int type, long number) {
    return new TaggedField(type, Bytes.wrap(FiveBits.fromNumber(number)));
  }

  Bytes bytes() throws InvoiceException {
    return FiveBits.toBytes(data.toArray());
  }

  /** As a number without leading zeros, which the writer must leave out. */
  long number(String name, long max) throws InvoiceException {
    if (!data.isEmpty() && data.get(0) == 0) {
      throw new InvoiceException(
          InvoiceException.Problem.INVALID_FIELD, name + " starts with zeros");
    }
    long number = data.size() > 12 ? Long.MAX_VALUE : FiveBits.toNumber(data.toArray());
    if (number > max) {
      throw new InvoiceException(
          InvoiceException.Problem.INVALID_FIELD, name + " is more than " + max);
    }
    return number;
  }
}
