package org.boltj.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PrivateKey;
import org.boltj.base.TxId;
import org.boltj.codec.WireMessage;
import org.boltj.message.AnnouncementSignatures;
import org.boltj.message.ChannelReestablish;
import org.boltj.message.CommitmentSigned;
import org.boltj.message.ErrorMessage;
import org.boltj.message.MyCurrentFundingLocked;
import org.boltj.message.NextFunding;
import org.boltj.message.RevokeAndAck;
import org.boltj.message.TxAbort;
import org.boltj.message.UpdateAddHtlc;
import org.boltj.message.UpdateFee;
import org.boltj.onchain.SpendKind;
import org.junit.jupiter.api.Test;

/** What is sent again after a reconnection, and how a lost state is recognised. */
class ReestablishTest {
  private static TestPair pair() {
    TestPair pair = TestPair.normal(TestPair.ANCHORS, MilliSatoshi.ofSat(400_000));
    // Beyond commitment 1, so that channel_ready is not sent again.
    long number = pair.add(pair.a, 5_000_000);
    pair.settleDown();
    pair.fulfill(pair.b, 0, number);
    pair.settleDown();
    pair.a.effects.clear();
    pair.b.effects.clear();
    return pair;
  }

  private static List<Class<?>> types(TestSide side) {
    return side.outbox.stream().<Class<?>>map(Object::getClass).toList();
  }

  @Test
  void commitmentThatWasLostIsSentAgainWithItsUpdates() {
    TestPair pair = pair();
    pair.add(pair.a, 10_000_000);
    pair.add(pair.a, 20_000_000);
    pair.sign(pair.a);
    List<WireMessage> lost = List.copyOf(pair.a.outbox);
    pair.disconnect();
    pair.connect();
    pair.deliver(pair.a);
    pair.deliver(pair.b);
    assertThat(pair.a.outbox).containsExactlyElementsOf(lost);
    pair.settleDown();
    pair.assertAgreement();
    assertThat(TestPair.received(pair.b)).hasSize(2);
  }

  @Test
  void revocationBeforeCommitmentStaysInThatOrder() {
    TestPair pair = pair();
    pair.add(pair.a, 10_000_000);
    pair.sign(pair.a);
    pair.deliver(pair.a);
    pair.deliver(pair.a);
    // Bob has revoked and then signs alice's HTLC.
    pair.sign(pair.b);
    assertThat(types(pair.b)).containsExactly(RevokeAndAck.class, CommitmentSigned.class);
    pair.disconnect();
    pair.connect();
    pair.deliver(pair.b);
    pair.deliver(pair.a);
    assertThat(types(pair.b)).containsExactly(RevokeAndAck.class, CommitmentSigned.class);
    pair.settleDown();
    pair.assertAgreement();
  }

  @Test
  void commitmentBeforeRevocationStaysInThatOrder() {
    TestPair pair = pair();
    pair.add(pair.b, 10_000_000);
    pair.sign(pair.b);
    pair.add(pair.a, 10_000_000);
    pair.sign(pair.a);
    pair.deliver(pair.a);
    pair.deliver(pair.a);
    assertThat(types(pair.b))
        .containsExactly(UpdateAddHtlc.class, CommitmentSigned.class, RevokeAndAck.class);
    pair.disconnect();
    pair.connect();
    pair.deliver(pair.b);
    pair.deliver(pair.a);
    assertThat(types(pair.b))
        .containsExactly(UpdateAddHtlc.class, CommitmentSigned.class, RevokeAndAck.class);
    pair.settleDown();
    pair.assertAgreement();
  }

  @Test
  void crashAfterSigningLosesNothing() {
    TestPair pair = pair();
    pair.add(pair.a, 10_000_000);
    pair.sign(pair.a);
    pair.disconnect();
    pair.a.restart();
    pair.connect();
    pair.settleDown();
    pair.assertAgreement();
    assertThat(TestPair.received(pair.b)).hasSize(1);
  }

