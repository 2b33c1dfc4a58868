package org.boltj.commitment;

import org.boltj.base.Bytes;
import org.boltj.base.OutPoint;
import org.boltj.base.Satoshi;
import org.boltj.tx.SegwitSigHash;
import org.boltj.tx.SigHashType;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxOutput;

/** The funding output as something that commitment and closing transactions spend. */
public record FundingInput(OutPoint outPoint, Satoshi capacity, FundingScript script) {
  /** What both sides sign in a transaction that spends the funding output by its only input. */
  public Bytes sigHash(Transaction tx) {
    return new SegwitSigHash(tx).hash(0, script.witnessScript(), capacity, SigHashType.ALL);
  }

  public TxOutput output() {
    return new TxOutput(capacity, script.scriptPubKey());
  }
}
