package org.boltj.tx;

import com.google.errorprone.annotations.concurrent.LazyInit;
import java.util.List;
import org.boltj.base.Bytes;
import org.boltj.base.Satoshi;
import org.boltj.crypto.Hash;
import org.jspecify.annotations.Nullable;

/**
 * The hashes that signatures of version 0 witness inputs of one transaction sign (BIP 143).
 *
 * <p>The parts that all inputs share are hashed once, so that signing n inputs takes time in n and
 * not in its square.
 */
public final class SegwitSigHash {
  private static final Bytes ZEROS = Bytes.zeros(32);

  private final Transaction tx;
  @LazyInit private @Nullable Bytes hashPrevouts;
  @LazyInit private @Nullable Bytes hashSequence;
  @LazyInit private @Nullable Bytes hashOutputs;

  public SegwitSigHash(Transaction tx) {
    this.tx = tx;
  }

  /**
   * The hash to sign, 32 bytes.
   *
   * @param scriptCode the witness script, or for P2WPKH {@link ScriptTemplates#p2pkh} of the key
   *     hash
   * @param amount of the output that the input spends
   */
  public Bytes hash(int inputIndex, Bytes scriptCode, Satoshi amount, SigHashType type) {
    TxInput input = tx.inputs().get(inputIndex);
    boolean all = type == SigHashType.ALL;
    // Three hashes, the outpoint and 33 bytes of numbers and length.
    TransactionWriter preimage = new TransactionWriter(3 * 32 + 36 + 33 + scriptCode.size());
    preimage.u32(tx.version());
    preimage.bytes(all ? hashPrevouts() : ZEROS).bytes(all ? hashSequence() : ZEROS);
    preimage.outPoint(input).varBytes(scriptCode).u64(amount.sat()).u32(input.sequence());
    preimage.bytes(all ? hashOutputs() : hashSingleOutput(inputIndex));
    preimage.u32(tx.locktime()).u32(type.flag());
    return Hash.doubleSha256(preimage.toBytes());
  }

  private Bytes hashPrevouts() {
    Bytes known = hashPrevouts;
    if (known == null) {
      TransactionWriter all = new TransactionWriter(36 * tx.inputs().size());
      tx.inputs().forEach(all::outPoint);
      known = Hash.doubleSha256(all.toBytes());
      hashPrevouts = known;
    }
    return known;
  }

  private Bytes hashSequence() {
    Bytes known = hashSequence;
    if (known == null) {
      TransactionWriter all = new TransactionWriter(4 * tx.inputs().size());
      tx.inputs().forEach(input -> all.u32(input.sequence()));
      known = Hash.doubleSha256(all.toBytes());
      hashSequence = known;
    }
    return known;
  }

  private Bytes hashOutputs() {
    Bytes known = hashOutputs;
    if (known == null) {
      known = hashOutputs(tx.outputs());
      hashOutputs = known;
    }
    return known;
  }

  private Bytes hashSingleOutput(int index) {
    return index < tx.outputs().size() ? hashOutputs(List.of(tx.outputs().get(index))) : ZEROS;
  }

  private static Bytes hashOutputs(List<TxOutput> outputs) {
    int size = outputs.stream().mapToInt(TxOutput::size).sum();
    return Hash.doubleSha256(new TransactionWriter(size).outputs(outputs).toBytes());
  }
}
