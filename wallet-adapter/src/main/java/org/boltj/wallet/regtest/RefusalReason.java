package org.boltj.wallet.regtest;

/** Why a transaction is refused, with the reason string that Bitcoin Core gives. */
public enum RefusalReason {
  VIN_EMPTY("bad-txns-vin-empty"),
  VOUT_EMPTY("bad-txns-vout-empty"),
  OVERSIZE("bad-txns-oversize"),
  VOUT_TOO_LARGE("bad-txns-vout-toolarge"),
  TOTAL_TOO_LARGE("bad-txns-txouttotal-toolarge"),
  DUPLICATE_INPUTS("bad-txns-inputs-duplicate"),
  PREVOUT_NULL("bad-txns-prevout-null"),
  COINBASE("coinbase"),
  MISSING_OR_SPENT("bad-txns-inputs-missingorspent"),
  PREMATURE_COINBASE_SPEND("bad-txns-premature-spend-of-coinbase"),
  IN_BELOW_OUT("bad-txns-in-belowout"),
  NON_FINAL("non-final"),
  NON_BIP68_FINAL("non-BIP68-final"),
  MANDATORY_SCRIPT("mandatory-script-verify-flag-failed"),
  NON_MANDATORY_SCRIPT("non-mandatory-script-verify-flag"),
  VERSION("version"),
  TX_SIZE("tx-size"),
  TX_SIZE_SMALL("tx-size-small"),
  SCRIPTSIG_SIZE("scriptsig-size"),
  SCRIPTSIG_NOT_PUSH_ONLY("scriptsig-not-pushonly"),
  SCRIPT_PUBKEY("scriptpubkey"),
  DATA_CARRIER("datacarrier"),
  DUST("dust"),
  NONSTANDARD_INPUTS("bad-txns-nonstandard-inputs"),
  NONSTANDARD_WITNESS("bad-witness-nonstandard"),
  MIN_RELAY_FEE("min relay fee not met"),
  MEMPOOL_MIN_FEE("mempool min fee not met"),
  INSUFFICIENT_FEE("insufficient fee"),
  TOO_MANY_REPLACEMENTS("too many potential replacements"),
  REPLACEMENT_ADDS_UNCONFIRMED("replacement-adds-unconfirmed"),
  SPENDS_CONFLICTING_TX("bad-txns-spends-conflicting-tx"),
  TOO_LONG_CHAIN("too-long-mempool-chain"),
  PACKAGE_TOO_MANY("package-too-many-transactions"),
  PACKAGE_NOT_SORTED("package-not-sorted"),
  PACKAGE_CONFLICT("conflict-in-package"),
  PACKAGE_NOT_CHILD_WITH_PARENTS("package-not-child-with-parents");

  private final String text;

  RefusalReason(String text) {
    this.text = text;
  }

  /** Bitcoin Core's string for it. */
  public String text() {
    return text;
  }

  /** Whether the transaction is good but for its fee, so that a child may pay for it. */
  boolean isAboutFee() {
    return this == MIN_RELAY_FEE || this == MEMPOOL_MIN_FEE || this == INSUFFICIENT_FEE;
  }

  @Override
  public String toString() {
    return text;
  }
}
