package org.boltj.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.Feature;
import org.boltj.base.Features;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.Satoshi;
import org.boltj.message.AnnouncementSignatures;
import org.boltj.message.ChannelReady;
import org.boltj.message.ErrorMessage;
import org.boltj.message.OpenChannel;
import org.boltj.tx.Transaction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Channels open as opener and accepter, of every type. */
class OpeningTest {
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void opensToNormal(boolean anchors) {
    Features type = anchors ? TestPair.ANCHORS : TestPair.STATIC_REMOTEKEY;
    TestPair pair = TestPair.normal(type, MilliSatoshi.ofSat(200_000));
    assertThat(TestPair.toLocal(pair.a)).isEqualTo(800_000_000L);
    assertThat(TestPair.toLocal(pair.b)).isEqualTo(200_000_000L);
    assertThat(pair.a.rejected).isEmpty();
    assertThat(pair.a.all(Effect.Reply.class))
        .extracting(Effect.Reply::result)
        .containsExactly(new CommandResult.Opened(pair.a.state().channelId()));
    pair.assertAgreement();
  }

  @Test
  void waitsForMinimumDepth() {
    TestPair pair = new TestPair();
    pair.open(pair.openRequest(TestPair.ANCHORS, MilliSatoshi.ZERO, true));
    pair.mine(2);
    assertThat(pair.a.sent(ChannelReady.class)).isEmpty();
    pair.mine(1);
    assertThat(pair.a.sent(ChannelReady.class)).hasSize(1);
    assertThat(pair.a.data.state()).isInstanceOf(WaitForChannelReady.class);
    pair.deliverAll();
    assertThat(pair.a.data.state()).isInstanceOf(Normal.class);
  }

  @Test
  void zeroConfIsReadyAtOnceAndLearnsItsShortIdLater() {
    TestPair pair = new TestPair();
    pair.bobTrusts = true;
    pair.open(pair.openRequest(TestPair.ZEROCONF, MilliSatoshi.ZERO, false));
    Normal normal = (Normal) pair.a.data.state();
    assertThat(normal.funding().remoteAlias())
        .contains(((Normal) pair.b.data.state()).funding().localAlias());
    pair.mine(1);
    assertThat(((Normal) pair.a.data.state()).funding().confirmation()).isPresent();
    pair.add(pair.a, 10_000_000);
    pair.settleDown();
    assertThat(TestPair.received(pair.b)).hasSize(1);
  }

  @Test
  void aTrustedOpenerNeedsNotAskForZeroConf() {
    TestPair pair = new TestPair();
    pair.bobTrusts = true;
    pair.open(pair.openRequest(TestPair.ANCHORS, MilliSatoshi.ZERO, false));
    assertThat(pair.a.data.state()).isInstanceOf(Normal.class);
    assertThat(pair.b.data.state()).isInstanceOf(Normal.class);

    pair.add(pair.a, 50_000_000);
    pair.settleDown();
    assertThat(TestPair.received(pair.b)).hasSize(1);
  }

  @Test
  void zeroConfIsNotGrantedToEverybody() {
    TestPair pair = new TestPair();
    pair.a.on(
        new ChannelEvent.Open(
            pair.request(), pair.openRequest(TestPair.ZEROCONF, MilliSatoshi.ZERO, false)));
    OpenChannel open = (OpenChannel) TestPair.reread(pair.a.outbox.remove());
    pair.b.on(new ChannelEvent.OpenReceived(open, pair.acceptTerms()));
    assertThat(pair.b.data.state()).isInstanceOf(Gone.class);
  }

  @Test
  void announcesAtDepthSixAndAgainToAPeerThatLacksIt() {
    TestPair pair = TestPair.normal(TestPair.ANCHORS, MilliSatoshi.ZERO);
    pair.mine(3);
    // The signatures of bob are lost.
    pair.deliver(pair.a);
    pair.disconnect();
    assertThat(pair.b.all(Effect.LocalAnnouncement.class)).hasSize(1);
    assertThat(pair.a.all(Effect.LocalAnnouncement.class)).isEmpty();
    pair.connect();
    pair.deliverAll();
    assertThat(pair.a.all(Effect.LocalAnnouncement.class)).hasSize(1);
    assertThat(pair.a.last(Effect.LocalAnnouncement.class).announcement())
        .isEqualTo(pair.b.last(Effect.LocalAnnouncement.class).announcement());
    assertThat(pair.a.last(Effect.LocalAnnouncement.class).announcement().signaturesValid())
        .isTrue();
    assertThat(pair.b.sent(AnnouncementSignatures.class)).hasSize(2);
  }

  @Test
  void channelReadyIsSentAgainUntilUsed() {
    TestPair pair = new TestPair();
    pair.open(pair.openRequest(TestPair.ANCHORS, MilliSatoshi.ZERO, true));
    pair.mine(3);
    pair.disconnect();
    pair.connect();
    pair.deliverAll();
    assertThat(pair.a.data.state()).isInstanceOf(Normal.class);
    assertThat(pair.b.data.state()).isInstanceOf(Normal.class);
  }

  @Test
  void largeChannelNeedsTheFeature() {
    TestPair pair = new TestPair();
    OpenRequest request = pair.openRequest(TestPair.ANCHORS, MilliSatoshi.ZERO, true);
    Features small = TestSide.INIT.without(Feature.OPTION_SUPPORT_LARGE_CHANNEL);
    pair.a.on(
        new ChannelEvent.Open(
            pair.request(),
            new OpenRequest(
                request.remoteNodeId(),
                1,
                Satoshi.of(1 << 24),
                MilliSatoshi.ZERO,
                true,
                TestPair.ANCHORS,
                Optional.empty(),
                small,
                TestSide.INIT,
                request.fundingFeerate())));
    assertThat(pair.a.data.state()).isInstanceOf(Gone.class);
    assertThat(pair.a.last(Effect.Reply.class).result())
        .isInstanceOf(CommandResult.OpenFailed.class);
  }

