package org.boltj.gossip.path;

import org.boltj.base.MilliSatoshi;
import org.boltj.base.PublicKey;

/**
 * The end of a route that the payee has blinded (BOLT 4, "Route Blinding"; the figures are those of
 * {@code blinded_payinfo} of BOLT 12). To the search it is one edge from the introduction node to
 * the payee.
 *
 * @param introductionNode where the blinded path begins; never the payer itself, who unwraps its
 *     own hop first and names the rest of the path here
 * @param feeBaseMsat of the whole path (msat, 0 to 2^32 - 1)
 * @param feeProportionalMillionths of the whole path (0 to 2^32 - 1)
 * @param cltvExpiryDelta of the whole path (blocks, 0 to 65,535)
 * @param htlcMinimumMsat smallest amount that the introduction node may be told to forward (msat)
 * @param htlcMaximumMsat largest such amount (msat)
 * @param hops nodes of the path, the payee among them, at least 1
 * @param payloadBytes what the payloads of all these nodes take in the onion, lengths and HMACs
 *     included
 */
public record BlindedTail(
    PublicKey introductionNode,
    long feeBaseMsat,
    long feeProportionalMillionths,
    int cltvExpiryDelta,
    MilliSatoshi htlcMinimumMsat,
    MilliSatoshi htlcMaximumMsat,
    int hops,
    int payloadBytes) {
  private static final long U32 = 0xffff_ffffL;

  public BlindedTail {
    boolean fees =
        feeBaseMsat >= 0
            && feeBaseMsat <= U32
            && feeProportionalMillionths >= 0
            && feeProportionalMillionths <= U32;
    if (!fees || cltvExpiryDelta < 0 || cltvExpiryDelta > 0xffff) {
      throw new IllegalArgumentException("fees or expiry of a blinded path are out of range");
    }
    if (hops < 1 || payloadBytes < 0) {
      throw new IllegalArgumentException("hops " + hops + ", payloadBytes " + payloadBytes);
    }
  }
}
