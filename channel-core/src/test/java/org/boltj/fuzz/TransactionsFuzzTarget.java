package org.boltj.fuzz;

import org.boltj.base.Bytes;
import org.boltj.codec.DecodeException;
import org.boltj.tx.DerSignature;
import org.boltj.tx.ScriptTemplates;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxInput;
import org.boltj.tx.TxOutput;

/** Any bytes as a transaction, as blocks and peers of the chain bring them. */
public final class TransactionsFuzzTarget {
  private TransactionsFuzzTarget() {}

  public static void fuzzerTestOneInput(byte[] input) {
    Bytes wire = Bytes.of(input);
    try {
      check(wire, Transaction.parse(wire));
    } catch (DecodeException expected) {
      // The bytes are no transaction.
    }
    DerSignature.decode(wire);
    ScriptTemplates.isStandardShutdownScript(wire, true);
    ScriptTemplates.dustThreshold(wire);
  }

  private static void check(Bytes wire, Transaction tx) {
    if (!tx.serialize().equals(wire)) {
      throw new IllegalStateException(wire + " became " + tx.serialize());
    }
    tx.txid();
    tx.weight();
    for (TxInput txInput : tx.inputs()) {
      txInput.witness().forEach(DerSignature::decode);
    }
    for (TxOutput output : tx.outputs()) {
      ScriptTemplates.isStandardShutdownScript(output.scriptPubKey(), false);
    }
  }
}
