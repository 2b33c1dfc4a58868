package org.boltj.tx;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bitcoinj.core.TransactionInput;
import org.bitcoinj.core.TransactionOutput;
import org.bitcoinj.core.TransactionWitness;
import org.boltj.base.Bytes;
import org.boltj.base.OutPoint;
import org.boltj.base.Satoshi;
import org.boltj.base.TxId;
import org.boltj.codec.DecodeException;

/** Reads the wire form of transactions through bitcoinj. */
final class TransactionReader {
  private TransactionReader() {}

  static Transaction parse(Bytes wire) throws DecodeException {
    Transaction parsed;
    try {
      parsed = fromBitcoinj(org.bitcoinj.core.Transaction.read(ByteBuffer.wrap(wire.toArray())));
    } catch (RuntimeException e) {
      // bitcoinj names several unchecked exceptions, and some slip through unnamed.
      throw new DecodeException("not a transaction: " + e.getMessage(), e);
    }
    if (!parsed.serialize().equals(wire)) {
      throw new DecodeException("not the canonical form of a transaction");
    }
    return parsed;
  }

  private static Transaction fromBitcoinj(org.bitcoinj.core.Transaction tx) {
    List<TxInput> inputs = new ArrayList<>();
    for (TransactionInput input : tx.getInputs()) {
      TxId txid = new TxId(Bytes.wrap(input.getOutpoint().hash().getBytes()).reversed());
      inputs.add(
          new TxInput(
              new OutPoint(txid, input.getOutpoint().index()),
              input.getSequenceNumber(),
              witness(input),
              Bytes.of(input.getScriptBytes())));
    }
    List<TxOutput> outputs = new ArrayList<>();
    for (TransactionOutput output : tx.getOutputs()) {
      outputs.add(
          new TxOutput(
              Satoshi.of(output.getValue().getValue()), Bytes.of(output.getScriptBytes())));
    }
    return new Transaction(tx.getVersion(), inputs, outputs, tx.lockTime().rawValue());
  }

  private static List<Bytes> witness(TransactionInput input) {
    TransactionWitness witness = input.getWitness();
    List<Bytes> items = new ArrayList<>();
    for (int i = 0; i < witness.getPushCount(); i++) {
      items.add(Bytes.of(witness.getPush(i)));
    }
    return items;
  }
}
