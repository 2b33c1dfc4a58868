package org.boltj.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import org.boltj.base.Bytes;
import org.boltj.codec.DecodeException;

/** A fact about the node: two bytes with the size of its name, the name, and the value. */
final class MetaCodec {
  private MetaCodec() {}

  static Bytes key(String name) {
    return Bytes.wrap(name.getBytes(UTF_8));
  }

  static Bytes encode(String name, Bytes value) {
    Bytes key = key(name);
    Bytes size = Bytes.of((byte) (key.size() >>> 8), (byte) key.size());
    return RecordEnvelope.seal(RecordEnvelope.VERSION, Bytes.concat(size, key, value).toArray());
  }

  static Map.Entry<String, Bytes> decode(Bytes sealed) throws StoreException {
    return RecordEnvelope.open("a fact about the node", sealed, MetaCodec::decodeContent);
  }

  private static Map.Entry<String, Bytes> decodeContent(Bytes content) throws DecodeException {
    int end = content.size() < 2 ? 2 : 2 + (content.unsigned(0) << 8 | content.unsigned(1));
    if (content.size() < end) {
      throw new DecodeException(content.size() + " bytes are no name and value");
    }
    String name = new String(content.slice(2, end).toArray(), UTF_8);
    return Map.entry(name, content.slice(end));
  }
}
