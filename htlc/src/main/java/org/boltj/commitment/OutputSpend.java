package org.boltj.commitment;

import java.util.ArrayList;
import java.util.List;
import org.boltj.base.Bytes;
import org.boltj.base.OutPoint;
import org.boltj.base.Signature;
import org.boltj.tx.DerSignature;
import org.boltj.tx.SegwitSigHash;
import org.boltj.tx.SigHashType;
import org.boltj.tx.TxInput;
import org.boltj.tx.TxOutput;

/**
 * A way to spend an output of a closed channel alone (BOLT 5): when, with which key, and with which
 * witness.
 *
 * @param output that is spent
 * @param scriptCode what the signature signs as the script
 * @param sequence nSequence; a number of blocks up to 65535 is a relative lock (BIP 68)
 * @param locktime the least nLockTime of the transaction, a height; 0 for none
 * @param witnessTail the witness behind the signature
 */
public record OutputSpend(
    OutPoint outPoint,
    TxOutput output,
    Bytes scriptCode,
    long sequence,
    long locktime,
    SpendKey key,
    List<Bytes> witnessTail) {

  public OutputSpend {
    witnessTail = List.copyOf(witnessTail);
  }

  public TxInput unsignedInput() {
    return TxInput.unsigned(outPoint, sequence);
  }

  /** What the key signs in the transaction of {@code hashes}. */
  public Bytes sigHash(SegwitSigHash hashes, int inputIndex) {
    return hashes.hash(inputIndex, scriptCode, output.amount(), SigHashType.ALL);
  }

  /** The witness with the signature of {@link #key()}. */
  public List<Bytes> witness(Signature signature) {
    List<Bytes> witness = new ArrayList<>();
    witness.add(DerSignature.encode(signature, SigHashType.ALL));
    witness.addAll(witnessTail);
    return witness;
  }

  /** The witness where no key is needed. */
  public List<Bytes> witnessWithoutKey() {
    if (!(key instanceof SpendKey.None)) {
      throw new IllegalStateException("the output needs a signature");
    }
    return witnessTail;
  }

  /** Weight units of the longest witness: one for each of its bytes (BIP 141). */
  public int witnessWeight() {
    List<Bytes> longest = new ArrayList<>(witnessTail);
    if (!(key instanceof SpendKey.None)) {
      longest.add(Bytes.zeros(DerSignature.MAX_SIZE));
    }
    return TxInput.witnessSize(longest);
  }

  /** Blocks that must pass after the output confirmed, 0 for none (BIP 68). */
  public int relativeDelay() {
    return (sequence >>> 31) == 0 ? (int) (sequence & 0xffff) : 0;
  }
}
