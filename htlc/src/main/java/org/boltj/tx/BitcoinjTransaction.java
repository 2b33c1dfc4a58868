package org.boltj.tx;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bitcoinj.base.Coin;
import org.bitcoinj.base.Sha256Hash;
import org.bitcoinj.core.TransactionInput;
import org.bitcoinj.core.TransactionOutPoint;
import org.bitcoinj.core.TransactionOutput;
import org.bitcoinj.core.TransactionWitness;
import org.boltj.base.Bytes;
import org.boltj.base.OutPoint;
import org.boltj.base.Satoshi;
import org.boltj.base.TxId;
import org.boltj.codec.DecodeException;

/** Conversion between our transactions and those of bitcoinj, whose serialization we use. */
final class BitcoinjTransaction {
  private BitcoinjTransaction() {}

  static Bytes serialize(Transaction tx) {
    return Bytes.wrap(toBitcoinj(tx).serialize());
  }

  static TxId txid(Transaction tx) {
    return new TxId(Bytes.wrap(toBitcoinj(tx).getTxId().getBytes()).reversed());
  }

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

  static org.bitcoinj.core.Transaction toBitcoinj(Transaction tx) {
    org.bitcoinj.core.Transaction out = new org.bitcoinj.core.Transaction();
    out.setVersion((int) tx.version());
    for (TxInput input : tx.inputs()) {
      out.addInput(toBitcoinj(out, input));
    }
    for (TxOutput output : tx.outputs()) {
      out.addOutput(
          new TransactionOutput(
              out, Coin.valueOf(output.amount().sat()), output.scriptPubKey().toArray()));
    }
    out.setLockTime(tx.locktime());
    return out;
  }

  private static TransactionInput toBitcoinj(org.bitcoinj.core.Transaction parent, TxInput input) {
    Sha256Hash txid = Sha256Hash.wrapReversed(input.outPoint().txid().value().toArray());
    TransactionInput unsigned =
        new TransactionInput(
                parent,
                input.scriptSig().toArray(),
                new TransactionOutPoint(input.outPoint().index(), txid))
            .withSequence(input.sequence());
    return input.witness().isEmpty()
        ? unsigned
        : unsigned.withWitness(
            TransactionWitness.of(input.witness().stream().map(Bytes::toArray).toList()));
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
    return new Transaction(
        Integer.toUnsignedLong((int) tx.getVersion()), inputs, outputs, tx.lockTime().rawValue());
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
