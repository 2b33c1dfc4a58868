package org.boltj.wallet.funds;

import java.util.List;
import org.boltj.base.Bytes;
import org.boltj.base.PrivateKey;
import org.boltj.base.PublicKey;
import org.boltj.base.Satoshi;
import org.boltj.crypto.Hash;
import org.boltj.crypto.Secp256k1;
import org.boltj.tx.DerSignature;
import org.boltj.tx.ScriptTemplates;
import org.boltj.tx.SegwitSigHash;
import org.boltj.tx.SigHashType;
import org.boltj.tx.Transaction;

/** A key and the P2WPKH script it owns. */
public record WalletKey(PrivateKey secret, PublicKey publicKey, Bytes scriptPubKey) {
  public static WalletKey of(PrivateKey secret) {
    PublicKey publicKey = Secp256k1.get().publicKey(secret);
    return new WalletKey(secret, publicKey, ScriptTemplates.p2wpkh(publicKey));
  }

  /** The witness that spends an output of this key's script, SIGHASH_ALL (BIP 143). */
  List<Bytes> witness(Transaction tx, int inputIndex, Satoshi amount) {
    Bytes scriptCode = ScriptTemplates.p2pkh(Hash.hash160(publicKey.value()));
    Bytes hash = new SegwitSigHash(tx).hash(inputIndex, scriptCode, amount, SigHashType.ALL);
    Bytes signature = DerSignature.encode(Secp256k1.get().sign(hash, secret), SigHashType.ALL);
    return List.of(signature, publicKey.value());
  }
}
