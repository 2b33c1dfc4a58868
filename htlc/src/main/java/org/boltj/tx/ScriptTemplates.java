package org.boltj.tx;

import org.boltj.base.Bytes;
import org.boltj.base.PublicKey;
import org.boltj.base.Satoshi;
import org.boltj.crypto.Hash;

/**
 * The standard output scripts: how they are built, recognised, and how small their outputs may be.
 */
public final class ScriptTemplates {
  private static final Bytes P2A = Bytes.fromHex("51024e73");

  private ScriptTemplates() {}

  /** Pay to witness public key hash (BIP 141). */
  public static Bytes p2wpkh(PublicKey key) {
    return witnessProgram(0, Hash.hash160(key.value()));
  }

  /** Pay to witness script hash (BIP 141). */
  public static Bytes p2wsh(Bytes witnessScript) {
    return witnessProgram(0, Hash.sha256(witnessScript));
  }

  /** Pay to taproot: a 32-byte x-only output key (BIP 341). */
  public static Bytes p2tr(Bytes outputKey) {
    return witnessProgram(1, outputKey.requireSize(32, "a taproot output key"));
  }

  /** A witness program of 2 to 40 bytes and version 0 to 16 (BIP 141). */
  public static Bytes witnessProgram(int version, Bytes program) {
    return new ScriptBuilder().number(version).push(program).build();
  }

  /** Pay to public key hash; also the script code of a P2WPKH input (BIP 143). */
  public static Bytes p2pkh(Bytes keyHash) {
    return new ScriptBuilder()
        .op(Op.DUP, Op.HASH160)
        .push(keyHash.requireSize(20, "a key hash"))
        .op(Op.EQUALVERIFY, Op.CHECKSIG)
        .build();
  }

  /** Pay to script hash (BIP 16). */
  public static Bytes p2sh(Bytes scriptHash) {
    return new ScriptBuilder()
        .op(Op.HASH160)
        .push(scriptHash.requireSize(20, "a script hash"))
        .op(Op.EQUAL)
        .build();
  }

  public static boolean isP2wpkh(Bytes script) {
    return script.size() == 22 && script.get(0) == 0 && script.get(1) == 20;
  }

  public static boolean isP2wsh(Bytes script) {
    return script.size() == 34 && script.get(0) == 0 && script.get(1) == 32;
  }

  public static boolean isP2tr(Bytes script) {
    return script.size() == 34 && script.unsigned(0) == Op.ONE && script.get(1) == 32;
  }

  public static boolean isP2pkh(Bytes script) {
    return script.size() == 25 && script.equals(p2pkh(script.slice(3, 23)));
  }

  public static boolean isP2sh(Bytes script) {
    return script.size() == 23 && script.equals(p2sh(script.slice(2, 22)));
  }

  /** A witness program of version 1 to 16 (BIP 141). */
  public static boolean isSegwitFrom1(Bytes script) {
    return script.size() >= 4
        && script.size() <= 42
        && script.unsigned(0) >= Op.ONE
        && script.unsigned(0) <= Op.SIXTEEN
        && script.unsigned(1) == script.size() - 2;
  }

  public static boolean isOpReturn(Bytes script) {
    return !script.isEmpty() && script.unsigned(0) == Op.RETURN;
  }

  /**
   * Whether {@code shutdown} may name the script (BOLT 2, "Closing Initiation").
   *
   * @param anySegwit whether {@code option_shutdown_anysegwit} is negotiated
   */
  public static boolean isStandardShutdownScript(Bytes script, boolean anySegwit) {
    return isStandardShutdownScript(script, anySegwit, false);
  }

  /**
   * Whether {@code shutdown} may name the script (BOLT 2, "Closing Initiation").
   *
   * @param anySegwit whether {@code option_shutdown_anysegwit} is negotiated
   * @param simpleClose whether {@code option_simple_close} is negotiated
   */
  public static boolean isStandardShutdownScript(
      Bytes script, boolean anySegwit, boolean simpleClose) {
    return isP2wpkh(script)
        || isP2wsh(script)
        || (anySegwit && isSegwitFrom1(script))
        || (simpleClose && isShutdownOpReturn(script));
  }

  /** OP_RETURN and one push of 6 to 75 bytes, or of 76 to 80 bytes by OP_PUSHDATA1. */
  private static boolean isShutdownOpReturn(Bytes script) {
    if (!isOpReturn(script) || script.size() < 2) {
      return false;
    }
    int push = script.unsigned(1);
    if (push >= 6 && push <= 75) {
      return script.size() == 2 + push;
    }
    return push == Op.PUSHDATA1
        && script.size() >= 3
        && script.unsigned(2) >= 76
        && script.unsigned(2) <= 80
        && script.size() == 3 + script.unsigned(2);
  }

  /** Below this amount nodes do not relay an output with the script (BOLT 3, "Dust Limits"). */
  public static Satoshi dustThreshold(Bytes script) {
    if (isOpReturn(script)) {
      return Satoshi.ZERO;
    }
    if (script.equals(P2A)) {
      return Satoshi.of(240);
    }
    if (isSegwitFrom1(script)) {
      return Satoshi.of(354);
    }
    int spendSize = isP2wpkh(script) || isP2wsh(script) ? 67 : 148;
    int outputSize = new TxOutput(Satoshi.ZERO, script).size();
    return Satoshi.of(3L * (outputSize + spendSize));
  }
}
