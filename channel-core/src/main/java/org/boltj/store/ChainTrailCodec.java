package org.boltj.store;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.boltj.base.BlockHash;
import org.boltj.base.Bytes;
import org.boltj.codec.DecodeException;

/** The last blocks: four bytes of height, then the hashes. Not protobuf, being a plain list. */
final class ChainTrailCodec {
  private static final int HASH_SIZE = 32;

  private ChainTrailCodec() {}

  static Bytes encode(ChainTrail trail) {
    ByteBuffer all = ByteBuffer.allocate(Integer.BYTES + trail.hashes().size() * HASH_SIZE);
    all.putInt(trail.height());
    trail.hashes().forEach(hash -> all.put(hash.value().toArray()));
    return RecordEnvelope.seal(RecordEnvelope.VERSION, all.array());
  }

  static ChainTrail decode(Bytes sealed) throws StoreException {
    return RecordEnvelope.open("the trail of the chain", sealed, ChainTrailCodec::decodeContent);
  }

  private static ChainTrail decodeContent(Bytes content) throws DecodeException {
    if (content.size() < Integer.BYTES || content.size() % HASH_SIZE != Integer.BYTES) {
      throw new DecodeException(content.size() + " bytes are no trail");
    }
    List<BlockHash> hashes = new ArrayList<>();
    for (int at = Integer.BYTES; at < content.size(); at += HASH_SIZE) {
      hashes.add(new BlockHash(content.slice(at, at + HASH_SIZE)));
    }
    return new ChainTrail(ByteBuffer.wrap(content.toArray()).getInt(), hashes);
  }
}
