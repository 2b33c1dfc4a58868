package org.boltj.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.boltj.base.CltvExpiry;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.Satoshi;
import org.boltj.commitment.AnchorsZeroFeeHtlc;
import org.boltj.commitment.CommitmentFormat;
import org.boltj.commitment.StaticRemoteKey;
import org.boltj.message.UpdateFee;
import org.boltj.updates.ChannelOutlook;
import org.boltj.updates.ChannelPolicy;
import org.boltj.updates.DeadlineRules;
import org.boltj.updates.FeeConcern;
import org.boltj.updates.FeeDecision;
import org.boltj.updates.Feerates;
import org.boltj.updates.HtlcAtStake;
import org.junit.jupiter.api.Test;

/** When deadlines and fees close a channel, when they only make themselves heard, and when not. */
class DeadlineRulesTest {
  private static final CommitmentFormat ANCHORS = new AnchorsZeroFeeHtlc();
  private static final CommitmentFormat PLAIN = new StaticRemoteKey();
  private static final int EXPIRY = 800_000;
  private static final FeeratePerKw USUAL = new FeeratePerKw(5_000);
  private static final FeeratePerKw LOW = new FeeratePerKw(300);
  private static final FeeratePerKw HIGH = new FeeratePerKw(100_000);
  private static final ChannelPolicy POLICY = ChannelPolicy.DEFAULT;

  private static final HtlcAtStake OFFERED = htlc(false, false, true);
  private static final HtlcAtStake FULFILLED = htlc(true, true, true);

  private static HtlcAtStake htlc(boolean incoming, boolean claimable, boolean hasOutput) {
    MilliSatoshi amount = MilliSatoshi.ofSat(10_000);
    return new HtlcAtStake(7, incoming, amount, new CltvExpiry(EXPIRY), claimable, hasOutput);
  }

  private static ChannelOutlook outlook(
      CommitmentFormat format, FeeratePerKw feerate, HtlcAtStake... htlcs) {
    return new ChannelOutlook(
        format, false, feerate, MilliSatoshi.ZERO, Satoshi.ZERO, 0, List.of(htlcs));
  }

  private static FeeDecision decide(ChannelOutlook outlook, int height) {
    return DeadlineRules.decide(outlook, height, Feerates.fixed(USUAL), POLICY);
  }

  @Test
  void quietChannelsHaveNoDeadline() {
    assertThat(decide(outlook(ANCHORS, USUAL), EXPIRY))
        .isEqualTo(new FeeDecision.Accept(FeeDecision.NO_DEADLINE));
  }

  @Test
  void offeredHtlcIsToldAheadAndClosesAfterTheGrace() {
    ChannelOutlook outlook = outlook(ANCHORS, USUAL, OFFERED);
    FeeConcern concern = new FeeConcern.OfferedHtlc(OFFERED);
    assertThat(decide(outlook, EXPIRY - 40)).isEqualTo(new FeeDecision.Accept(42));
    assertThat(decide(outlook, EXPIRY - 4)).isEqualTo(new FeeDecision.Warn(concern, 6));
    assertThat(decide(outlook, EXPIRY + 1)).isEqualTo(new FeeDecision.Warn(concern, 1));
    assertThat(decide(outlook, EXPIRY + 2)).isEqualTo(new FeeDecision.ForceClose(concern, -2));
  }

  @Test
  void fulfilledHtlcClosesWhileItCanStillBeClaimed() {
    ChannelOutlook outlook = outlook(ANCHORS, USUAL, FULFILLED);
    FeeConcern concern = new FeeConcern.FulfilledHtlc(FULFILLED);
    assertThat(decide(outlook, EXPIRY - 24)).isEqualTo(new FeeDecision.Warn(concern, 6));
    assertThat(decide(outlook, EXPIRY - 18)).isEqualTo(new FeeDecision.ForceClose(concern, 18));
  }

  @Test
  void htlcOfThePeerThatWeCannotClaimIsItsOwnConcern() {
    ChannelOutlook outlook = outlook(ANCHORS, USUAL, htlc(true, false, true));
    assertThat(decide(outlook, EXPIRY + 100)).isInstanceOf(FeeDecision.Accept.class);
  }

  @Test
  void htlcWithoutAnOutputIsNoReasonToGoToTheChain() {
    ChannelOutlook offered = outlook(ANCHORS, USUAL, htlc(false, false, false));
    assertThat(decide(offered, EXPIRY + 2)).isInstanceOf(FeeDecision.Warn.class);
    assertThat(decide(offered, EXPIRY + 145)).isInstanceOf(FeeDecision.Warn.class);
    assertThat(decide(offered, EXPIRY + 146)).isInstanceOf(FeeDecision.ForceClose.class);
    ChannelOutlook fulfilled = outlook(ANCHORS, USUAL, htlc(true, true, false));
    assertThat(decide(fulfilled, EXPIRY - 1)).isInstanceOf(FeeDecision.Warn.class);
  }

  @Test
  void withAnchorsNoFeerateMatters() {
    for (FeeratePerKw feerate : List.of(LOW, HIGH)) {
      ChannelOutlook outlook = outlook(ANCHORS, feerate, OFFERED, FULFILLED);
      assertThat(decide(outlook.withLowFeerateBlocks(10_000), EXPIRY - 40))
          .isInstanceOf(FeeDecision.Accept.class);
    }
  }

  @Test
  void withoutAnchorsTooLowAFeerateIsBorneForADayAndThenClosedInAgreement() {
    ChannelOutlook outlook = outlook(PLAIN, LOW);
    FeeConcern concern = new FeeConcern.FeerateTooLow(LOW, new FeeratePerKw(2_000));
    assertThat(decide(outlook, 1)).isEqualTo(new FeeDecision.Warn(concern, 144));
    assertThat(decide(outlook.withLowFeerateBlocks(143), 1))
        .isEqualTo(new FeeDecision.Warn(concern, 1));
    assertThat(decide(outlook.withLowFeerateBlocks(144), 1))
        .isEqualTo(new FeeDecision.CloseMutually(concern, 0));
  }

