package org.boltj.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.Satoshi;
import org.boltj.updates.ChannelPolicy;
import org.boltj.updates.Feerates;
import org.junit.jupiter.api.Test;

/** Outputs that cost more to claim than they hold: for how long, and what is said of them. */
class LetGoTest {
  private static final int EXPIRY_BLOCKS = 144;
  private static final int DEPTH = ChannelPolicy.DEFAULT.resolutionDepth();
  private static final FeeratePerKw LOW = new FeeratePerKw(1_000);
  private static final FeeratePerKw HIGH = new FeeratePerKw(10_000);

  private final TestPair pair = TestPair.normal(TestPair.ANCHORS, MilliSatoshi.ofSat(400_000));
  private final int expiry = pair.chain.height() + EXPIRY_BLOCKS;

  private static Feerates all(FeeratePerKw feerate) {
    return new Feerates(feerate, feerate, feerate, feerate);
  }

  /** The peer closes while these HTLCs of ours (sat) are open, and claims none of them. */
  private void peerClosesWith(long... sats) {
    for (long sat : sats) {
      pair.add(pair.a, sat * 1_000, EXPIRY_BLOCKS);
    }
    pair.settleDown();
    pair.disconnect();
    pair.b.on(new ChannelEvent.ForceClose(pair.request(), "test"));
    pair.mine(1);
  }

  private void mineUntil(int height) {
    pair.mine(height - pair.chain.height());
  }

  private List<ChannelNotice.OutputLetGo> letGo() {
    return pair.a.all(Effect.Notify.class).stream()
        .map(Effect.Notify::notice)
        .filter(ChannelNotice.OutputLetGo.class::isInstance)
        .map(ChannelNotice.OutputLetGo.class::cast)
        .toList();
  }

  private int failed() {
    return pair.a.all(Effect.HtlcFailed.class).size();
  }

  @Test
  void whatCostsMoreThanItHoldsIsLetGoAndSaidSoWhenAllElseIsOver() {
    peerClosesWith(3_000);
    pair.a.feerates = all(HIGH);
    mineUntil(expiry + DEPTH - 1);
    assertThat(failed()).isZero();
    assertThat(letGo()).isEmpty();
    mineUntil(expiry + DEPTH);
    assertThat(failed()).isEqualTo(1);
    assertThat(letGo())
        .extracting(ChannelNotice.OutputLetGo::amount)
        .containsExactly(Satoshi.of(3_000));
    assertThat(pair.a.data.state()).isInstanceOf(Closed.class);
  }

  @Test
  void itIsTakenUpAgainWhenFeesFall() {
    peerClosesWith(3_000);
    pair.a.feerates = all(HIGH);
    mineUntil(expiry + DEPTH - 2);
    long before = pair.chain.sat(pair.a.sweepScript);
    pair.a.feerates = all(LOW);
    // One block to publish it, one to hold it.
    pair.mine(2);
    assertThat(pair.chain.sat(pair.a.sweepScript)).isBetween(before + 2_000, before + 2_999);
    assertThat(failed()).isZero();
    pair.mine(DEPTH - 1);
    assertThat(failed()).isEqualTo(1);
    assertThat(letGo()).isEmpty();
  }

  @Test
  void itIsNotGivenUpWhileItIsInATransactionWithOthers() {
    peerClosesWith(50_000, 3_000);
    pair.a.feerates = all(LOW);
    mineUntil(expiry);
    pair.a.feerates = all(HIGH);
    for (int i = 0; i < 2 * DEPTH; i++) {
      pair.chain.mempool().clear(); // no miner takes it
      pair.mine(1);
    }
    assertThat(failed()).isZero();
    pair.mine(1);
    assertThat(failed()).isZero();
    pair.mine(DEPTH - 1);
    assertThat(failed()).isEqualTo(2);
    assertThat(letGo()).isEmpty();
    assertThat(pair.a.rejected).isEmpty();
  }
}
