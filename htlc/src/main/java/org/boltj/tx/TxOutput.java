package org.boltj.tx;

import org.boltj.base.Bytes;
import org.boltj.base.Satoshi;

/** A transaction output: an amount and the script that guards it. */
public record TxOutput(Satoshi amount, Bytes scriptPubKey) {
  /** Number of bytes in a serialized transaction. */
  public int size() {
    return 8 + VarInt.size(scriptPubKey.size()) + scriptPubKey.size();
  }

  /** Weight units in a transaction (BIP 141): four for each byte. */
  public int weight() {
    return 4 * size();
  }
}
