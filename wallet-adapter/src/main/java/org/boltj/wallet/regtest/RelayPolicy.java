package org.boltj.wallet.regtest;

/**
 * The settings of a node's mempool and miner; the defaults are Bitcoin Core's.
 *
 * @param minRelaySatPerKvB below it nothing is relayed, in satoshis per 1000 virtual bytes
 * @param incrementalSatPerKvB what a replacement must pay on top
 * @param dustRelaySatPerKvB the feerate at which spending an output must be worth it
 * @param maxBlockWeight what a mined block may weigh
 * @param maxAncestors how many unconfirmed transactions may depend on each other, itself included
 */
public record RelayPolicy(
    long minRelaySatPerKvB,
    long incrementalSatPerKvB,
    long dustRelaySatPerKvB,
    long maxBlockWeight,
    int maxAncestors) {
  public static final RelayPolicy DEFAULT = new RelayPolicy(1000, 1000, 3000, 3_996_000, 25);

  /** The same, but blocks hold less: fees begin to matter. */
  public RelayPolicy withMaxBlockWeight(long weight) {
    return new RelayPolicy(
        minRelaySatPerKvB, incrementalSatPerKvB, dustRelaySatPerKvB, weight, maxAncestors);
  }

  /** The fee for that size at a rate in sat per 1000 virtual bytes, rounded up. */
  static long fee(long satPerKvB, long virtualBytes) {
    return (satPerKvB * virtualBytes + 999) / 1000;
  }
}
