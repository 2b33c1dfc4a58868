package org.boltj.payment;

import java.util.Optional;
import org.boltj.base.CltvExpiryDelta;
import org.boltj.base.MilliSatoshi;

/**
 * What we ask for forwarding an HTLC over a channel, as our channel_update announces it (BOLT 7,
 * "HTLC Fees").
 *
 * @param feeBase fee for each HTLC, below 2^32 msat
 * @param feeProportionalMillionths fee for each million of the forwarded amount, below 2^32
 * @param cltvExpiryDelta blocks that the incoming HTLC must outlive the outgoing one
 * @param htlcMinimum smallest amount forwarded, msat
 * @param htlcMaximum largest amount forwarded, msat; empty leaves it to the channel
 */
public record RelayPolicy(
    MilliSatoshi feeBase,
    long feeProportionalMillionths,
    CltvExpiryDelta cltvExpiryDelta,
    MilliSatoshi htlcMinimum,
    Optional<MilliSatoshi> htlcMaximum) {

  /** 1 sat and 100 parts in a million, with 80 blocks of safety. */
  public static final RelayPolicy DEFAULT =
      new RelayPolicy(MilliSatoshi.of(1_000), 100, new CltvExpiryDelta(80), MilliSatoshi.of(1));

  /** Forwards as much as the channel takes. */
  public RelayPolicy(
      MilliSatoshi feeBase,
      long feeProportionalMillionths,
      CltvExpiryDelta cltvExpiryDelta,
      MilliSatoshi htlcMinimum) {
    this(feeBase, feeProportionalMillionths, cltvExpiryDelta, htlcMinimum, Optional.empty());
  }

  public RelayPolicy {
    if (htlcMaximum.filter(most -> most.isLessThan(htlcMinimum)).isPresent()) {
      throw new IllegalArgumentException(
          "htlcMaximum " + htlcMaximum.get() + " is less than htlcMinimum " + htlcMinimum);
    }
    if (feeBase.msat() > 0xffffffffL
        || feeProportionalMillionths < 0
        || feeProportionalMillionths > 0xffffffffL) {
      throw new IllegalArgumentException(
          "fees must fit 32 bits without sign: " + feeBase + ", " + feeProportionalMillionths);
    }
  }

  /** The least fee for forwarding that amount, rounded down to msat (BOLT 7). */
  public MilliSatoshi feeFor(MilliSatoshi amountToForward) {
    long msat = amountToForward.msat();
    // Split in two: the product of amount and rate may need more than 64 bits.
    long whole = Math.multiplyExact(msat / 1_000_000, feeProportionalMillionths);
    long rest = msat % 1_000_000 * feeProportionalMillionths / 1_000_000;
    return feeBase.plus(MilliSatoshi.of(Math.addExact(whole, rest)));
  }
}
