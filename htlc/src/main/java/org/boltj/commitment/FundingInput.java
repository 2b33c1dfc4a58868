package org.boltj.commitment;

import java.util.List;
import org.boltj.base.Bytes;
import org.boltj.base.OutPoint;
import org.boltj.base.PublicKey;
import org.boltj.base.Satoshi;
import org.boltj.crypto.Secp256k1;
import org.boltj.tx.DerSignature;
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

  /** Whether the transaction spends the output by its only input, signed by both sides. */
  public boolean isSignedIn(Transaction tx) {
    if (tx.inputs().size() != 1 || !tx.inputs().get(0).outPoint().equals(outPoint)) {
      return false;
    }
    List<Bytes> witness = tx.inputs().get(0).witness();
    return tx.inputs().get(0).scriptSig().isEmpty()
        && witness.size() == 4
        && witness.get(0).isEmpty()
        && isSigned(tx, witness.get(1), script.pubkey1())
        && isSigned(tx, witness.get(2), script.pubkey2())
        && witness.get(3).equals(script.witnessScript());
  }

  private boolean isSigned(Transaction tx, Bytes item, PublicKey key) {
    return DerSignature.decode(item)
        .filter(signature -> item.unsigned(item.size() - 1) == SigHashType.ALL.flag())
        .filter(signature -> Secp256k1.get().verify(signature, sigHash(tx), key))
        .isPresent();
  }

  public TxOutput output() {
    return new TxOutput(capacity, script.scriptPubKey());
  }
}
