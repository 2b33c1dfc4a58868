package org.boltj.wallet.regtest;

import org.boltj.base.BlockHash;
import org.boltj.base.Bytes;
import org.boltj.crypto.Hash;

/**
 * The 80 bytes of a block header.
 *
 * @param merkleRoot 32 bytes, wire order
 * @param timeSeconds since 1970
 * @param bits the target in compact form
 */
public record BlockHeader(
    int version, BlockHash previous, Bytes merkleRoot, long timeSeconds, long bits, long nonce) {
  /** The target of regtest: every second hash is good. */
  public static final long REGTEST_BITS = 0x207fffffL;

  public BlockHeader {
    merkleRoot.requireSize(32, "a merkle root");
  }

  /** The 80 bytes. */
  public Bytes encode() {
    LittleEndian out = new LittleEndian();
    out.u32(version & 0xffffffffL).bytes(previous.value()).bytes(merkleRoot);
    return out.u32(timeSeconds).u32(bits).u32(nonce).toBytes();
  }

  public BlockHash hash() {
    return new BlockHash(Hash.doubleSha256(encode()));
  }

  /** This header with the first nonce, counted from this one's, that meets the regtest target. */
  BlockHeader mined() {
    BlockHeader candidate = this;
    // The target is 0x7fffff followed by zeros: the highest bit of the hash must be clear.
    while (!meetsTarget(candidate.hash())) {
      candidate =
          new BlockHeader(version, previous, merkleRoot, timeSeconds, bits, candidate.nonce + 1);
    }
    return candidate;
  }

  private static boolean meetsTarget(BlockHash hash) {
    Bytes bigEndian = hash.value().reversed();
    return bigEndian.compareTo(Bytes.concat(Bytes.fromHex("7fffff"), Bytes.zeros(29))) <= 0;
  }
}
