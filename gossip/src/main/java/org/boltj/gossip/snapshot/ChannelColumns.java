package org.boltj.gossip.snapshot;

import java.util.Arrays;
import org.boltj.base.ShortChannelId;

/** The channels of a snapshot in the order of their short channel ids. */
final class ChannelColumns {
  /** As 64-bit numbers. */
  final long[] shortChannelIds;

  /** Two node numbers a channel: node_id_1, node_id_2. */
  final int[] ends;

  /** -1 where unknown. */
  final long[] capacitiesSat;

  ChannelColumns(long[] shortChannelIds, int[] ends, long[] capacitiesSat) {
    this.shortChannelIds = shortChannelIds;
    this.ends = ends;
    this.capacitiesSat = capacitiesSat;
  }

  int size() {
    return shortChannelIds.length;
  }

  int indexOf(ShortChannelId wanted) {
    return SortedColumn.find(
        size(), channel -> Long.compareUnsigned(shortChannelIds[channel], wanted.value()));
  }

  boolean same(ChannelColumns that) {
    return Arrays.equals(shortChannelIds, that.shortChannelIds)
        && Arrays.equals(ends, that.ends)
        && Arrays.equals(capacitiesSat, that.capacitiesSat);
  }
}