  /** A spike of the estimates must not close channels that have HTLCs by the dozen. */
  @Test
  void withoutAnchorsTooLowAFeerateLeavesDeadlinesAsTheyAre() {
    assertThat(decide(outlook(PLAIN, LOW, FULFILLED), EXPIRY - 19))
        .isInstanceOf(FeeDecision.Warn.class);
    assertThat(decide(outlook(PLAIN, LOW, OFFERED), EXPIRY + 1))
        .isInstanceOf(FeeDecision.Warn.class);
  }

  @Test
  void tooHighAFeerateIsOnlyTold() {
    assertThat(decide(outlook(PLAIN, HIGH, OFFERED), EXPIRY - 40))
        .isInstanceOf(FeeDecision.Warn.class);
  }

  @Test
  void theMostUrgentOfTheGravestIsTold() {
    HtlcAtStake later =
        new HtlcAtStake(8, false, MilliSatoshi.ofSat(1), new CltvExpiry(EXPIRY + 1), false, true);
    assertThat(decide(outlook(PLAIN, LOW, later, OFFERED), EXPIRY - 3))
        .isEqualTo(new FeeDecision.Warn(new FeeConcern.OfferedHtlc(OFFERED), 5));
  }

  @Test
  void proposedFeerateIsRefusedOnlyWhereItHarms() {
    Feerates feerates = Feerates.fixed(USUAL);
    assertThat(DeadlineRules.proposal(outlook(PLAIN, LOW, OFFERED), feerates, POLICY))
        .isInstanceOf(FeeDecision.ForceClose.class);
    assertThat(DeadlineRules.proposal(outlook(PLAIN, HIGH, OFFERED), feerates, POLICY))
        .isInstanceOf(FeeDecision.ForceClose.class);
    assertThat(DeadlineRules.proposal(outlook(PLAIN, LOW), feerates, POLICY))
        .isInstanceOf(FeeDecision.Warn.class);
    assertThat(DeadlineRules.proposal(outlook(ANCHORS, LOW, OFFERED), feerates, POLICY))
        .isInstanceOf(FeeDecision.Accept.class);
    assertThat(DeadlineRules.proposal(outlook(ANCHORS, HIGH, OFFERED), feerates, POLICY))
        .isInstanceOf(FeeDecision.Warn.class);
    FeeratePerKw absurd = new FeeratePerKw(1_000_000);
    assertThat(DeadlineRules.proposal(outlook(ANCHORS, absurd), feerates, POLICY))
        .isInstanceOf(FeeDecision.ForceClose.class);
    FeeratePerKw notRelayed = new FeeratePerKw(252);
    assertThat(DeadlineRules.proposal(outlook(ANCHORS, notRelayed), feerates, POLICY))
        .isInstanceOf(FeeDecision.ForceClose.class);
  }

  @Test
  void feerateThatWouldTrimTooMuchIsRefused() {
    ChannelOutlook outlook =
        outlook(PLAIN, USUAL, OFFERED).withFeerate(USUAL, MilliSatoshi.ofSat(60_000));
    assertThat(DeadlineRules.proposal(outlook, Feerates.fixed(USUAL), POLICY))
        .isEqualTo(
            new FeeDecision.ForceClose(
                new FeeConcern.DustExposure(MilliSatoshi.ofSat(60_000), MilliSatoshi.ofSat(50_000)),
                FeeDecision.NO_DEADLINE));
  }

  // ---- the real channel goes by the same rules ----

  @Test
  void channelCarriesOnWithAFeerateThatAnchorsMakeHarmless() {
    TestPair pair = TestPair.normal(TestPair.ANCHORS, MilliSatoshi.ofSat(400_000));
    pair.add(pair.a, 50_000_000);
    pair.settleDown();
    pair.b.feerates = Feerates.fixed(HIGH);
    pair.b.on(
        new ChannelEvent.Received(
            new UpdateFee(pair.b.state().channelId(), new FeeratePerKw(300))));
    assertThat(pair.b.all(Effect.Disconnect.class)).isEmpty();
    assertThat(pair.b.data.state()).isInstanceOf(Normal.class);
  }

  @Test
  void openerRaisesTheFeerateAsFarAsItsBalanceAllows() {
    TestPair pair = TestPair.normal(TestPair.STATIC_REMOTEKEY, MilliSatoshi.ofSat(980_000));
    long before = pair.a.commitments().localCommit().allocation().feerate().satPerKw();
    pair.a.feerates = Feerates.fixed(new FeeratePerKw(40_000));
    pair.mine(1);
    pair.settleDown();
    long after = pair.a.commitments().localCommit().allocation().feerate().satPerKw();
    assertThat(after).isBetween(before + 1, 39_999L);
    long rest = TestPair.toLocal(pair.a) / 1000 - after * 724 / 1000;
    assertThat(rest).as("what the reserve leaves").isBetween(10_000L, 10_002L);
  }

  @Test
  void overdueHtlcWithoutAnOutputLeavesTheChannelOpen() {
    TestPair pair = TestPair.normal(TestPair.ANCHORS, MilliSatoshi.ofSat(400_000));
    pair.add(pair.a, 200_000, 40);
    pair.settleDown();
    pair.mine(60);
    assertThat(pair.a.data.state()).isInstanceOf(Normal.class);
    pair.mine(130);
    assertThat(pair.a.data.state()).isInstanceOf(Closing.class);
  }
}
