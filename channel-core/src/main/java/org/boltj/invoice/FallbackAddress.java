package org.boltj.invoice;

import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.Network;
import org.boltj.tx.Addresses;
import org.boltj.tx.ScriptTemplates;

/**
 * An on-chain address for a payment that fails on Lightning (BOLT 11, field {@code f}).
 *
 * @param version 0 to 16 for a witness program, 17 for P2PKH, 18 for P2SH
 * @param program the witness program, or the hash of 20 bytes
 */
public record FallbackAddress(int version, Bytes program) {
  private static final int P2PKH = 17;
  private static final int P2SH = 18;

  public FallbackAddress {
    if (!isValid(version, program.size())) {
      throw new IllegalArgumentException(
          "no address has version " + version + " and " + program.size() + " bytes");
    }
  }

  static boolean isValid(int version, int programSize) {
    return switch (version) {
      case P2PKH, P2SH -> programSize == 20;
      case 0 -> programSize == 20 || programSize == 32;
      default -> version > 0 && version <= 16 && programSize >= 2 && programSize <= 40;
    };
  }

  /** The field for an output script, or empty if it has no address. */
  public static Optional<FallbackAddress> ofScript(Bytes script) {
    if (ScriptTemplates.isP2pkh(script)) {
      return Optional.of(new FallbackAddress(P2PKH, script.slice(3, 23)));
    }
    if (ScriptTemplates.isP2sh(script)) {
      return Optional.of(new FallbackAddress(P2SH, script.slice(2, 22)));
    }
    if (ScriptTemplates.isP2wpkh(script) || ScriptTemplates.isP2wsh(script)) {
      return Optional.of(new FallbackAddress(0, script.slice(2)));
    }
    return ScriptTemplates.isSegwitFrom1(script)
        ? Optional.of(new FallbackAddress(script.unsigned(0) - 0x50, script.slice(2)))
        : Optional.empty();
  }

  /** The output script to pay to. */
  public Bytes script() {
    return switch (version) {
      case P2PKH -> ScriptTemplates.p2pkh(program);
      case P2SH -> ScriptTemplates.p2sh(program);
      default -> ScriptTemplates.witnessProgram(version, program);
    };
  }

  /** The address as users know it; empty for a witness program that no address can name. */
  public Optional<String> address(Network network) {
    return Addresses.fromScriptPubKey(script(), network);
  }
}