  @Test
  void outdatedStateIsNotPublished() {
    TestPair pair = pair();
    PersistentState old = pair.a.stored.orElseThrow();
    for (int i = 0; i < 3; i++) {
      pair.add(pair.a, 10_000_000);
      pair.settleDown();
    }
    pair.disconnect();
    pair.a.stored = Optional.of(old);
    pair.a.restart();
    pair.connect();
    pair.deliver(pair.b);
    assertThat(pair.a.data.state()).isInstanceOf(DataLoss.class);
    assertThat(pair.a.all(Effect.Publish.class))
        .noneMatch(publish -> !publish.reason().equals("funding"));
    assertThat(pair.a.sent(ErrorMessage.class)).hasSize(1);
    pair.deliverAll();
    assertThat(pair.b.data.state()).isInstanceOf(Closing.class);
    pair.mine(1);
    assertThat(pair.a.data.state()).isInstanceOf(Closing.class);
    assertThat(pair.a.last(Effect.Notify.class).notice())
        .isEqualTo(
            new ChannelNotice.FundingSpent(
                pair.a.state().channelId(), SpendKind.FUTURE_REMOTE_COMMITMENT));
    assertThat(pair.chain.mempool()).isNotEmpty();
    assertThat(pair.a.rejected).isEmpty();
  }

  @Test
  void unprovenClaimOfANewerStateFailsTheChannel() {
    TestPair pair = pair();
    pair.disconnect();
    pair.connect();
    ChannelReestablish claim =
        new ChannelReestablish(
            pair.a.state().channelId(),
            8,
            7,
            new PrivateKey(Bytes.fromHex("05".repeat(32))),
            pair.b.signer.perCommitmentPoint(7),
            Optional.empty(),
            Optional.empty());
    pair.a.on(new ChannelEvent.Received(claim));
    assertThat(pair.a.data.state()).isInstanceOf(Closing.class);
  }

  @Test
  void peerThatForgotTheChannelMakesUsClose() {
    TestPair pair = pair();
    pair.disconnect();
    pair.connect();
    ChannelReestablish bogus =
        new ChannelReestablish(
            pair.a.state().channelId(),
            0,
            0,
            new PrivateKey(Bytes.zeros(32)),
            pair.b.signer.perCommitmentPoint(0),
            Optional.empty(),
            Optional.empty());
    pair.a.on(new ChannelEvent.Received(bogus));
    assertThat(pair.a.data.state()).isInstanceOf(Closing.class);
    assertThat(pair.chain.mempool()).isNotEmpty();
  }

  @Test
  void messagesBeforeReestablishAreIgnored() {
    TestPair pair = pair();
    pair.add(pair.b, 10_000_000);
    WireMessage add = pair.b.outbox.peek();
    pair.disconnect();
    pair.a.on(new ChannelEvent.LinkUp(TestSide.INIT, TestSide.INIT));
    ChannelData before = pair.a.data;
    pair.a.on(new ChannelEvent.Received(add));
    assertThat(pair.a.data).isEqualTo(before);
  }

  /** Alice's next channel_reestablish with these extensions, given to bob. */
  private static void reestablish(
      TestPair pair, Optional<NextFunding> nextFunding, Optional<MyCurrentFundingLocked> locked) {
    pair.disconnect();
    pair.connect();
    ChannelReestablish plain = (ChannelReestablish) pair.a.outbox.remove();
    ChannelReestablish extended =
        new ChannelReestablish(
            plain.channelId(),
            plain.nextCommitmentNumber(),
            plain.nextRevocationNumber(),
            plain.yourLastPerCommitmentSecret(),
            plain.myCurrentPerCommitmentPoint(),
            nextFunding,
            locked);
    pair.b.on(new ChannelEvent.Received(TestPair.reread(extended)));
  }

