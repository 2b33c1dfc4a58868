package org.boltj.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.base.CltvExpiry;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PaymentHash;
import org.boltj.channel.Effect;
import org.boltj.codec.WireWriter;
import org.boltj.payment.HtlcId;
import org.boltj.store.ChainTrail;
import org.boltj.store.StoredGossip;
import org.boltj.store.StoredNode;
import org.junit.jupiter.api.Test;

/** An onion is good for one HTLC only. */
class SeenOnionsTest {
  private static final ChannelId CHANNEL = new ChannelId(Bytes.zeros(32));
  private final SeenOnions seen = new SeenOnions(2);

  private boolean isNew(long id, int ephemeralKey, long expiry) {
    return seen.isNew(new HtlcId(CHANNEL, id), htlc(id, ephemeralKey, expiry));
  }

  private static Effect.HtlcReceived htlc(long id, int ephemeralKey, long expiry) {
    Bytes onion =
        new WireWriter()
            .bytes(Bytes.zeros(30))
            .u32(ephemeralKey)
            .bytes(Bytes.zeros(1332))
            .toBytes();
    return new Effect.HtlcReceived(
        CHANNEL,
        id,
        MilliSatoshi.of(1_000),
        new PaymentHash(Bytes.zeros(32)),
        new CltvExpiry(expiry),
        onion,
        Optional.empty(),
        false,
        false);
  }

  @Test
  void another_htlc_with_the_same_onion_is_a_replay() {
    assertThat(isNew(0, 1, 100)).isTrue();
    assertThat(isNew(1, 1, 200)).isFalse();
    assertThat(isNew(2, 1, 200)).isFalse();
    assertThat(isNew(3, 2, 100)).isTrue();
  }

  @Test
  void the_same_htlc_may_come_again_as_after_a_restart() {
    assertThat(isNew(0, 1, 100)).isTrue();
    assertThat(isNew(0, 1, 100)).isTrue();
  }

  @Test
  void a_restart_forgets_nothing_that_was_stored() {
    SeenOnions before = new SeenOnions(5_000);
    Map<String, Bytes> meta = new HashMap<>();
    for (int i = 0; i < 3_000; i++) {
      assertThat(before.isNew(new HtlcId(CHANNEL, i), htlc(i, i, 100 + i))).isTrue();
      if (before.isPageFull()) {
        before.store().ifPresent(put -> meta.put(put.name(), put.value()));
      }
    }
    before.store().ifPresent(put -> meta.put(put.name(), put.value()));
    assertThat(before.store()).as("nothing is new").isEmpty();
    assertThat(meta).hasSize(3);
    assertThat(meta.values().stream().mapToInt(Bytes::size).sum()).isEqualTo(3 * 8 + 3_000 * 20);

    SeenOnions after = new SeenOnions(5_000);
    after.restore(stored(meta));
    assertThat(after.isNew(new HtlcId(CHANNEL, 7), htlc(7, 7, 107))).as("told again").isTrue();
    assertThat(after.isNew(new HtlcId(CHANNEL, 9_999), htlc(9_999, 7, 107))).isFalse();
    assertThat(after.isNew(new HtlcId(CHANNEL, 9_999), htlc(9_999, 2_999, 107))).isFalse();
    after.blockConnected(1_000);
    assertThat(after.isNew(new HtlcId(CHANNEL, 9_999), htlc(9_999, 7, 2_000))).isTrue();
  }

  @Test
  void the_stored_ring_is_bounded() {
    SeenOnions small = new SeenOnions(2_000);
    Map<String, Bytes> meta = new HashMap<>();
    for (int i = 0; i < 50_000; i++) {
      small.isNew(new HtlcId(CHANNEL, i), htlc(i, i, 1_000_000));
      if (small.isPageFull()) {
        small.store().ifPresent(put -> meta.put(put.name(), put.value()));
      }
    }
    assertThat(meta.values().stream().mapToInt(Bytes::size).sum()).isLessThan(65_000);
    SeenOnions after = new SeenOnions(2_000);
    after.restore(stored(meta));
    assertThat(after.isNew(new HtlcId(CHANNEL, 0), htlc(0, 49_000, 1_000_000))).isFalse();
    assertThat(after.isNew(new HtlcId(CHANNEL, 0), htlc(0, 5, 1_000_000))).isTrue();
  }

  private static StoredNode stored(Map<String, Bytes> meta) {
    return new StoredNode(
        List.of(),
        List.of(),
        List.of(),
        ChainTrail.EMPTY,
        meta,
        new StoredGossip(List.of(), List.of(), List.of()));
  }

  @Test
  void what_has_expired_or_is_too_much_is_forgotten() {
    isNew(0, 1, 100);
    seen.blockConnected(100);
    assertThat(isNew(1, 1, 100)).isFalse();
    seen.blockConnected(101);
    assertThat(isNew(2, 1, 300)).isTrue();
    isNew(3, 2, 300);
    isNew(4, 3, 300);
    assertThat(isNew(5, 1, 300)).isTrue();
  }
}
