package org.boltj.tx;

import java.util.Optional;
import org.bitcoinj.base.Address;
import org.bitcoinj.base.AddressParser;
import org.bitcoinj.base.BitcoinNetwork;
import org.bitcoinj.base.LegacyAddress;
import org.bitcoinj.base.SegwitAddress;
import org.bitcoinj.base.exceptions.AddressFormatException;
import org.boltj.base.Bytes;
import org.boltj.base.Network;

/** Bitcoin addresses and the output scripts they stand for: Base58, Bech32 and Bech32m. */
public final class Addresses {
  private Addresses() {}

  /** The output script of the address, or empty if it is no address of that network. */
  public static Optional<Bytes> toScriptPubKey(String address, Network network) {
    try {
      Address parsed = AddressParser.getDefault(bitcoinj(network)).parseAddress(address);
      return Optional.of(
          Bytes.wrap(org.bitcoinj.script.ScriptBuilder.createOutputScript(parsed).program()));
    } catch (AddressFormatException e) {
      return Optional.empty();
    }
  }

  /** The address of the output script, or empty if it has none. */
  public static Optional<String> fromScriptPubKey(Bytes script, Network network) {
    BitcoinNetwork net = bitcoinj(network);
    if (ScriptTemplates.isP2wpkh(script)
        || ScriptTemplates.isP2wsh(script)
        || ScriptTemplates.isSegwitFrom1(script)) {
      int version = script.get(0) == 0 ? 0 : script.unsigned(0) - (Op.ONE - 1);
      // BIP 350 defines no length for version 1 but 32 bytes, and bitcoinj refuses others.
      boolean addressable = version != 1 || ScriptTemplates.isP2tr(script);
      return addressable
          ? Optional.of(
              SegwitAddress.fromProgram(net, version, script.slice(2).toArray()).toBech32())
          : Optional.empty();
    }
    if (ScriptTemplates.isP2pkh(script)) {
      return Optional.of(
          LegacyAddress.fromPubKeyHash(net, script.slice(3, 23).toArray()).toBase58());
    }
    if (ScriptTemplates.isP2sh(script)) {
      return Optional.of(
          LegacyAddress.fromScriptHash(net, script.slice(2, 22).toArray()).toBase58());
    }
    return Optional.empty();
  }

  private static BitcoinNetwork bitcoinj(Network network) {
    return switch (network) {
      case MAINNET -> BitcoinNetwork.MAINNET;
      case TESTNET -> BitcoinNetwork.TESTNET;
      case SIGNET -> BitcoinNetwork.SIGNET;
      case REGTEST -> BitcoinNetwork.REGTEST;
    };
  }
}
