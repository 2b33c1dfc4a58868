package org.boltj.tx;

import com.google.errorprone.annotations.concurrent.LazyInit;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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
    int size = 4 + 32 + 32 + 36 + 5 + scriptCode.size() + 8 + 4 + 32 + 4 + 4;
    ByteBuffer preimage = littleEndian(size);
    preimage.putInt((int) tx.version());
    put(preimage, all ? hashPrevouts() : ZEROS);
    put(preimage, all ? hashSequence() : ZEROS);
    putOutPoint(preimage, input);
    VarInt.put(preimage, scriptCode.size());
    put(preimage, scriptCode);
    preimage.putLong(amount.sat());
    preimage.putInt((int) input.sequence());
    put(preimage, all ? hashOutputs() : hashSingleOutput(inputIndex));
    preimage.putInt((int) tx.locktime());
    preimage.putInt(type.flag());
    return hash(preimage);
  }

  private Bytes hashPrevouts() {
    Bytes known = hashPrevouts;
    if (known == null) {
      ByteBuffer all = littleEndian(36 * tx.inputs().size());
      tx.inputs().forEach(input -> putOutPoint(all, input));
      known = hash(all);
      hashPrevouts = known;
    }
    return known;
  }

  private Bytes hashSequence() {
    Bytes known = hashSequence;
    if (known == null) {
      ByteBuffer all = littleEndian(4 * tx.inputs().size());
      tx.inputs().forEach(input -> all.putInt((int) input.sequence()));
      known = hash(all);
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
    ByteBuffer all = littleEndian(outputs.stream().mapToInt(TxOutput::size).sum());
    for (TxOutput output : outputs) {
      all.putLong(output.amount().sat());
      VarInt.put(all, output.scriptPubKey().size());
      put(all, output.scriptPubKey());
    }
    return hash(all);
  }

  private static ByteBuffer littleEndian(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void putOutPoint(ByteBuffer out, TxInput input) {
    put(out, input.outPoint().txid().value());
    out.putInt((int) input.outPoint().index());
  }

  private static void put(ByteBuffer out, Bytes value) {
    out.put(value.toArray());
  }

  private static Bytes hash(ByteBuffer filled) {
    byte[] bytes = new byte[filled.flip().remaining()];
    filled.get(bytes);
    return Hash.doubleSha256(Bytes.wrap(bytes));
  }
}
