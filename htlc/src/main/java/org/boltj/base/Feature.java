package org.boltj.base;

import java.util.List;

/**
 * A feature and its pair of bits (BOLT 9). The even bit says "required", the odd one "supported".
 */
public enum Feature {
  OPTION_DATA_LOSS_PROTECT(0),
  OPTION_UPFRONT_SHUTDOWN_SCRIPT(4),
  GOSSIP_QUERIES(6),
  VAR_ONION_OPTIN(8),
  GOSSIP_QUERIES_EX(10),
  OPTION_STATIC_REMOTEKEY(12),
  PAYMENT_SECRET(14),
  BASIC_MPP(16, PAYMENT_SECRET),
  OPTION_SUPPORT_LARGE_CHANNEL(18),
  /** Named option_anchors by BOLT 9 and anchors_zero_fee_htlc_tx by most implementations. */
  OPTION_ANCHORS(22),
  OPTION_ROUTE_BLINDING(24),
  OPTION_SHUTDOWN_ANYSEGWIT(26),
  OPTION_DUAL_FUND(28),
  OPTION_QUIESCE(34),
  OPTION_ATTRIBUTION_DATA(36),
  OPTION_ONION_MESSAGES(38),
  OPTION_PROVIDE_STORAGE(42),
  OPTION_CHANNEL_TYPE(44),
  OPTION_SCID_ALIAS(46),
  OPTION_PAYMENT_METADATA(48),
  OPTION_ZEROCONF(50, OPTION_SCID_ALIAS),
  /** Spontaneous payments (bLIP 3). */
  KEYSEND(54),
  OPTION_SIMPLE_CLOSE(60, OPTION_SHUTDOWN_ANYSEGWIT),
  OPTION_SPLICE(62);

  private final int evenBit;

  @SuppressWarnings("ImmutableEnumChecker") // List.of gives an immutable list
  private final List<Feature> dependencies;

  Feature(int evenBit, Feature... dependencies) {
    this.evenBit = evenBit;
    this.dependencies = List.of(dependencies);
  }

  /** The bit that says "required". */
  public int requiredBit() {
    return evenBit;
  }

  /** The bit that says "supported". */
  public int optionalBit() {
    return evenBit + 1;
  }

  /** The features that must be set wherever this one is set. */
  public List<Feature> dependencies() {
    return dependencies;
  }
}
