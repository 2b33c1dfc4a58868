package org.boltj.store;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.boltj.base.Bytes;
import org.boltj.codec.DecodeException;
import org.jspecify.annotations.Nullable;

/**
 * What every record is stored in: one byte with the version of its format, the CRC-32C of the
 * content (four bytes), and the content.
 *
 * <p>Fields can be added to a format without a new version as long as older programs may ignore
 * them. The check sum finds what a disk has spoilt: an undetected change of a channel's state could
 * cost all of its money.
 */
final class RecordEnvelope {
  /** The version that is written, and the newest that can be read. */
  static final int VERSION = 1;

  private static final int HEADER_SIZE = 5;

  private RecordEnvelope() {}

  /** Makes a value out of the content. */
  interface Reading<P, R> {
    R read(P content) throws DecodeException;
  }

  static Bytes seal(MessageLite content) {
    return seal(VERSION, content.toByteArray());
  }

  static Bytes seal(int version, byte[] content) {
    ByteBuffer sealed = ByteBuffer.allocate(HEADER_SIZE + content.length);
    sealed.put((byte) version).putInt(checkSum(content, 0, content.length)).put(content);
    return Bytes.wrap(sealed.array());
  }

  /**
   * Reads a protobuf record.
   *
   * @param what names the record in an error
   */
  static <P, R> R open(String what, Bytes sealed, Parser<P> parser, Reading<P, R> reading)
      throws StoreException {
    byte[] array = checked(what, sealed);
    try {
      return reading.read(parser.parseFrom(array, HEADER_SIZE, array.length - HEADER_SIZE));
    } catch (InvalidProtocolBufferException | DecodeException | IllegalArgumentException e) {
      throw damaged(what, String.valueOf(e.getMessage()), e);
    }
  }

  /** Reads a record that has a format of its own. */
  static <R> R open(String what, Bytes sealed, Reading<Bytes, R> reading) throws StoreException {
    byte[] array = checked(what, sealed);
    try {
      return reading.read(Bytes.wrap(array).slice(HEADER_SIZE));
    } catch (DecodeException | IllegalArgumentException e) {
      throw damaged(what, String.valueOf(e.getMessage()), e);
    }
  }

  private static byte[] checked(String what, Bytes sealed) throws StoreException {
    byte[] array = sealed.toArray();
    if (array.length < HEADER_SIZE) {
      throw damaged(what, "it has only " + array.length + " bytes", null);
    }
    int version = array[0] & 0xff;
    if (version == 0 || version > VERSION) {
      throw new StoreException(
          ("%s has format version %d, but this program reads versions up to %d: "
                  + "use the program that wrote it, or a newer one")
              .formatted(what, version, VERSION));
    }
    int expected = ByteBuffer.wrap(array).getInt(1);
    if (expected != checkSum(array, HEADER_SIZE, array.length - HEADER_SIZE)) {
      throw damaged(what, "its check sum is wrong", null);
    }
    return array;
  }

  private static int checkSum(byte[] array, int from, int size) {
    CRC32C crc = new CRC32C();
    crc.update(array, from, size);
    return (int) crc.getValue();
  }

  static StoreException damaged(String what, String why, @Nullable Throwable cause) {
    return new StoreException(
        ("%s is damaged (%s): check the disk; do not go back to an older copy of a channel, "
                + "because its peer may then take all of it")
            .formatted(what, why),
        cause);
  }
}