  @Test
  void walletThatCannotFundEndsTheOpening() {
    TestPair pair = new TestPair();
    pair.a.on(
        new ChannelEvent.Open(
            pair.request(), pair.openRequest(TestPair.ANCHORS, MilliSatoshi.ZERO, true)));
    pair.b.on(
        new ChannelEvent.OpenReceived((OpenChannel) pair.a.outbox.remove(), pair.acceptTerms()));
    pair.deliverAll();
    pair.a.on(new ChannelEvent.FundingFailed("no coins"));
    pair.deliverAll();
    assertThat(pair.a.data.state()).isInstanceOf(Gone.class);
    assertThat(pair.b.data.state()).isInstanceOf(Gone.class);
    assertThat(pair.a.last(Effect.Reply.class).result())
        .isEqualTo(new CommandResult.OpenFailed("no coins"));
  }

  @Test
  void anOpeningThatLastsTooLongReleasesTheCoinsAndTellsThePeer() {
    TestPair pair = new TestPair();
    pair.a.on(
        new ChannelEvent.Open(
            pair.request(), pair.openRequest(TestPair.ANCHORS, MilliSatoshi.ZERO, true)));
    pair.b.on(
        new ChannelEvent.OpenReceived((OpenChannel) pair.a.outbox.remove(), pair.acceptTerms()));
    pair.deliverAll();
    Effect.AskFunding ask = pair.a.last(Effect.AskFunding.class);
    Transaction funding = pair.chain.fund(ask.scriptPubKey(), ask.amount());
    pair.a.on(new ChannelEvent.FundingCreatedByWallet(funding, 0));
    pair.a.outbox.clear();
    pair.a.on(new ChannelEvent.OpeningTimeout());
    assertThat(pair.a.data.state()).isInstanceOf(Gone.class);
    assertThat(pair.a.all(Effect.ReleaseFunding.class))
        .containsExactly(new Effect.ReleaseFunding(funding.txid()));
    assertThat(pair.a.last(Effect.Reply.class).result())
        .isEqualTo(new CommandResult.OpenFailed("the peer did not answer funding_created in time"));
    assertThat(pair.a.sent(ErrorMessage.class)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void closingAnOpeningAnswersBothRequests(boolean byForce) {
    TestPair pair = new TestPair();
    RequestId opening = pair.request();
    pair.a.on(
        new ChannelEvent.Open(
            opening, pair.openRequest(TestPair.ANCHORS, MilliSatoshi.ZERO, true)));
    RequestId closing = pair.request();
    pair.a.on(
        byForce
            ? new ChannelEvent.ForceClose(closing, "not wanted")
            : new ChannelEvent.Close(closing, Optional.empty(), Optional.empty()));
    assertThat(pair.a.all(Effect.Reply.class))
        .extracting(Effect.Reply::requestId)
        .containsExactly(opening, closing);
    assertThat(pair.a.sent(ErrorMessage.class)).hasSize(1);
  }

  @Test
  void fundingWithAnotherAmountIsNotUsed() {
    TestPair pair = new TestPair();
    pair.open(pair.openRequest(TestPair.ANCHORS, MilliSatoshi.ZERO, true));
    pair.b.on(
        new ChannelEvent.FundingConfirmed(
            pair.chain.fund(Bytes.fromHex("0014" + "00".repeat(20)), Satoshi.of(5_000)),
            pair.chain.height(),
            1));
    assertThat(pair.b.data.state()).isInstanceOf(Gone.class);
    assertThat(pair.b.stored).isEmpty();
  }

  /** 32 bytes each for 312 outputs, and about 200 for all else. */
  @ParameterizedTest
  @CsvSource({"1, true", "300, true", "320, false"})
  void accepterKeepsNoLargeFundingTransaction(int otherOutputs, boolean kept) {
    TestPair pair = new TestPair();
    pair.otherFundingOutputs = otherOutputs;
    pair.open(pair.openRequest(TestPair.ANCHORS, MilliSatoshi.ZERO, true));
    pair.mine(1);
    assertThat(pair.a.state().fundingTransaction()).isPresent();
    assertThat(pair.b.stored.orElseThrow().fundingTransaction().isPresent()).isEqualTo(kept);
    int confirmed = pair.chain.height();
    pair.mine(2);
    pair.deliverAll();
    assertThat(pair.b.data.state()).isInstanceOf(Normal.class);
    pair.b.on(new ChannelEvent.BlockDisconnected(confirmed));
    assertThat(pair.b.all(Effect.Publish.class)).hasSize(kept ? 1 : 0);
  }

  @Test
  void accepterForgetsAFundingThatNeverComes() {
    TestPair pair = new TestPair();
    pair.open(pair.openRequest(TestPair.ANCHORS, MilliSatoshi.ZERO, true));
    pair.chain.mempool().clear();
    for (int i = 0; i < 2015; i++) {
      pair.chain.mine();
    }
    pair.b.on(new ChannelEvent.NewBlock(pair.chain.height()));
    assertThat(pair.b.data.state()).isInstanceOf(WaitForFundingConfirmed.class);
    pair.chain.mine();
    pair.b.on(new ChannelEvent.NewBlock(pair.chain.height()));
    assertThat(pair.b.data.state()).isInstanceOf(Gone.class);
  }
}
