package org.boltj.wallet.regtest;

import java.util.ArrayList;
import java.util.List;
import org.boltj.base.Bytes;
import org.boltj.crypto.Hash;

/** The root of Bitcoin's merkle tree: an odd last hash is paired with itself. */
final class MerkleRoot {
  private MerkleRoot() {}

  /** The root over hashes of 32 bytes in wire order; there is at least one. */
  static Bytes of(List<Bytes> leaves) {
    List<Bytes> level = leaves;
    while (level.size() > 1) {
      List<Bytes> above = new ArrayList<>();
      for (int i = 0; i < level.size(); i += 2) {
        Bytes right = level.get(Math.min(i + 1, level.size() - 1));
        above.add(Hash.doubleSha256(level.get(i), right));
      }
      level = above;
    }
    return level.get(0);
  }
}
