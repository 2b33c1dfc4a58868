package org.boltj.gossip.snapshot;

import java.nio.charset.StandardCharsets;
import org.boltj.base.Bytes;

/**
 * Our own file of a snapshot, which keeps all of it in about 1.2 MB for today's network: eight
 * bytes ({@code boltjgs} and the version, 1), then a zlib stream (RFC 1950), whose check sum covers
 * everything. Unpacked it is, with numbers as BigSize (BOLT 1) unless said otherwise:
 *
 * <ul>
 *   <li>chain hash (32 bytes), number of nodes, number of channels;
 *   <li>the node ids (33 bytes each), rising;
 *   <li>number of distinct features; of each the length and the bytes; then of each node 0, or 1
 *       and the place of its features among them;
 *   <li>of each node 0, or 1 more than the length of its alias and the alias in UTF-8;
 *   <li>of each channel: its short channel id less that of the channel before, the numbers of both
 *       nodes, the lesser first, and 0 or 1 more than the capacity (sat);
 *   <li>of each edge one byte: bit 0 when its policy is known, bit 1 when it is disabled;
 *   <li>of all edges with a policy, column after column: timestamp, cltv_expiry_delta,
 *       htlc_minimum_msat, htlc_maximum_msat, fee_base_msat, fee_proportional_millionths, and the
 *       two inbound fees (base, proportional), of which negative ones are written as odd numbers: 2
 *       * |n| - 1, others as 2 * n.
 * </ul>
 */
final class CompactFormat {
  /** The first bytes of a file, without the version. */
  static final Bytes MAGIC = Bytes.wrap("boltjgs".getBytes(StandardCharsets.US_ASCII));

  static final int VERSION = 1;

  private CompactFormat() {}

  static long fromSigned(int value) {
    return value < 0 ? -2L * value - 1 : 2L * value;
  }

  static int toSigned(long value) {
    return (int) ((value & 1) == 1 ? -((value + 1) / 2) : value / 2);
  }
}
