package org.boltj.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.boltj.base.BlockHash;

/**
 * The last blocks that the node has processed: after a start it shows whether the chain was
 * reorganized meanwhile.
 *
 * @param height of the last block; -1 when none was processed
 * @param hashes of the last blocks, oldest first, the last one being that of {@code height}; empty
 *     when the node begins at that height
 */
public record ChainTrail(int height, List<BlockHash> hashes) {
  public static final ChainTrail EMPTY = new ChainTrail(-1, List.of());

  /** Deeper reorganizations than that are not followed. */
  public static final int LENGTH = 144;

  public ChainTrail {
    hashes = List.copyOf(hashes);
    if (hashes.size() > LENGTH || hashes.size() > height + 1L) {
      throw new IllegalArgumentException(hashes.size() + " blocks up to height " + height);
    }
  }

  public boolean isEmpty() {
    return hashes.isEmpty();
  }

  /** The lowest height whose hash is known. */
  public int firstHeight() {
    return height - hashes.size() + 1;
  }

  public Optional<BlockHash> hashAt(int at) {
    return at < firstHeight() || at > height
        ? Optional.empty()
        : Optional.of(hashes.get(at - firstHeight()));
  }

  /** With the next block; after a gap it starts anew. */
  public ChainTrail connect(int at, BlockHash hash) {
    List<BlockHash> longer = new ArrayList<>();
    if (at == height + 1) {
      longer.addAll(hashes.size() == LENGTH ? hashes.subList(1, LENGTH) : hashes);
    }
    longer.add(hash);
    return new ChainTrail(at, longer);
  }

  /** Without the last block. */
  public ChainTrail disconnect() {
    return isEmpty() ? this : new ChainTrail(height - 1, hashes.subList(0, hashes.size() - 1));
  }
}
