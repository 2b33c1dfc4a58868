package org.boltj.store;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.base.CltvExpiry;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.PublicKey;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireMessage;
import org.boltj.message.MessageCodec;
import org.boltj.tx.Transaction;

/** How our values look in fields of protobuf messages. */
final class RawFields {
  private RawFields() {}

  static ByteString raw(Bytes bytes) {
    return UnsafeByteOperations.unsafeWrap(bytes.toArray());
  }

  static ByteString raw(PublicKey key) {
    return raw(key.value());
  }

  static ByteString raw(ChannelId channelId) {
    return raw(channelId.value());
  }

  static ByteString raw(Transaction transaction) {
    return raw(transaction.serialize());
  }

  static ByteString raw(WireMessage message) {
    return raw(message.encode());
  }

  static Bytes bytes(ByteString raw) {
    return Bytes.wrap(raw.toByteArray());
  }

  static PublicKey publicKey(ByteString raw) {
    return new PublicKey(bytes(raw));
  }

  static ChannelId channelId(ByteString raw) {
    return new ChannelId(bytes(raw));
  }

  static Transaction transaction(ByteString raw) throws DecodeException {
    return Transaction.parse(bytes(raw));
  }

  static <M extends WireMessage> M message(Class<M> type, ByteString raw) throws DecodeException {
    WireMessage message = MessageCodec.decode(bytes(raw));
    if (!type.isInstance(message)) {
      throw new DecodeException("message " + message.type() + " is not " + type.getSimpleName());
    }
    return type.cast(message);
  }

  static Optional<Bytes> optional(boolean present, ByteString raw) {
    return present ? Optional.of(bytes(raw)) : Optional.empty();
  }

  /** Values of one size, one after the other. */
  static <T> ByteString joined(List<T> values, Function<T, Bytes> bytes) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    values.forEach(value -> all.writeBytes(bytes.apply(value).toArray()));
    return UnsafeByteOperations.unsafeWrap(all.toByteArray());
  }

  static <T> List<T> split(ByteString joined, int size, Function<Bytes, T> value)
      throws DecodeException {
    if (joined.size() % size != 0) {
      throw new DecodeException(joined.size() + " bytes are no list of " + size + " bytes each");
    }
    List<T> values = new ArrayList<>(joined.size() / size);
    for (int at = 0; at < joined.size(); at += size) {
      values.add(value.apply(bytes(joined.substring(at, at + size))));
    }
    return values;
  }

  /** A 32-bit number without sign, as protobuf keeps it in Java. */
  static int uint32(long number) {
    return (int) number;
  }

  static FeeratePerKw feerate(int uint32) {
    return new FeeratePerKw(Integer.toUnsignedLong(uint32));
  }

  static CltvExpiry expiry(int uint32) {
    return new CltvExpiry(Integer.toUnsignedLong(uint32));
  }
}