  @Test
  void transactionThatWeNeverHeardOfIsAborted() {
    TestPair pair = pair();
    TxId unknown = new TxId(Bytes.fromHex("07".repeat(32)));
    reestablish(pair, Optional.of(new NextFunding(unknown, 1)), Optional.empty());
    assertThat(types(pair.b)).containsExactly(ChannelReestablish.class, TxAbort.class);
    // Alice is not the wiser for it, and the echo that a real peer sends does no harm either.
    pair.b.on(new ChannelEvent.Received(TxAbort.of(pair.b.state().channelId(), "echo")));
    pair.settleDown();
    assertThat(pair.b.all(Effect.Disconnect.class)).isEmpty();
    assertUsable(pair);
  }

  @Test
  void announcementSignaturesAreSentAgainWhenAskedFor() {
    TestPair pair = pair();
    pair.mine(3);
    pair.settleDown();
    TxId funding = pair.b.state().params().funding().txid();
    pair.b.effects.clear();
    reestablish(pair, Optional.empty(), Optional.of(new MyCurrentFundingLocked(funding, 0)));
    assertThat(pair.b.sent(AnnouncementSignatures.class)).isEmpty();
    reestablish(pair, Optional.empty(), Optional.of(new MyCurrentFundingLocked(funding, 1)));
    assertThat(pair.b.sent(AnnouncementSignatures.class)).hasSize(1);
    pair.settleDown();
    assertUsable(pair);
  }

  @Test
  void newConnectionMayBeNoticedBeforeTheEndOfTheOldOne() {
    TestPair pair = pair();
    pair.add(pair.a, 10_000_000);
    pair.deliverAll();
    pair.connect();
    pair.settleDown();
    assertThat(pair.a.last(Effect.HtlcFailed.class).failure())
        .isInstanceOf(HtlcFailure.NeverSent.class);
    assertUsable(pair);
  }

  @Test
  void feerateThatIsForgottenDoesNotHoldUpTheClose() {
    TestPair pair = pair();
    long number = pair.add(pair.b, 10_000_000);
    pair.settleDown();
    pair.a.on(new ChannelEvent.Close(pair.request(), Optional.empty(), Optional.empty()));
    pair.settleDown();
    // A peer may propose a feerate as long as an HTLC is left; it is never signed.
    pair.b.on(
        new ChannelEvent.Received(
            new UpdateFee(pair.b.state().channelId(), new FeeratePerKw(1_100))));
    pair.fulfill(pair.a, 0, number);
    pair.deliver(pair.a);
    pair.sign(pair.a);
    pair.a.outbox.clear();
    pair.b.on(new ChannelEvent.LinkDown());
    pair.a.on(new ChannelEvent.LinkDown());
    pair.connect();
    pair.settleDown();
    assertThat(pair.a.data.state()).isInstanceOf(Closing.class);
    assertThat(pair.b.data.state()).isInstanceOf(Closing.class);
  }

  @Test
  void noFeerateIsProposedAfterShutdown() {
    TestPair pair = pair();
    long number = pair.add(pair.b, 10_000_000);
    pair.settleDown();
    pair.a.on(new ChannelEvent.Close(pair.request(), Optional.empty(), Optional.empty()));
    pair.a.on(new ChannelEvent.UpdateFee(new FeeratePerKw(1_100)));
    pair.settleDown();
    pair.a.on(new ChannelEvent.UpdateFee(new FeeratePerKw(1_100)));
    pair.fulfill(pair.a, 0, number);
    pair.settleDown();
    assertThat(pair.a.sent(UpdateFee.class)).isEmpty();
    assertThat(pair.b.data.state()).isInstanceOf(Closing.class);
  }

  private static void assertUsable(TestPair pair) {
    long number = pair.add(pair.a, 3_000_000);
    pair.settleDown();
    pair.fulfill(pair.b, pair.b.last(Effect.HtlcReceived.class).id(), number);
    pair.settleDown();
    pair.assertAgreement();
    assertThat(pair.a.commitments().isQuiet()).isTrue();
  }
}
