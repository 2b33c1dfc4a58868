package org.boltj.wallet.regtest;

import org.boltj.base.Bytes;

/** The output scripts that Bitcoin Core tells apart ("Solver"). */
enum ScriptType {
  PAY_TO_PUBKEY,
  PAY_TO_PUBKEY_HASH,
  PAY_TO_SCRIPT_HASH,
  MULTISIG,
  NULL_DATA,
  WITNESS_V0_KEY_HASH,
  WITNESS_V0_SCRIPT_HASH,
  WITNESS_V1_TAPROOT,
  ANCHOR,
  WITNESS_UNKNOWN,
  NONSTANDARD;

  private static final int OP_RETURN = 0x6a;
  private static final int OP_CHECKSIG = 0xac;
  private static final int OP_CHECKMULTISIG = 0xae;

  static ScriptType of(Bytes script) {
    int size = script.size();
    if (size == 0) {
      return NONSTANDARD;
    }
    if (isWitnessProgram(script)) {
      return witnessType(script);
    }
    if (size == 23 && starts(script, "a914") && script.unsigned(22) == 0x87) {
      return PAY_TO_SCRIPT_HASH;
    }
    if (size == 25 && starts(script, "76a914") && script.slice(23).toHex().equals("88ac")) {
      return PAY_TO_PUBKEY_HASH;
    }
    if ((size == 35 || size == 67)
        && script.unsigned(0) == size - 2
        && script.unsigned(size - 1) == OP_CHECKSIG) {
      return PAY_TO_PUBKEY;
    }
    if (script.unsigned(0) == OP_RETURN) {
      return isPushOnly(script.slice(1)) ? NULL_DATA : NONSTANDARD;
    }
    return isMultisig(script) ? MULTISIG : NONSTANDARD;
  }

  private static ScriptType witnessType(Bytes script) {
    int version = script.unsigned(0);
    int size = script.size() - 2;
    if (version == 0) {
      return size == 20 ? WITNESS_V0_KEY_HASH : size == 32 ? WITNESS_V0_SCRIPT_HASH : NONSTANDARD;
    }
    if (version == 0x51 && size == 32) {
      return WITNESS_V1_TAPROOT;
    }
    return script.toHex().equals("51024e73") ? ANCHOR : WITNESS_UNKNOWN;
  }

  /** BIP 141: a version from 0 to 16 and one push of 2 to 40 bytes. */
  static boolean isWitnessProgram(Bytes script) {
    int size = script.size();
    if (size < 4 || size > 42) {
      return false;
    }
    int version = script.unsigned(0);
    return (version == 0 || (version >= 0x51 && version <= 0x60)) && script.unsigned(1) == size - 2;
  }

  /** Nobody can ever spend it, so it never enters the set of unspent outputs. */
  static boolean isUnspendable(Bytes script) {
    return script.size() > 10_000 || (!script.isEmpty() && script.unsigned(0) == OP_RETURN);
  }

  /** Whether the script only pushes data. */
  static boolean isPushOnly(Bytes script) {
    int at = 0;
    while (at < script.size()) {
      int op = script.unsigned(at++);
      if (op > 0x60) {
        return false;
      }
      int lengthBytes = op == 0x4c ? 1 : op == 0x4d ? 2 : op == 0x4e ? 4 : 0;
      long push = lengthBytes == 0 && op < 0x4c ? op : 0;
      if (at + lengthBytes > script.size()) {
        return false;
      }
      for (int i = 0; i < lengthBytes; i++) {
        push |= (long) script.unsigned(at++) << (8 * i);
      }
      if (push > script.size() - at) {
        return false;
      }
      at += (int) push;
    }
    return true;
  }

  /** m keys of n in the open, n at most 3: more are not relayed. */
  private static boolean isMultisig(Bytes script) {
    int size = script.size();
    int n =
        script.unsigned(size - 1) == OP_CHECKMULTISIG && size > 3
            ? script.unsigned(size - 2) - 0x50
            : 0;
    int m = script.unsigned(0) - 0x50;
    return n >= 1 && n <= 3 && m >= 1 && m <= n && isPushOnly(script.slice(1, size - 2));
  }

  private static boolean starts(Bytes script, String hex) {
    return script.toHex().startsWith(hex);
  }
}
