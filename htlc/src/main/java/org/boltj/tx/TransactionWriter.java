package org.boltj.tx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.boltj.base.Bytes;

/**
 * The wire form of transactions and of their parts (BIP 144), little-endian.
 *
 * <p>bitcoinj reads transactions for us but does not write them: it refuses versions from 2^31 on,
 * which blocks contain, and signature hashes need the parts alone.
 */
final class TransactionWriter {
  private final ByteBuffer out;

  /**
   * @param size number of bytes that will be written, or more
   */
  TransactionWriter(int size) {
    out = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  static Bytes serialize(Transaction tx, boolean withWitnesses) {
    int size = sizeWithoutWitnesses(tx) + (withWitnesses ? sizeOfWitnesses(tx) : 0);
    TransactionWriter writer = new TransactionWriter(size).u32(tx.version());
    if (withWitnesses) {
      writer.bytes(Bytes.of((byte) 0, (byte) 1));
    }
    writer.varInt(tx.inputs().size());
    for (TxInput input : tx.inputs()) {
      writer.outPoint(input).varBytes(input.scriptSig()).u32(input.sequence());
    }
    writer.varInt(tx.outputs().size()).outputs(tx.outputs());
    if (withWitnesses) {
      tx.inputs().forEach(input -> writer.witness(input.witness()));
    }
    return writer.u32(tx.locktime()).toBytes();
  }

  static int sizeWithoutWitnesses(Transaction tx) {
    int size = 8 + VarInt.size(tx.inputs().size()) + VarInt.size(tx.outputs().size());
    for (TxInput input : tx.inputs()) {
      size += input.sizeWithoutWitness();
    }
    for (TxOutput output : tx.outputs()) {
      size += output.size();
    }
    return size;
  }

  /** Number of bytes of all witnesses with marker and flag. */
  static int sizeOfWitnesses(Transaction tx) {
    int size = 2;
    for (TxInput input : tx.inputs()) {
      size += input.witnessSize();
    }
    return size;
  }

  TransactionWriter u32(long value) {
    out.putInt((int) value);
    return this;
  }

  TransactionWriter u64(long value) {
    out.putLong(value);
    return this;
  }

  TransactionWriter varInt(int value) {
    VarInt.put(out, value);
    return this;
  }

  TransactionWriter bytes(Bytes value) {
    out.put(value.toArray());
    return this;
  }

  TransactionWriter varBytes(Bytes value) {
    return varInt(value.size()).bytes(value);
  }

  TransactionWriter outPoint(TxInput input) {
    return bytes(input.outPoint().txid().value()).u32(input.outPoint().index());
  }

  TransactionWriter outputs(List<TxOutput> outputs) {
    for (TxOutput output : outputs) {
      u64(output.amount().sat()).varBytes(output.scriptPubKey());
    }
    return this;
  }

  private void witness(List<Bytes> witness) {
    varInt(witness.size());
    witness.forEach(this::varBytes);
  }

  /** What was written; nothing can be written any more. */
  Bytes toBytes() {
    byte[] written = new byte[out.flip().remaining()];
    out.get(written);
    return Bytes.wrap(written);
  }
}
