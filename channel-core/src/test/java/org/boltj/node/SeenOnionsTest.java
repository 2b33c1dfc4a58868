package org.boltj.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.base.CltvExpiry;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PaymentHash;
import org.boltj.channel.Effect;
import org.boltj.payment.HtlcId;
import org.junit.jupiter.api.Test;

/** An onion is good for one HTLC only. */
class SeenOnionsTest {
  private static final ChannelId CHANNEL = new ChannelId(Bytes.zeros(32));
  private final SeenOnions seen = new SeenOnions(2);

  private boolean isNew(long id, int ephemeralKey, long expiry) {
    Bytes onion = Bytes.concat(Bytes.zeros(33), Bytes.of((byte) ephemeralKey), Bytes.zeros(1332));
    return seen.isNew(
        new HtlcId(CHANNEL, id),
        new Effect.HtlcReceived(
            CHANNEL,
            id,
            MilliSatoshi.of(1_000),
            new PaymentHash(Bytes.zeros(32)),
            new CltvExpiry(expiry),
            onion,
            Optional.empty(),
            false,
            false));
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
