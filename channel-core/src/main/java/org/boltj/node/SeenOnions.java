package org.boltj.node;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.channel.Effect;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireReader;
import org.boltj.codec.WireWriter;
import org.boltj.crypto.Hash;
import org.boltj.payment.HtlcId;
import org.boltj.store.Change;
import org.boltj.store.StoredNode;

/**
 * Onions that were opened, so that nobody learns where a payment went by sending its onion again
 * (BOLT 4, "Onion Decryption"). Known by the ephemeral key, which no honest sender uses twice,
 * until the HTLC expires: then the onion itself is too old.
 *
 * <p>They are stored in a ring of small records, 20 bytes an onion: a record is written when it is
 * full and with each block, so that this costs no payment a write. A crash loses at most those
 * since the last block whose HTLCs are settled; those of pending HTLCs are told again at the start.
 * It loses no money, as a replayed onion pays us once more.
 */
final class SeenOnions {
  private static final String META = "seen_onions/";

  /** Onions in one record. */
  static final int PAGE = 1_024;

  private final int capacity;
  private final Map<Long, Seen> byOnion = new LinkedHashMap<>();
  private final List<Long> page = new ArrayList<>();
  private long pageNumber;
  private boolean changed;

  /**
   * @param htlc which HTLC brought it
   */
  private record Seen(long htlc, long expiry) {}

  /**
   * @param capacity onions; more than that, and the oldest are forgotten
   */
  SeenOnions(int capacity) {
    this.capacity = capacity;
  }

  /**
   * Remembers the onion of an HTLC, which may be told of more than once.
   *
   * @return false if another HTLC has brought it before
   */
  boolean isNew(HtlcId incoming, Effect.HtlcReceived htlc) {
    long key = fingerprint(htlc.onion().slice(1, 34));
    Seen seen = new Seen(fingerprint(incoming), htlc.cltvExpiry().height());
    Seen before = byOnion.putIfAbsent(key, seen);
    if (before != null) {
      return before.htlc() == seen.htlc();
    }
    page.add(key);
    changed = true;
    forgetOldest();
    return true;
  }

  private void forgetOldest() {
    while (byOnion.size() > capacity) {
      Iterator<Long> oldest = byOnion.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
  }

  /** The first 8 bytes of SHA-256: only the sender of an onion could look for another one. */
  private static long fingerprint(Bytes bytes) {
    return first(Hash.sha256(bytes));
  }

  private static long fingerprint(HtlcId htlc) {
    Bytes id = new WireWriter().bytes(htlc.channelId().value()).u64(htlc.id()).toBytes();
    return fingerprint(id);
  }

  private static long first(Bytes hash) {
    long value = 0;
    for (int i = 0; i < 8; i++) {
      value = value << 8 | hash.unsigned(i);
    }
    return value;
  }

  void blockConnected(int height) {
    byOnion.values().removeIf(seen -> seen.expiry() < height);
  }

  boolean isPageFull() {
    return page.size() >= PAGE;
  }

  /** The record of the onions since the last full one; empty when nothing is new. */
  Optional<Change.PutMeta> store() {
    if (!changed) {
      return Optional.empty();
    }
    changed = false;
    WireWriter out = new WireWriter().u64(pageNumber);
    for (Long key : page) {
      Seen seen = byOnion.get(key);
      if (seen != null) {
        out.u64(key).u64(seen.htlc()).u32(seen.expiry());
      }
    }
    Change.PutMeta put = new Change.PutMeta(META + pageNumber % pages(), out.toBytes());
    if (isPageFull()) {
      page.clear();
      pageNumber++;
    }
    return Optional.of(put);
  }

  private long pages() {
    return (capacity + PAGE - 1) / PAGE + 1L;
  }

  /** Reads all records. A damaged one is passed over: it protects no money. */
  void restore(StoredNode stored) {
    List<WireReader> pages = new ArrayList<>();
    stored
        .meta()
        .forEach(
            (name, record) -> {
              if (name.startsWith(META) && record.size() >= 8) {
                pages.add(new WireReader(record));
              }
            });
    record Page(long number, WireReader onions) {}
    List<Page> ordered = new ArrayList<>();
    for (WireReader in : pages) {
      try {
        ordered.add(new Page(in.u64(), in));
      } catch (DecodeException impossible) {
        throw new IllegalStateException(impossible);
      }
    }
    ordered.sort(Comparator.comparingLong(Page::number));
    for (Page each : ordered) {
      read(each.onions());
      pageNumber = Math.max(pageNumber, each.number() + 1);
    }
    forgetOldest();
  }

  private void read(WireReader in) {
    try {
      while (in.remaining() >= 20) {
        byOnion.put(in.u64(), new Seen(in.u64(), in.u32()));
      }
    } catch (DecodeException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
