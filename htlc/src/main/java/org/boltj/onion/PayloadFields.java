package org.boltj.onion;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;
import org.boltj.base.Bytes;
import org.boltj.base.CltvExpiry;
import org.boltj.base.MilliSatoshi;
import org.boltj.codec.DecodeException;
import org.boltj.codec.TlvRecord;
import org.boltj.codec.WireReader;

/**
 * The TLV stream of a hop payload. Unlike {@link org.boltj.codec.TlvStream} it knows where each
 * record stands, because invalid_onion_payload tells the origin node type and offset of the one at
 * fault.
 */
final class PayloadFields {
  /** A record, and where it starts in the payload. */
  record Field(long type, int offset, Bytes value) {}

  /** What is wrong, as invalid_onion_payload says it. */
  static final class Fault extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient FailureMessage.InvalidOnionPayload failure;

    Fault(long type, int offset, String message) {
      super("payload type " + Long.toUnsignedString(type) + ": " + message);
      this.failure = new FailureMessage.InvalidOnionPayload(type, offset);
    }

    FailureMessage.InvalidOnionPayload failure() {
      return failure;
    }
  }

  /** Reads one value. */
  interface ValueReader<T> {
    T read(WireReader in) throws DecodeException;
  }

  private final List<Field> fields = new ArrayList<>();

  /**
   * @param known the even types that are understood
   */
  PayloadFields(Bytes payload, LongPredicate known) throws Fault {
    WireReader in = new WireReader(payload);
    while (in.hasRemaining()) {
      int offset = payload.size() - in.remaining();
      Field field = read(in, offset);
      if (!fields.isEmpty()
          && Long.compareUnsigned(fields.get(fields.size() - 1).type(), field.type()) >= 0) {
        throw new Fault(field.type(), offset, "out of order");
      }
      if (field.type() % 2 == 0 && !known.test(field.type())) {
        throw new Fault(field.type(), offset, "unknown and even");
      }
      fields.add(field);
    }
  }

  private static Field read(WireReader in, int offset) throws Fault {
    long type = 0;
    try {
      type = in.bigSize();
      long length = in.bigSize();
      if (length < 0 || length > in.remaining()) {
        throw new DecodeException("claims " + Long.toUnsignedString(length) + " bytes");
      }
      return new Field(type, offset, in.bytes((int) length));
    } catch (DecodeException e) {
      throw new Fault(type, offset, String.valueOf(e.getMessage()));
    }
  }

  private Optional<Field> field(long type) {
    return fields.stream().filter(f -> f.type() == type).findFirst();
  }

  boolean has(long type) {
    return field(type).isPresent();
  }

  <T> Optional<T> optional(long type, ValueReader<T> reader) throws Fault {
    Optional<Field> field = field(type);
    if (field.isEmpty()) {
      return Optional.empty();
    }
    try {
      WireReader in = new WireReader(field.get().value());
      T value = reader.read(in);
      in.end();
      return Optional.of(value);
    } catch (DecodeException e) {
      throw new Fault(type, field.get().offset(), String.valueOf(e.getMessage()));
    }
  }

  <T> T required(long type, ValueReader<T> reader) throws Fault {
    Optional<T> value = optional(type, reader);
    if (value.isEmpty()) {
      throw new Fault(type, 0, "missing");
    }
    return value.get();
  }

  /** Fails when there is any other record, odd ones too, as inside blinded paths. */
  void requireOnly(Set<Long> allowed) throws Fault {
    for (Field field : fields) {
      if (!allowed.contains(field.type())) {
        throw new Fault(field.type(), field.offset(), "not allowed in a blinded path");
      }
    }
  }

  /** The records of the application. */
  List<TlvRecord> from(long firstType) {
    return fields.stream()
        .filter(f -> Long.compareUnsigned(f.type(), firstType) >= 0)
        .map(f -> new TlvRecord(f.type(), f.value()))
        .toList();
  }

  static MilliSatoshi amount(WireReader in) throws DecodeException {
    long msat = in.tu(8);
    if (msat < 0 || msat > MilliSatoshi.MAX_MONEY.msat()) {
      throw new DecodeException(
          Long.toUnsignedString(msat) + " msat is more than 21 million bitcoin");
    }
    return MilliSatoshi.of(msat);
  }

  static CltvExpiry expiry(WireReader in) throws DecodeException {
    return new CltvExpiry(in.tu(4));
  }
}
