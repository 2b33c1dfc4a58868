package org.boltj.gossip.snapshot;

import java.io.IOException;
import java.io.InputStream;
import org.boltj.base.Bytes;
import org.boltj.base.Features;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireReader;

/** Reads binary files field by field; every error says at which byte and in which field it is. */
final class BinaryInput {
  /** Thirty times today's network. What is read of a file takes at most some times its size. */
  private static final int MOST_BYTES = 1 << 27;

  /** One read of the wire form. */
  interface Read<T> {
    T from(WireReader wire) throws DecodeException;
  }

  private final WireReader wire;
  private final int size;
  private final String file;
  private final String unit;

  /**
   * Takes all of a stream.
   *
   * @param unit what errors call a place in it
   */
  BinaryInput(InputStream in, String file, String unit) throws IOException {
    this(in, file, unit, MOST_BYTES);
  }

  /** The same with another bound of what is taken (bytes). */
  BinaryInput(InputStream in, String file, String unit, int most) throws IOException {
    byte[] content = in.readNBytes(most + 1);
    if (content.length > most) {
      throw new SnapshotFormatException(file, unit + " " + most, "no network needs more than that");
    }
    this.wire = new WireReader(Bytes.wrap(content));
    this.size = content.length;
    this.file = file;
    this.unit = unit;
  }

  <T> T read(String field, Read<T> read) throws SnapshotFormatException {
    try {
      return read.from(wire);
    } catch (DecodeException e) {
      throw error(field, String.valueOf(e.getMessage()));
    }
  }

  /** A BigSize, at most {@code most}. */
  long number(String field, long most) throws SnapshotFormatException {
    return atMost(field, read(field, WireReader::bigSize), most);
  }

  int u16(String field) throws SnapshotFormatException {
    return read(field, WireReader::u16);
  }

  long u32(String field) throws SnapshotFormatException {
    return read(field, WireReader::u32);
  }

  /**
   * Checks a number without sign.
   *
   * @param most less than 0 when there is no such thing
   */
  long atMost(String field, long value, long most) throws SnapshotFormatException {
    if (most < 0) {
      throw error(field, "there is none with number " + Long.toUnsignedString(value));
    }
    if (Long.compareUnsigned(value, most) > 0) {
      throw error(field, Long.toUnsignedString(value) + " is more than " + most);
    }
    return value;
  }

  /**
   * Checks a number of things that each need some bytes of what is left, so that nothing large is
   * made for a file that lies.
   */
  int count(String field, long count, int bytesEach) throws SnapshotFormatException {
    return (int) atMost(field, count, wire.remaining() / bytesEach);
  }

  /** Features behind a length of two bytes. */
  Features features(String field) throws SnapshotFormatException {
    return Features.decode(read(field, WireReader::bytes16));
  }

  /** Nothing may be left. */
  void end() throws SnapshotFormatException {
    if (wire.hasRemaining()) {
      throw error("", wire.remaining() + " bytes stand after the end");
    }
  }

  SnapshotFormatException error(String field, String reason) {
    int at = size - wire.remaining();
    return new SnapshotFormatException(
        file, unit + " " + at + (field.isEmpty() ? "" : ", field " + field), reason);
  }
}
