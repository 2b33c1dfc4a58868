package org.boltj.store;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.boltj.store.proto.HtlcProto;
import org.boltj.updates.Htlc;

/**
 * Collects the HTLCs of a channel while it is encoded, so that each is stored once, though up to
 * three commitments and an update hold it.
 */
final class HtlcTable {
  private final Map<Htlc, Integer> positions = new LinkedHashMap<>();

  /** Where the HTLC stands; it is put at the end if it is new. */
  int position(Htlc htlc) {
    Integer known = positions.putIfAbsent(htlc, positions.size());
    return known == null ? positions.size() - 1 : known;
  }

  List<Integer> positions(Collection<Htlc> htlcs) {
    return htlcs.stream().map(this::position).toList();
  }

  /** All HTLCs that were asked for, by position. */
  List<HtlcProto.Htlc> encode() {
    return positions.keySet().stream().map(HtlcCodec::encode).toList();
  }
}
