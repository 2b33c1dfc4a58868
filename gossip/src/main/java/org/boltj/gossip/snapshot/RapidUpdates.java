package org.boltj.gossip.snapshot;

import java.util.Arrays;
import org.boltj.base.CltvExpiryDelta;
import org.boltj.base.MilliSatoshi;
import org.boltj.gossip.message.ChannelUpdate;

/**
 * The changes of policies in a rapid gossip message, in columns. The flags say which fields are
 * given; the others are as they are (a change) or as the defaults say.
 */
final class RapidUpdates {
  static final int DIRECTION = 1;
  static final int DISABLE = 2;
  static final int HTLC_MAXIMUM = 4;
  static final int FEE_PROPORTIONAL = 8;
  static final int FEE_BASE = 16;
  static final int HTLC_MINIMUM = 32;
  static final int CLTV = 64;
  static final int CHANGE = 128;

  final ChannelUpdate.Policy defaults;
  long[] shortChannelIds;
  byte[] flags;
  char[] cltvExpiryDeltas;
  long[] htlcMinimumsMsat;
  int[] feeBasesMsat;
  int[] feeMillionths;
  long[] htlcMaximumsMsat;

  RapidUpdates(ChannelUpdate.Policy defaults, int size) {
    this.defaults = defaults;
    this.shortChannelIds = new long[size];
    this.flags = new byte[size];
    this.cltvExpiryDeltas = new char[size];
    this.htlcMinimumsMsat = new long[size];
    this.feeBasesMsat = new int[size];
    this.feeMillionths = new int[size];
    this.htlcMaximumsMsat = new long[size];
  }

  /** Keeps the first ones only; the columns may have been made for more. */
  void cut(int size) {
    shortChannelIds = Arrays.copyOf(shortChannelIds, size);
  }

  int size() {
    return shortChannelIds.length;
  }

  int direction(int at) {
    return flags[at] & DIRECTION;
  }

  boolean isDisabled(int at) {
    return has(at, DISABLE);
  }

  /** Whether it says only what is different now. */
  boolean isChange(int at) {
    return has(at, CHANGE);
  }

  private boolean has(int at, int flag) {
    return (flags[at] & flag) != 0;
  }

  /** The policy with what is given here. */
  ChannelUpdate.Policy changed(int at, ChannelUpdate.Policy base) {
    return new ChannelUpdate.Policy(
        has(at, CLTV) ? new CltvExpiryDelta(cltvExpiryDeltas[at]) : base.cltvExpiryDelta(),
        has(at, HTLC_MINIMUM) ? MilliSatoshi.of(htlcMinimumsMsat[at]) : base.htlcMinimumMsat(),
        has(at, FEE_BASE) ? Integer.toUnsignedLong(feeBasesMsat[at]) : base.feeBaseMsat(),
        has(at, FEE_PROPORTIONAL)
            ? Integer.toUnsignedLong(feeMillionths[at])
            : base.feeProportionalMillionths(),
        has(at, HTLC_MAXIMUM) ? MilliSatoshi.of(htlcMaximumsMsat[at]) : base.htlcMaximumMsat(),
        base.inboundFeeBaseMsat(),
        base.inboundFeeProportionalMillionths());
  }
}
