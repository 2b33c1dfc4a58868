package org.boltj.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.Features;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.MilliSatoshi;
import org.boltj.message.CommitmentSigned;
import org.boltj.message.UpdateFulfillHtlc;
import org.boltj.updates.Balances;
import org.boltj.updates.Feerates;
import org.boltj.updates.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HTLCs go both ways, with cross traffic, and survive reconnections. */
class UpdatesTest {
  private static TestPair pair() {
    return TestPair.normal(TestPair.ANCHORS, MilliSatoshi.ofSat(400_000));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void paysBothWays(boolean anchors) {
    Features type = anchors ? TestPair.ANCHORS : TestPair.STATIC_REMOTEKEY;
    TestPair pair = TestPair.normal(type, MilliSatoshi.ofSat(400_000));
    long first = pair.add(pair.a, 50_000_000);
    long second = pair.add(pair.b, 30_000_000);
    pair.settleDown();
    pair.assertAgreement();
    assertThat(TestPair.received(pair.a)).hasSize(1);
    assertThat(TestPair.received(pair.b)).hasSize(1);
    pair.fulfill(pair.b, 0, first);
    pair.fulfill(pair.a, 0, second);
    pair.settleDown();
    pair.assertAgreement();
    assertThat(TestPair.toLocal(pair.a)).isEqualTo(580_000_000L);
    assertThat(pair.a.all(Effect.HtlcFulfilled.class)).hasSize(1);
    assertThat(pair.a.commitments().hasPendingHtlcs()).isFalse();
    assertThat(pair.a.commitments().isQuiet()).isTrue();
    assertThat(pair.b.commitments().undecided()).isEmpty();
  }

  @Test
  void failureIsToldOnlyWhenFinal() {
    TestPair pair = pair();
    pair.add(pair.a, 50_000_000);
    pair.settleDown();
    pair.fail(pair.b, 0);
    pair.deliverAll();
    assertThat(pair.a.all(Effect.HtlcFailed.class)).isEmpty();
    pair.settleDown();
    assertThat(pair.a.last(Effect.HtlcFailed.class).failure())
        .isEqualTo(new HtlcFailure.Onion(Bytes.zeros(292), Optional.empty()));
    assertThat(TestPair.toLocal(pair.a)).isEqualTo(600_000_000L);
  }

  @Test
  void malformedFailureIsPassedOn() {
    TestPair pair = pair();
    pair.add(pair.a, 50_000_000);
    pair.settleDown();
    pair.b.on(new ChannelEvent.FailMalformedHtlc(0, Bytes.zeros(32), 0x8000 | 0x4000 | 5));
    pair.settleDown();
    assertThat(pair.a.last(Effect.HtlcFailed.class).failure())
        .isEqualTo(new HtlcFailure.Malformed(Bytes.zeros(32), 0xc005));
  }

  @Test
  void manyUpdatesShareOneSignature() {
    TestPair pair = pair();
    int before = pair.a.sent(CommitmentSigned.class).size();
    for (int i = 0; i < 100; i++) {
      pair.add(pair.a, 1_000_000);
    }
    pair.settleDown();
    assertThat(pair.a.sent(CommitmentSigned.class)).hasSize(before + 1);
    assertThat(TestPair.received(pair.b)).hasSize(100);
    pair.assertAgreement();
  }

  @Test
  void fulfilledWhileAwayIsSentAfterTheReconnection() {
    TestPair pair = pair();
    long number = pair.add(pair.a, 50_000_000);
    pair.settleDown();
    pair.disconnect();
    pair.fulfill(pair.b, 0, number);
    assertThat(pair.b.sent(UpdateFulfillHtlc.class)).isEmpty();
    pair.b.restart();
    pair.connect();
    pair.settleDown();
    assertThat(pair.a.all(Effect.HtlcFulfilled.class)).hasSize(1);
    assertThat(TestPair.toLocal(pair.b)).isEqualTo(450_000_000L);
    pair.assertAgreement();
  }

  @Test
  void preimageReplacesAFailureThatThePeerDoesNotKnow() {
    TestPair pair = pair();
    long number = pair.add(pair.a, 50_000_000);
    pair.settleDown();
    pair.fail(pair.b, 0);
    pair.disconnect();
    pair.fulfill(pair.b, 0, number);
    pair.connect();
    pair.settleDown();
    assertThat(pair.a.all(Effect.HtlcFulfilled.class)).hasSize(1);
    assertThat(TestPair.toLocal(pair.b)).isEqualTo(450_000_000L);
    pair.assertAgreement();
  }

  @Test
  void preimageDoesNotReplaceAFailureThatIsSigned() {
    TestPair pair = pair();
    long number = pair.add(pair.a, 50_000_000);
    pair.settleDown();
    pair.fail(pair.b, 0);
    pair.sign(pair.b);
    pair.disconnect();
    pair.fulfill(pair.b, 0, number);
    pair.connect();
    pair.settleDown();
    assertThat(pair.a.all(Effect.HtlcFailed.class)).hasSize(1);
    pair.assertAgreement();
  }

  @Test
  void settlingTwiceDoesNoHarm() {
    TestPair pair = pair();
    long number = pair.add(pair.a, 50_000_000);
    pair.settleDown();
    pair.fulfill(pair.b, 0, number);
    pair.fulfill(pair.b, 0, number);
    pair.fail(pair.b, 0);
    pair.settleDown();
    pair.fulfill(pair.b, 0, number);
    assertThat(pair.b.sent(UpdateFulfillHtlc.class)).hasSize(1);
    pair.assertAgreement();
  }

  @Test
  void unsignedHtlcIsGivenBackWhenTheConnectionEnds() {
    TestPair pair = pair();
    pair.add(pair.a, 50_000_000);
    pair.deliverAll();
    pair.disconnect();
    assertThat(pair.a.last(Effect.HtlcFailed.class).failure())
        .isEqualTo(new HtlcFailure.NeverSent());
    pair.connect();
    pair.settleDown();
    pair.add(pair.a, 20_000_000);
    pair.settleDown();
    assertThat(TestPair.received(pair.b)).hasSize(1);
    pair.assertAgreement();
  }

  @Test
  void undecidedHtlcIsToldAgainAfterARestart() {
    TestPair pair = pair();
    pair.add(pair.a, 50_000_000);
    pair.settleDown();
    pair.b.restart();
    assertThat(TestPair.received(pair.b)).hasSize(2);
    pair.b.on(new ChannelEvent.HtlcDecided(0));
    assertThat(pair.b.commitments().undecided()).isEmpty();
  }

  @Test
  void openerChangesTheFeerate() {
    TestPair pair = pair();
    pair.a.on(new ChannelEvent.UpdateFee(new FeeratePerKw(2_500)));
    pair.settleDown();
    assertThat(pair.a.commitments().localCommit().allocation().feerate())
        .isEqualTo(new FeeratePerKw(2_500));
    pair.assertAgreement();
    pair.b.on(new ChannelEvent.UpdateFee(new FeeratePerKw(5_000)));
    assertThat(pair.b.outbox).isEmpty();
  }

  @Test
  void openerFollowsTheEstimate() {
    TestPair pair = pair();
    pair.a.feerates = Feerates.fixed(new FeeratePerKw(1_200));
    pair.mine(1);
    assertThat(pair.a.data.wantsToSign()).isFalse();
    pair.a.feerates = Feerates.fixed(new FeeratePerKw(3_000));
    pair.mine(1);
    pair.settleDown();
    assertThat(pair.b.commitments().localCommit().allocation().feerate())
        .isEqualTo(new FeeratePerKw(3_000));
  }

  @Test
  void limitsAreRefusedWithNumbers() {
    TestPair pair = pair();
    pair.add(pair.a, 700_000_000);
    assertThat(refusal(pair.a)).isInstanceOf(Refusal.InsufficientBalance.class);
    pair.add(pair.a, 0);
    assertThat(refusal(pair.a))
        .isEqualTo(new Refusal.BelowMinimum(MilliSatoshi.ZERO, MilliSatoshi.of(1)));
    pair.add(pair.a, 1_000_000, 0);
    assertThat(refusal(pair.a)).isInstanceOf(Refusal.ExpiryTooSoon.class);
    pair.add(pair.a, 1_000_000, 5_000);
    assertThat(refusal(pair.a)).isInstanceOf(Refusal.ExpiryTooFar.class);
    pair.disconnect();
    pair.add(pair.a, 1_000_000);
    assertThat(refusal(pair.a)).isInstanceOf(Refusal.ChannelNotReady.class);
  }

  @Test
  void dustExposureIsBounded() {
    TestPair pair = pair();
    for (int i = 0; i < 166; i++) {
      pair.add(pair.a, 300_000);
    }
    pair.settleDown();
    assertThat(TestPair.received(pair.b)).hasSize(166);
    pair.add(pair.a, 300_000);
    assertThat(refusal(pair.a)).isInstanceOf(Refusal.DustExposureTooHigh.class);
    pair.add(pair.a, 400_000);
    assertThat(pair.a.last(Effect.Reply.class).result())
        .isInstanceOf(CommandResult.HtlcAdded.class);
  }

  @Test
  void noMoreThanMaxAcceptedHtlcs() {
    TestPair pair = pair();
    for (int i = 0; i < 483; i++) {
      pair.add(pair.b, 500_000);
    }
    assertThat(pair.b.last(Effect.Reply.class).result())
        .isInstanceOf(CommandResult.HtlcAdded.class);
    pair.add(pair.b, 500_000);
    assertThat(refusal(pair.b)).isEqualTo(new Refusal.TooManyHtlcs(483, 483));
    pair.settleDown();
    pair.assertAgreement();
    assertThat(TestPair.received(pair.a)).hasSize(483);
  }

  @Test
  void theWholeAvailableBalanceCanBeSent() {
    for (Features type : List.of(TestPair.ANCHORS, TestPair.STATIC_REMOTEKEY)) {
      TestPair pair = TestPair.normal(type, MilliSatoshi.ofSat(400_000));
      for (TestSide side : List.of(pair.a, pair.b)) {
        long available = Balances.availableToSend(side.commitments()).msat();
        pair.add(side, available);
        assertThat(side.last(Effect.Reply.class).result())
            .isInstanceOf(CommandResult.HtlcAdded.class);
        pair.settleDown();
        pair.assertAgreement();
      }
    }
  }

  private static Refusal refusal(TestSide side) {
    return ((CommandResult.Refused) side.last(Effect.Reply.class).result()).refusal();
  }
}
