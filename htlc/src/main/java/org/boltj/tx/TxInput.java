package org.boltj.tx;

import java.util.List;
import org.boltj.base.Bytes;
import org.boltj.base.OutPoint;

/** A transaction input; without witness and scriptSig it is unsigned. */
public record TxInput(OutPoint outPoint, long sequence, List<Bytes> witness, Bytes scriptSig) {
  /** Neither a lock time nor replacement applies to the input. */
  public static final long FINAL_SEQUENCE = 0xffffffffL;

  /** Lock time and replacement (BIP 125) apply, and no relative lock does (BIP 68). */
  public static final long REPLACEABLE_SEQUENCE = 0xfffffffdL;

  public TxInput {
    if (sequence < 0 || sequence > 0xffffffffL) {
      throw new IllegalArgumentException("nSequence must fit 32 bits without sign: " + sequence);
    }
    witness = List.copyOf(witness);
  }

  public static TxInput unsigned(OutPoint outPoint, long sequence) {
    return new TxInput(outPoint, sequence, List.of(), Bytes.EMPTY);
  }

  public TxInput withWitness(List<Bytes> newWitness) {
    return new TxInput(outPoint, sequence, newWitness, scriptSig);
  }

  /** Number of bytes in a serialized transaction, without the witness. */
  int sizeWithoutWitness() {
    return 36 + VarInt.size(scriptSig.size()) + scriptSig.size() + 4;
  }

  /** Number of bytes of the witness with its count of items. */
  int witnessSize() {
    return witnessSize(witness);
  }

  /**
   * Number of bytes of a witness with its count of items; each counts one weight unit (BIP 141).
   */
  public static int witnessSize(List<Bytes> witness) {
    int size = VarInt.size(witness.size());
    for (Bytes item : witness) {
      size += VarInt.size(item.size()) + item.size();
    }
    return size;
  }
}
