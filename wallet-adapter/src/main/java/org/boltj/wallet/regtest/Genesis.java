package org.boltj.wallet.regtest;

import java.util.List;
import org.boltj.base.BlockHash;
import org.boltj.base.Bytes;
import org.boltj.codec.DecodeException;
import org.boltj.tx.Transaction;

/** The first block of regtest, the same in every Bitcoin node. */
final class Genesis {
  /** From Bitcoin Core's chain parameters; the header differs from mainnet's in time and nonce. */
  private static final String COINBASE =
      "01000000010000000000000000000000000000000000000000000000000000000000000000ffffffff4d04ffff00"
          + "1d0104455468652054696d65732030332f4a616e2f32303039204368616e63656c6c6f72206f6e206272696e"
          + "6b206f66207365636f6e64206261696c6f757420666f722062616e6b73ffffffff0100f2052a010000004341"
          + "04678afdb0fe5548271967f1a67130b7105cd6a828e03909a67962e0ea1f61deb649f6bc3f4cef38c4f35504"
          + "e51ec112de5c384df7ba0b8d578a4c702b6bf11d5fac00000000";

  static final Block BLOCK = block();

  private Genesis() {}

  private static Block block() {
    try {
      Transaction coinbase = Transaction.parse(Bytes.fromHex(COINBASE));
      BlockHeader header =
          new BlockHeader(
              1,
              new BlockHash(Bytes.zeros(32)),
              coinbase.txid().value(),
              1_296_688_602L,
              BlockHeader.REGTEST_BITS,
              2);
      return Block.of(0, header, List.of(coinbase));
    } catch (DecodeException e) {
      throw new IllegalStateException(e);
    }
  }
}
