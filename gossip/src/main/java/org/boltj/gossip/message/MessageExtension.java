package org.boltj.gossip.message;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.boltj.base.Bytes;
import org.boltj.codec.DecodeException;
import org.boltj.codec.TlvStream;
import org.boltj.codec.WireReader;
import org.boltj.codec.WireWriter;

/**
 * The TLV stream that ends a message (BOLT 1, "Lightning Message Format"): its known records are
 * fields of the message, unknown odd records are dropped.
 */
public final class MessageExtension {
  private final TlvStream records;

  private MessageExtension(TlvStream records) {
    this.records = records;
  }

  /** Reads all that remains; an even type that is not among {@code known} fails the message. */
  public static MessageExtension read(WireReader in, Long... known) throws DecodeException {
    return new MessageExtension(
        TlvStream.read(in, Arrays.stream(known).collect(Collectors.toUnmodifiableSet())));
  }

  /** The record's value, read by {@code field}, which must use up all of its bytes. */
  public <T> Optional<T> get(long type, Field<T> field) throws DecodeException {
    Optional<Bytes> value = records.get(type);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    WireReader in = new WireReader(value.get());
    T read = field.read(in);
    in.end();
    return Optional.of(read);
  }

  /** Whether there is such a record; its value must be empty. */
  public boolean isPresent(long type) throws DecodeException {
    return get(type, in -> true).isPresent();
  }

  public static Builder builder() {
    return new Builder();
  }

  /** Reads the value of one record. */
  @FunctionalInterface
  public interface Field<T> {
    T read(WireReader in) throws DecodeException;
  }

  /** Collects the records that are present. */
  public static final class Builder {
    private final TlvStream.Builder records = TlvStream.builder();

    public <T> Builder put(long type, Optional<T> value, BiConsumer<WireWriter, T> field) {
      value.ifPresent(
          v -> {
            WireWriter out = new WireWriter();
            field.accept(out, v);
            records.put(type, out.toBytes());
          });
      return this;
    }

    /** A record without a value, when {@code present}. */
    public Builder putFlag(long type, boolean present) {
      return put(type, present ? Optional.of(true) : Optional.empty(), (out, flag) -> {});
    }

    public void writeTo(WireWriter out) {
      out.tlvs(records.build());
    }
  }
}
