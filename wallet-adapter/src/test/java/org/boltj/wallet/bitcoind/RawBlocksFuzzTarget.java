package org.boltj.wallet.bitcoind;

import org.boltj.base.BlockHash;
import org.boltj.base.Bytes;
import org.boltj.codec.DecodeException;
import org.boltj.crypto.Hash;
import org.boltj.port.ChainBlock;

/** Any bytes as a block whose header has the right hash. */
public final class RawBlocksFuzzTarget {
  private RawBlocksFuzzTarget() {}

  public static void fuzzerTestOneInput(byte[] input) {
    Bytes raw = Bytes.of(input);
    Bytes header = raw.slice(0, Math.min(80, raw.size()));
    BlockHash hash = new BlockHash(Hash.doubleSha256(header));
    try {
      ChainBlock block = RawBlock.parse(7, hash, raw);
      block.transactions().forEach(confirmed -> confirmed.transaction().txid());
    } catch (DecodeException expected) {
      // The bytes are no block.
    }
  }
}
