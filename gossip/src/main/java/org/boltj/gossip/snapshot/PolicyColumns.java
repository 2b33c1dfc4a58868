package org.boltj.gossip.snapshot;

import java.util.Arrays;
import org.boltj.base.CltvExpiryDelta;
import org.boltj.base.MilliSatoshi;
import org.boltj.gossip.graph.DirectionEntry;
import org.boltj.gossip.message.ChannelUpdate;

/**
 * What is asked for in each direction: one entry an edge in every array. Numbers of 32 and 16 bits
 * are kept unsigned.
 */
final class PolicyColumns {
  static final int KNOWN = 1;
  static final int DISABLED = 2;

  final byte[] flags;
  final int[] lastUpdates;
  final char[] cltvExpiryDeltas;
  final long[] htlcMinimumsMsat;
  final long[] htlcMaximumsMsat;
  final int[] feeBasesMsat;
  final int[] feeMillionths;
  final int[] inboundBasesMsat;
  final int[] inboundMillionths;

  PolicyColumns(
      byte[] flags,
      int[] lastUpdates,
      char[] cltvExpiryDeltas,
      long[] htlcMinimumsMsat,
      long[] htlcMaximumsMsat,
      int[] feeBasesMsat,
      int[] feeMillionths,
      int[] inboundBasesMsat,
      int[] inboundMillionths) {
    this.flags = flags;
    this.lastUpdates = lastUpdates;
    this.cltvExpiryDeltas = cltvExpiryDeltas;
    this.htlcMinimumsMsat = htlcMinimumsMsat;
    this.htlcMaximumsMsat = htlcMaximumsMsat;
    this.feeBasesMsat = feeBasesMsat;
    this.feeMillionths = feeMillionths;
    this.inboundBasesMsat = inboundBasesMsat;
    this.inboundMillionths = inboundMillionths;
  }

  PolicyColumns(int edges) {
    this(
        new byte[edges],
        new int[edges],
        new char[edges],
        new long[edges],
        new long[edges],
        new int[edges],
        new int[edges],
        new int[edges],
        new int[edges]);
  }

  boolean isKnown(int edge) {
    return (flags[edge] & KNOWN) != 0;
  }

  boolean isDisabled(int edge) {
    return (flags[edge] & DISABLED) != 0;
  }

  long lastUpdate(int edge) {
    return Integer.toUnsignedLong(lastUpdates[edge]);
  }

  ChannelUpdate.Policy policy(int edge) {
    return new ChannelUpdate.Policy(
        new CltvExpiryDelta(cltvExpiryDeltas[edge]),
        MilliSatoshi.of(htlcMinimumsMsat[edge]),
        Integer.toUnsignedLong(feeBasesMsat[edge]),
        Integer.toUnsignedLong(feeMillionths[edge]),
        MilliSatoshi.of(htlcMaximumsMsat[edge]),
        inboundBasesMsat[edge],
        inboundMillionths[edge]);
  }

  DirectionEntry get(int edge) {
    return new DirectionEntry(lastUpdate(edge), isDisabled(edge), policy(edge));
  }

  void set(int edge, DirectionEntry entry) {
    ChannelUpdate.Policy policy = entry.policy();
    flags[edge] = (byte) (entry.disabled() ? KNOWN | DISABLED : KNOWN);
    lastUpdates[edge] = (int) entry.timestamp();
    cltvExpiryDeltas[edge] = (char) policy.cltvExpiryDelta().blocks();
    htlcMinimumsMsat[edge] = policy.htlcMinimumMsat().msat();
    htlcMaximumsMsat[edge] = policy.htlcMaximumMsat().msat();
    feeBasesMsat[edge] = (int) policy.feeBaseMsat();
    feeMillionths[edge] = (int) policy.feeProportionalMillionths();
    inboundBasesMsat[edge] = policy.inboundFeeBaseMsat();
    inboundMillionths[edge] = policy.inboundFeeProportionalMillionths();
  }

  /** The same entries with room for that many edges. */
  PolicyColumns resized(int edges) {
    return new PolicyColumns(
        Arrays.copyOf(flags, edges),
        Arrays.copyOf(lastUpdates, edges),
        Arrays.copyOf(cltvExpiryDeltas, edges),
        Arrays.copyOf(htlcMinimumsMsat, edges),
        Arrays.copyOf(htlcMaximumsMsat, edges),
        Arrays.copyOf(feeBasesMsat, edges),
        Arrays.copyOf(feeMillionths, edges),
        Arrays.copyOf(inboundBasesMsat, edges),
        Arrays.copyOf(inboundMillionths, edges));
  }

  void copy(int from, PolicyColumns target, int to) {
    target.flags[to] = flags[from];
    target.lastUpdates[to] = lastUpdates[from];
    target.cltvExpiryDeltas[to] = cltvExpiryDeltas[from];
    target.htlcMinimumsMsat[to] = htlcMinimumsMsat[from];
    target.htlcMaximumsMsat[to] = htlcMaximumsMsat[from];
    target.feeBasesMsat[to] = feeBasesMsat[from];
    target.feeMillionths[to] = feeMillionths[from];
    target.inboundBasesMsat[to] = inboundBasesMsat[from];
    target.inboundMillionths[to] = inboundMillionths[from];
  }

  boolean same(PolicyColumns that) {
    return Arrays.equals(flags, that.flags)
        && Arrays.equals(lastUpdates, that.lastUpdates)
        && Arrays.equals(cltvExpiryDeltas, that.cltvExpiryDeltas)
        && Arrays.equals(htlcMinimumsMsat, that.htlcMinimumsMsat)
        && Arrays.equals(htlcMaximumsMsat, that.htlcMaximumsMsat)
        && Arrays.equals(feeBasesMsat, that.feeBasesMsat)
        && Arrays.equals(feeMillionths, that.feeMillionths)
        && Arrays.equals(inboundBasesMsat, that.inboundBasesMsat)
        && Arrays.equals(inboundMillionths, that.inboundMillionths);
  }
}
