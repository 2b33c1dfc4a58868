package org.boltj.wallet.regtest;

import java.util.List;
import org.boltj.base.Bytes;
import org.boltj.base.OutPoint;
import org.boltj.base.PrivateKey;
import org.boltj.base.Satoshi;
import org.boltj.crypto.Hash;
import org.boltj.crypto.Secp256k1;
import org.boltj.tx.DerSignature;
import org.boltj.tx.Op;
import org.boltj.tx.ScriptBuilder;
import org.boltj.tx.ScriptTemplates;
import org.boltj.tx.SegwitSigHash;
import org.boltj.tx.SigHashType;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxInput;
import org.boltj.tx.TxOutput;

/** Small transactions for tests of chains. */
final class Spends {
  static final PrivateKey KEY = new PrivateKey(Hash.sha256(Bytes.fromHex("01")));
  static final Bytes KEY_SCRIPT = ScriptTemplates.p2wpkh(Secp256k1.get().publicKey(KEY));

  /** Anyone may spend. */
  static final Bytes OPEN = Bytes.fromHex("51");

  static final Bytes OPEN_SCRIPT = ScriptTemplates.p2wsh(OPEN);

  private Spends() {}

  /** Anyone may spend, that many blocks later. */
  static Bytes afterBlocks(int blocks) {
    return new ScriptBuilder().number(blocks).op(Op.CHECKSEQUENCEVERIFY, Op.DROP, Op.ONE).build();
  }

  /** Anyone may spend from that height on. */
  static Bytes fromHeight(int height) {
    return new ScriptBuilder().number(height).op(Op.CHECKLOCKTIMEVERIFY, Op.DROP, Op.ONE).build();
  }

  static Transaction tx(List<TxInput> inputs, List<TxOutput> outputs) {
    return new Transaction(2, inputs, outputs, 0);
  }

  static TxInput open(OutPoint outPoint) {
    return script(outPoint, TxInput.REPLACEABLE_SEQUENCE, OPEN);
  }

  static TxInput script(OutPoint outPoint, long sequence, Bytes witnessScript) {
    return new TxInput(outPoint, sequence, List.of(witnessScript), Bytes.EMPTY);
  }

  static TxOutput toKey(long sat) {
    return new TxOutput(Satoshi.of(sat), KEY_SCRIPT);
  }

  static TxOutput toOpen(long sat) {
    return new TxOutput(Satoshi.of(sat), OPEN_SCRIPT);
  }

  /** Spends an output that anyone may spend, to one that anyone may spend. */
  static Transaction pass(OutPoint outPoint, long sat) {
    return tx(List.of(open(outPoint)), List.of(toOpen(sat)));
  }

  /** Spends an output of {@link #KEY_SCRIPT} with a good signature. */
  static Transaction signed(OutPoint outPoint, long inputSat, long outputSat) {
    Transaction unsigned =
        tx(
            List.of(TxInput.unsigned(outPoint, TxInput.REPLACEABLE_SEQUENCE)),
            List.of(toOpen(outputSat)));
    Bytes scriptCode = ScriptTemplates.p2pkh(Hash.hash160(Secp256k1.get().publicKey(KEY).value()));
    Bytes hash =
        new SegwitSigHash(unsigned).hash(0, scriptCode, Satoshi.of(inputSat), SigHashType.ALL);
    Bytes signature = DerSignature.encode(Secp256k1.get().sign(hash, KEY), SigHashType.ALL);
    return unsigned.withWitness(0, List.of(signature, Secp256k1.get().publicKey(KEY).value()));
  }
}
