package org.boltj.commitment;

import java.util.List;
import org.boltj.base.Bytes;
import org.boltj.base.PublicKey;
import org.boltj.base.Signature;
import org.boltj.tx.DerSignature;
import org.boltj.tx.Op;
import org.boltj.tx.ScriptBuilder;
import org.boltj.tx.ScriptTemplates;
import org.boltj.tx.SigHashType;

/**
 * The 2-of-2 of the funding output (BOLT 3, "Funding Transaction Output").
 *
 * @param pubkey1 the lesser of both keys
 * @param pubkey2 the greater one
 */
public record FundingScript(PublicKey pubkey1, PublicKey pubkey2) {
  /**
   * Bytes of a witness, with its count of items and signatures of 73 bytes (BOLT 3, Appendix A).
   */
  public static final int WITNESS_SIZE = 222;

  public FundingScript {
    if (pubkey1.compareTo(pubkey2) > 0) {
      throw new IllegalArgumentException("the funding keys are not in order");
    }
  }

  /** The script of two funding_pubkeys in any order. */
  public static FundingScript of(PublicKey a, PublicKey b) {
    return a.compareTo(b) <= 0 ? new FundingScript(a, b) : new FundingScript(b, a);
  }

  public Bytes witnessScript() {
    return new ScriptBuilder()
        .op(Op.TWO)
        .push(pubkey1)
        .push(pubkey2)
        .op(Op.TWO, Op.CHECKMULTISIG)
        .build();
  }

  /** The output script: P2WSH. */
  public Bytes scriptPubKey() {
    return ScriptTemplates.p2wsh(witnessScript());
  }

  /**
   * The witness of a transaction that both sides signed.
   *
   * @param signer one of the two keys; {@code signature} is by it, {@code other} by the other key
   */
  public List<Bytes> witness(PublicKey signer, Signature signature, Signature other) {
    boolean first = signer.equals(pubkey1);
    if (!first && !signer.equals(pubkey2)) {
      throw new IllegalArgumentException(signer + " is no key of this funding output");
    }
    return List.of(
        Bytes.EMPTY,
        DerSignature.encode(first ? signature : other, SigHashType.ALL),
        DerSignature.encode(first ? other : signature, SigHashType.ALL),
        witnessScript());
  }
}
