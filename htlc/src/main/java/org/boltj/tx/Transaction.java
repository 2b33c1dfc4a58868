package org.boltj.tx;

import com.google.errorprone.annotations.concurrent.LazyInit;
import java.util.ArrayList;
import java.util.List;
import org.boltj.base.Bytes;
import org.boltj.base.OutPoint;
import org.boltj.base.TxId;
import org.boltj.codec.DecodeException;
import org.boltj.crypto.Hash;
import org.jspecify.annotations.Nullable;

/**
 * An immutable Bitcoin transaction, signed or not. Its id is computed once, when first asked for.
 */
public final class Transaction {
  /** Consensus: a transaction of more weight fits no block. */
  public static final int MAX_WEIGHT = 4_000_000;

  private final long version;
  private final List<TxInput> inputs;
  private final List<TxOutput> outputs;
  private final long locktime;
  @LazyInit private @Nullable TxId txid;

  /**
   * @param version four bytes without sign; BOLT 3 uses 2
   * @param locktime nLockTime: a block height, or seconds from 500 million on
   */
  public Transaction(long version, List<TxInput> inputs, List<TxOutput> outputs, long locktime) {
    if (version < 0 || version > 0xffffffffL || locktime < 0 || locktime > 0xffffffffL) {
      throw new IllegalArgumentException("version and locktime must fit 32 bits without sign");
    }
    this.version = version;
    this.inputs = List.copyOf(inputs);
    this.outputs = List.copyOf(outputs);
    this.locktime = locktime;
  }

  /** Reads exactly one transaction in its canonical form, with or without witnesses. */
  public static Transaction parse(Bytes wire) throws DecodeException {
    return TransactionReader.parse(wire);
  }

  public long version() {
    return version;
  }

  public List<TxInput> inputs() {
    return inputs;
  }

  public List<TxOutput> outputs() {
    return outputs;
  }

  public long locktime() {
    return locktime;
  }

  /** The double SHA-256 of the transaction without witnesses: signing a segwit input keeps it. */
  public TxId txid() {
    TxId known = txid;
    if (known == null) {
      known = new TxId(Hash.doubleSha256(TransactionWriter.serialize(this, false)));
      txid = known;
    }
    return known;
  }

  /** The output at the index as something to spend. */
  public OutPoint outPoint(int index) {
    if (index < 0 || index >= outputs.size()) {
      throw new IndexOutOfBoundsException("output " + index + " of " + outputs.size());
    }
    return new OutPoint(txid(), index);
  }

  /** The wire form, with witnesses if there are any (BIP 144). */
  public Bytes serialize() {
    return TransactionWriter.serialize(this, hasWitness());
  }

  public boolean hasWitness() {
    return inputs.stream().anyMatch(input -> !input.witness().isEmpty());
  }

  /**
   * Weight units (BIP 141): four for each byte outside of the witnesses, one for each byte in them.
   */
  public long weight() {
    long weight = 4L * TransactionWriter.sizeWithoutWitnesses(this);
    if (hasWitness()) {
      weight += TransactionWriter.sizeOfWitnesses(this);
    }
    return weight;
  }

  /** The same transaction with that witness on one of its inputs; its id stays the same. */
  public Transaction withWitness(int inputIndex, List<Bytes> witness) {
    List<TxInput> changed = new ArrayList<>(inputs);
    changed.set(inputIndex, inputs.get(inputIndex).withWitness(witness));
    Transaction signed = new Transaction(version, changed, outputs, locktime);
    signed.txid = txid;
    return signed;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Transaction that
        && version == that.version
        && locktime == that.locktime
        && inputs.equals(that.inputs)
        && outputs.equals(that.outputs);
  }

  @Override
  public int hashCode() {
    return 31 * inputs.hashCode() + outputs.hashCode();
  }

  @Override
  public String toString() {
    return txid() + "(" + inputs.size() + " inputs, " + outputs.size() + " outputs)";
  }
}
