package org.boltj.wallet.regtest;

import java.util.ArrayList;
import java.util.List;
import org.boltj.base.Bytes;
import org.boltj.base.OutPoint;
import org.boltj.base.Satoshi;
import org.boltj.base.TxId;
import org.boltj.crypto.Hash;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxInput;
import org.boltj.tx.TxOutput;

/**
 * Builds the first transaction of a block: height (BIP 34), reward, witness commitment (BIP 141).
 */
final class Coinbase {
  private static final Bytes WITNESS_RESERVED = Bytes.zeros(32);
  private static final Bytes COMMITMENT_HEADER = Bytes.fromHex("6a24aa21a9ed");

  private Coinbase() {}

  /**
   * The coinbase.
   *
   * @param branch tells apart the coinbases of blocks that replace each other at one height
   */
  static Transaction create(
      int height, long branch, Bytes scriptPubKey, Satoshi reward, List<Transaction> others) {
    Bytes scriptSig = Bytes.concat(pushNumber(height), pushNumber(branch), Bytes.fromHex("00"));
    OutPoint none = new OutPoint(new TxId(Bytes.zeros(32)), 0xffffffffL);
    TxInput input = new TxInput(none, TxInput.FINAL_SEQUENCE, List.of(WITNESS_RESERVED), scriptSig);
    TxOutput commitment =
        new TxOutput(Satoshi.ZERO, Bytes.concat(COMMITMENT_HEADER, commitment(others)));
    return new Transaction(
        2, List.of(input), List.of(new TxOutput(reward, scriptPubKey), commitment), 0);
  }

  private static Bytes commitment(List<Transaction> others) {
    List<Bytes> witnessTxIds = new ArrayList<>();
    witnessTxIds.add(Bytes.zeros(32));
    others.forEach(tx -> witnessTxIds.add(Hash.doubleSha256(tx.serialize())));
    return Hash.doubleSha256(MerkleRoot.of(witnessTxIds), WITNESS_RESERVED);
  }

  /** The shortest push of a number that is not negative, as scripts encode it. */
  private static Bytes pushNumber(long number) {
    if (number == 0) {
      return Bytes.fromHex("00");
    }
    if (number <= 16) {
      return Bytes.of((byte) (0x50 + number));
    }
    byte[] bytes = new byte[9];
    int size = 0;
    for (long rest = number; rest != 0; rest >>>= 8) {
      bytes[++size] = (byte) rest;
    }
    if (bytes[size] < 0) {
      size++;
    }
    bytes[0] = (byte) size;
    return Bytes.wrap(bytes).slice(0, size + 1);
  }

  /** What a block may create at that height, in satoshis; regtest halves it every 150 blocks. */
  static long subsidy(int height) {
    int halvings = height / 150;
    return halvings >= 64 ? 0 : 5_000_000_000L >> halvings;
  }
}
