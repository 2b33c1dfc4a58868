package org.boltj.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.boltj.base.Bytes;
import org.boltj.base.Features;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.Satoshi;
import org.boltj.codec.WireMessage;
import org.boltj.message.ChannelReady;
import org.boltj.message.ClosingSigned;
import org.boltj.message.Shutdown;
import org.boltj.message.UpdateFee;
import org.boltj.message.WarningMessage;
import org.boltj.tx.Transaction;
import org.boltj.updates.Feerates;
import org.boltj.updates.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Closing in agreement by shutdown and closing_signed. */
class MutualCloseTest {
  /** An accepter with these proposes a higher fee, so that the opener has the last word. */
  private static final Feerates AT_LEAST_1500 =
      new Feerates(
          new FeeratePerKw(1_500),
          new FeeratePerKw(1_500),
          new FeeratePerKw(1_500),
          new FeeratePerKw(1_500));

  private static void close(TestPair pair, TestSide side) {
    side.on(new ChannelEvent.Close(pair.request(), Optional.empty(), Optional.empty()));
  }

  private static Transaction closed(TestPair pair) {
    assertThat(pair.a.data.state()).isInstanceOf(Closing.class);
    assertThat(pair.b.data.state()).isInstanceOf(Closing.class);
    assertThat(pair.a.rejected).isEmpty();
    assertThat(pair.b.rejected).isEmpty();
    assertThat(pair.chain.mempool()).hasSize(1);
    return pair.chain.mempool().get(0);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void openerOrAccepterCloses(boolean opener) {
    TestPair pair = TestPair.normal(TestPair.ANCHORS, MilliSatoshi.ofSat(400_000));
    close(pair, opener ? pair.a : pair.b);
    pair.settleDown();
    Transaction tx = closed(pair);
    assertThat(tx.outputs()).hasSize(2);
    assertThat(tx.outputs().get(0).amount()).isEqualTo(Satoshi.of(400_000));
    assertThat(tx.outputs().get(0).scriptPubKey()).isEqualTo(pair.b.sweepScript);
    pair.mine(1);
    pair.mine(100);
    assertThat(pair.a.data.state()).isInstanceOf(Closed.class);
    assertThat(pair.b.data.state()).isInstanceOf(Closed.class);
  }

  @Test
  void bothCloseAtOnce() {
    TestPair pair = TestPair.normal(TestPair.STATIC_REMOTEKEY, MilliSatoshi.ofSat(400_000));
    close(pair, pair.a);
    close(pair, pair.b);
    pair.settleDown();
    closed(pair);
  }

  @Test
  void pendingHtlcsAreSettledFirst() {
    TestPair pair = TestPair.normal(TestPair.ANCHORS, MilliSatoshi.ofSat(400_000));
    long number = pair.add(pair.a, 50_000_000);
    pair.settleDown();
    pair.add(pair.b, 20_000_000);
    close(pair, pair.a);
    pair.settleDown();
    assertThat(pair.a.data.state()).isInstanceOf(ShuttingDown.class);
    pair.add(pair.a, 1_000_000);
    assertThat(((CommandResult.Refused) pair.a.last(Effect.Reply.class).result()).refusal())
        .isInstanceOf(Refusal.ChannelNotReady.class);
    assertThat(TestPair.received(pair.a).get(0).closingChannel()).isTrue();
    pair.fulfill(pair.b, 0, number);
    pair.disconnect();
    pair.b.restart();
    pair.connect();
    pair.settleDown();
    pair.fail(pair.a, 0);
    pair.settleDown();
    Transaction tx = closed(pair);
    assertThat(tx.outputs().get(0).amount()).isEqualTo(Satoshi.of(450_000));
  }

  @Test
  void negotiationStartsAnewAfterAReconnection() {
    TestPair pair = TestPair.normal(TestPair.ANCHORS, MilliSatoshi.ofSat(400_000));
    close(pair, pair.a);
    pair.deliver(pair.a);
    pair.deliver(pair.b);
    assertThat(pair.a.data.state()).isInstanceOf(NegotiatingClose.class);
    pair.disconnect();
    pair.a.restart();
    pair.b.restart();
    pair.connect();
    pair.settleDown();
    closed(pair);
  }

  /** closing_signed has no acknowledgment: whoever has got it tells the other again. */
  @ParameterizedTest
  @CsvSource({"false, false", "false, true", "true, false", "true, true"})
  void peerThatMissedTheLastClosingSignedIsToldAgain(boolean byOpener, boolean restart) {
    TestPair pair = TestPair.normal(TestPair.ANCHORS, MilliSatoshi.ofSat(400_000));
    if (byOpener) {
      pair.b.feerates = AT_LEAST_1500;
    }
    close(pair, pair.a);
    TestSide first = byOpener ? pair.a : pair.b;
    while (!(first.data.state() instanceof Closing)) {
      pair.deliver(pair.a);
      if (!(first.data.state() instanceof Closing)) {
        pair.deliver(pair.b);
      }
    }
    TestSide second = pair.other(first);
    assertThat(second.data.state()).isInstanceOf(NegotiatingClose.class);
    pair.disconnect();
    if (restart) {
      first.restart();
      second.restart();
    }
    // What is signed is signed, whatever the estimates are now.
    pair.a.feerates = Feerates.fixed(new FeeratePerKw(1_300));
    pair.connect();
    pair.settleDown();
    closed(pair);
    pair.disconnect();
    pair.connect();
    assertThat(pair.a.outbox).as("both know").isEmpty();
    assertThat(pair.b.outbox).as("both know").isEmpty();
  }

  /** A peer may go back to an older state after it has published the closing transaction. */
  @Test
  void closingTransactionOfThePeerIsOfferedToIt() {
    TestPair pair = TestPair.normal(TestPair.ANCHORS, MilliSatoshi.ofSat(400_000));
    pair.b.feerates = AT_LEAST_1500;
    Optional<PersistentState> before = pair.a.stored;
    close(pair, pair.a);
    while (pair.chain.mempool().isEmpty()) {
      pair.deliver(pair.a);
      pair.deliver(pair.b);
    }
    pair.b.on(new ChannelEvent.FundingSpent(pair.chain.mempool().get(0), OptionalInt.empty()));
    pair.disconnect();
    pair.a.stored = before;
    pair.a.restart();
    pair.connect();
    pair.settleDown();
    closed(pair);
  }

  @Test
  void shutdownRequestedWhileAwayIsSentLater() {
    TestPair pair = TestPair.normal(TestPair.ANCHORS, MilliSatoshi.ofSat(400_000));
    pair.disconnect();
    close(pair, pair.b);
    assertThat(pair.b.sent(Shutdown.class)).isEmpty();
    pair.connect();
    pair.settleDown();
    closed(pair);
  }

  @Test
  void accepterPicksTheFeeFromTheRange() {
    TestPair pair = TestPair.normal(TestPair.ANCHORS, MilliSatoshi.ofSat(400_000));
    pair.b.feerates = Feerates.fixed(new FeeratePerKw(1_500));
    close(pair, pair.a);
    pair.settleDown();
    closed(pair);
    assertThat(pair.a.sent(ClosingSigned.class)).hasSize(1);
    assertThat(pair.b.sent(ClosingSigned.class)).hasSize(1);
  }

  @Test
  void channelReadyOfAnUnusedChannelDoesNotDisturb() {
    TestPair pair = TestPair.normal(TestPair.ANCHORS, MilliSatoshi.ofSat(400_000));
    ChannelReady ready = pair.b.sent(ChannelReady.class).get(0);
    close(pair, pair.a);
    pair.deliver(pair.a);
    pair.deliver(pair.b);
    assertThat(pair.a.data.state()).isInstanceOf(NegotiatingClose.class);
    pair.a.on(new ChannelEvent.Received(ready));
    assertThat(pair.a.all(Effect.Disconnect.class)).isEmpty();
    pair.settleDown();
    closed(pair);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void shutdownBeforeChannelReadyIsNegotiated(int depth) {
    TestPair pair = new TestPair();
    pair.open(pair.openRequest(TestPair.ANCHORS, MilliSatoshi.ofSat(400_000), true));
    pair.mine(depth);
    pair.a.outbox.clear();
    pair.b.outbox.clear();
    pair.a.on(
        new ChannelEvent.Received(new Shutdown(pair.b.state().channelId(), pair.b.sweepScript)));
    pair.deliverAll();
    assertThat(closed(pair).outputs()).hasSize(2);
    pair.mine(101);
    assertThat(pair.a.data.state()).isInstanceOf(Closed.class);
    assertThat(pair.b.data.state()).isInstanceOf(Closed.class);
  }

  @Test
  void shutdownBeforeTheFundingIsInABlockFailsNoChannel() {
    TestPair pair = new TestPair();
    pair.open(pair.openRequest(TestPair.ANCHORS, MilliSatoshi.ofSat(400_000), true));
    pair.b.on(
        new ChannelEvent.Received(new Shutdown(pair.b.state().channelId(), pair.a.sweepScript)));
    assertThat(pair.b.data.state()).isInstanceOf(WaitForFundingConfirmed.class);
    assertThat(pair.b.sent(WarningMessage.class)).hasSize(1);
    pair.a.on(
        new ChannelEvent.Received(new Shutdown(pair.b.state().channelId(), pair.b.sweepScript)));
    assertThat(pair.a.data.state()).isInstanceOf(NegotiatingClose.class);
  }

  @Test
  void channelReadyOfAnUnusedChannelIsSentAgain() {
    TestPair pair = TestPair.normal(TestPair.ANCHORS, MilliSatoshi.ofSat(400_000));
    close(pair, pair.a);
    pair.deliver(pair.a);
    pair.deliver(pair.b);
    assertThat(pair.a.data.state()).isInstanceOf(NegotiatingClose.class);
    pair.disconnect();
    pair.connect();
    pair.settleDown();
    closed(pair);
    assertThat(pair.a.sent(ChannelReady.class)).hasSize(2);
    assertThat(pair.b.sent(ChannelReady.class)).hasSize(2);
  }

  /** A peer that signs for no fee and then falls silent must not leave us with that alone. */
  @Test
  void closingTransactionThatNobodyRelaysIsNotWhatWePublish() {
    TestPair pair = TestPair.normal(TestPair.ANCHORS, MilliSatoshi.ofSat(400_000));
    pair.a.feerates =
        new Feerates(
            new FeeratePerKw(1_000), new FeeratePerKw(0), new FeeratePerKw(0), new FeeratePerKw(0));
    close(pair, pair.a);
    pair.deliver(pair.a);
    pair.deliver(pair.b);
    ClosingSigned free = (ClosingSigned) pair.a.outbox.remove();
    assertThat(free.feeSatoshis()).isEqualTo(Satoshi.ZERO);
    pair.b.on(new ChannelEvent.Received(free));
    pair.b.on(new ChannelEvent.ForceClose(pair.request(), "the peer is silent"));
    assertThat(pair.b.last(Effect.Publish.class).transactions().get(0).outputs())
        .as("the commitment, with its anchors")
        .hasSize(4);
  }

  /** As an older peer does: closing_signed without fee_range, fees far apart. */
  @Test
  void feesApproachEachOtherWithoutRanges() {
    TestPair pair = TestPair.normal(TestPair.ANCHORS, MilliSatoshi.ofSat(400_000));
    pair.b.feerates = Feerates.fixed(new FeeratePerKw(9_000));
    close(pair, pair.a);
    for (int i = 0; i < 200; i++) {
      stripAndDeliver(pair, pair.a);
      stripAndDeliver(pair, pair.b);
    }
    closed(pair);
  }

  private static void stripAndDeliver(TestPair pair, TestSide from) {
    WireMessage message = from.outbox.poll();
    if (message instanceof ClosingSigned m) {
      message = new ClosingSigned(m.channelId(), m.feeSatoshis(), m.signature(), Optional.empty());
    }
    if (message != null) {
      pair.other(from).on(new ChannelEvent.Received(message));
    }
  }

  @Test
  void scriptWithoutAcceptableFormIsRefused() {
    TestPair pair = TestPair.normal(TestPair.ANCHORS, MilliSatoshi.ofSat(400_000));
    pair.a.on(
        new ChannelEvent.Close(
            pair.request(), Optional.of(Bytes.fromHex("6a0100")), Optional.empty()));
    assertThat(((CommandResult.Refused) pair.a.last(Effect.Reply.class).result()).refusal())
        .isInstanceOf(Refusal.InvalidShutdownScript.class);
    pair.a.on(
        new ChannelEvent.Received(
            new Shutdown(pair.a.state().channelId(), Bytes.fromHex("6a0100"))));
    assertThat(pair.a.all(Effect.Disconnect.class)).hasSize(1);
    assertThat(pair.a.data.state()).isInstanceOf(Normal.class);
  }

  /**
   * BOLT 2 forbids shutdown after unsigned additions only; other nodes send it after update_fee.
   */
  @Test
  void feerateFromBeforeTheShutdownIsTakenAgainAfterAReconnection() {
    TestPair pair = TestPair.normal(TestPair.ANCHORS, MilliSatoshi.ofSat(400_000));
    pair.a.on(new ChannelEvent.UpdateFee(new FeeratePerKw(1_500)));
    pair.deliver(pair.a);
    pair.b.on(
        new ChannelEvent.Received(new Shutdown(pair.b.state().channelId(), pair.a.sweepScript)));
    assertThat(pair.b.data.state()).isInstanceOf(ShuttingDown.class);
    pair.sign(pair.a);
    pair.disconnect();
    pair.connect();
    pair.deliver(pair.a);
    assertThat(pair.b.data.state()).isInstanceOf(NegotiatingClose.class);
    pair.settleDown();
    closed(pair);
    assertThat(pair.b.all(Effect.Disconnect.class)).isEmpty();
    assertThat(pair.b.commitments().localCommit().allocation().feerate())
        .isEqualTo(new FeeratePerKw(1_500));
  }

  @Test
  void feerateAfterClosingSignedIsRefused() {
    TestPair pair = TestPair.normal(TestPair.ANCHORS, MilliSatoshi.ofSat(400_000));
    pair.b.feerates = AT_LEAST_1500;
    close(pair, pair.a);
    pair.deliver(pair.a);
    pair.deliver(pair.b);
    pair.deliver(pair.a);
    assertThat(pair.b.data.state()).isInstanceOf(NegotiatingClose.class);
    pair.b.on(
        new ChannelEvent.Received(
            new UpdateFee(pair.b.state().channelId(), new FeeratePerKw(1_500))));
    assertThat(pair.b.all(Effect.Disconnect.class)).hasSize(1);
  }

  @Test
  void emptySideGetsNoOutput() {
    for (Features type : List.of(TestPair.ANCHORS, TestPair.STATIC_REMOTEKEY)) {
      TestPair pair = TestPair.normal(type, MilliSatoshi.ZERO);
      close(pair, pair.b);
      pair.settleDown();
      assertThat(closed(pair).outputs()).hasSize(1);
    }
  }
}
