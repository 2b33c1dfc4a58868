package org.boltj.gossip.message;

import java.util.ArrayList;
import java.util.List;
import org.boltj.base.Bytes;
import org.boltj.base.ShortChannelId;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireReader;
import org.boltj.codec.WireWriter;

/** encoded_short_ids and other arrays with an encoding type (BOLT 7, "Query Messages"). */
final class ShortIdEncoding {
  private static final int UNCOMPRESSED = 0;

  private ShortIdEncoding() {}

  /** Checks the encoding type; 1 was zlib and must not be used any more. */
  static void readType(WireReader in) throws DecodeException {
    int type = in.u8();
    if (type != UNCOMPRESSED) {
      throw new DecodeException("encoding type " + type + " is not known");
    }
  }

  static void writeType(WireWriter out) {
    out.u8(UNCOMPRESSED);
  }

  /** A two-byte length, the encoding type and the ids. */
  static List<ShortChannelId> read(WireReader message) throws DecodeException {
    Bytes encoded = message.bytes16();
    WireReader in = new WireReader(encoded);
    readType(in);
    if (in.remaining() % 8 != 0) {
      throw new DecodeException(in.remaining() + " bytes are no whole number of short_channel_ids");
    }
    List<ShortChannelId> ids = new ArrayList<>(in.remaining() / 8);
    while (in.hasRemaining()) {
      ids.add(in.shortChannelId());
    }
    return ids;
  }

  static void write(WireWriter out, List<ShortChannelId> ids) {
    out.u16(1 + 8 * ids.size());
    writeType(out);
    ids.forEach(out::shortChannelId);
  }
}
