package org.boltj.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.boltj.base.Bytes;

/**
 * A TLV stream: records in strictly increasing order of type (BOLT 1, "Type-Length-Value Format").
 */
public record TlvStream(List<TlvRecord> records) {
  public static final TlvStream EMPTY = new TlvStream(List.of());

  public TlvStream {
    records = List.copyOf(records);
    for (int i = 1; i < records.size(); i++) {
      if (Long.compareUnsigned(records.get(i - 1).type(), records.get(i).type()) >= 0) {
        throw new IllegalArgumentException("TLV types must increase: " + records);
      }
    }
  }

  /**
   * Reads all that remains as a stream.
   *
   * @param known the types that the message defines; another even type fails the stream
   */
  public static TlvStream read(WireReader in, Set<Long> known) throws DecodeException {
    List<TlvRecord> records = new ArrayList<>();
    while (in.hasRemaining()) {
      long type = in.bigSize();
      if (!records.isEmpty()
          && Long.compareUnsigned(records.get(records.size() - 1).type(), type) >= 0) {
        throw new DecodeException("TLV type " + Long.toUnsignedString(type) + " is out of order");
      }
      if (type % 2 == 0 && !known.contains(type)) {
        throw new DecodeException("unknown even TLV type " + Long.toUnsignedString(type));
      }
      long length = in.bigSize();
      if (length < 0 || length > in.remaining()) {
        throw new DecodeException(
            "TLV type "
                + Long.toUnsignedString(type)
                + " claims "
                + Long.toUnsignedString(length)
                + " bytes, "
                + in.remaining()
                + " left");
      }
      records.add(new TlvRecord(type, in.bytes((int) length)));
    }
    return records.isEmpty() ? EMPTY : new TlvStream(records);
  }

  public void write(WireWriter out) {
    for (TlvRecord record : records) {
      out.bigSize(record.type()).bigSize(record.value().size()).bytes(record.value());
    }
  }

  public Optional<Bytes> get(long type) {
    return records.stream().filter(r -> r.type() == type).map(TlvRecord::value).findFirst();
  }

  /** Collects records and puts them in order. */
  public static final class Builder {
    private final List<TlvRecord> records = new ArrayList<>();

    public Builder put(long type, Bytes value) {
      records.add(new TlvRecord(type, value));
      return this;
    }

    /** Adds the record when there is a value. */
    public Builder put(long type, Optional<Bytes> value) {
      value.ifPresent(v -> put(type, v));
      return this;
    }

    public TlvStream build() {
      records.sort((a, b) -> Long.compareUnsigned(a.type(), b.type()));
      return new TlvStream(records);
    }
  }

  public static Builder builder() {
    return new Builder();
  }
}
