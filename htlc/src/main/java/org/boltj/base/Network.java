package org.boltj.base;

/**
 * A Bitcoin network: its chain_hash and the human-readable prefixes of its addresses and invoices.
 */
public enum Network {
  MAINNET("6fe28c0ab6f1b372c1a6a246ae63f74f931e8365e15a089c68d6190000000000", "bc", "lnbc"),
  TESTNET("43497fd7f826957108f4a30fd9cec3aeba79972084e90ead01ea330900000000", "tb", "lntb"),
  SIGNET("f61eee3b63a380a477a063af32b2bbc97c9ff9f01f2c4225e973988108000000", "tb", "lntbs"),
  REGTEST("06226e46111a0b59caaf126043eb5bbf28c34f3a5e332a1fc7b2b73cf188910f", "bcrt", "lnbcrt");

  @SuppressWarnings("ImmutableEnumChecker") // a record that holds immutable Bytes
  private final BlockHash chainHash;

  private final String addressPrefix;
  private final String invoicePrefix;

  Network(String chainHash, String addressPrefix, String invoicePrefix) {
    this.chainHash = BlockHash.fromHex(chainHash);
    this.addressPrefix = addressPrefix;
    this.invoicePrefix = invoicePrefix;
  }

  /** The hash of the genesis block (BOLT 0, chain_hash). */
  public BlockHash chainHash() {
    return chainHash;
  }

  /** The human-readable part of segwit addresses (BIP 173). */
  public String addressPrefix() {
    return addressPrefix;
  }

  /** The human-readable part of invoices before the amount (BOLT 11). */
  public String invoicePrefix() {
    return invoicePrefix;
  }
}
