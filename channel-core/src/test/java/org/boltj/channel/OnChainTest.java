package org.boltj.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import org.boltj.base.Bytes;
import org.boltj.base.Features;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.Signature;
import org.boltj.commitment.CommitmentTx;
import org.boltj.message.ErrorMessage;
import org.boltj.onchain.FeeBump;
import org.boltj.onchain.SpendKind;
import org.boltj.tx.Transaction;
import org.boltj.updates.ChannelPolicy;
import org.boltj.updates.CommitmentTxs;
import org.boltj.updates.Feerates;
import org.boltj.updates.LocalCommit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Channels that end on the chain: every claim is checked by the chain's own rules. */
class OnChainTest {
  private static TestPair pair(boolean anchors) {
    Features type = anchors ? TestPair.ANCHORS : TestPair.STATIC_REMOTEKEY;
    TestPair pair = TestPair.normal(type, MilliSatoshi.ofSat(400_000));
    pair.a.feerates = Feerates.fixed(new FeeratePerKw(1_000));
    return pair;
  }

  private static void forceClose(TestPair pair, TestSide side) {
    side.on(new ChannelEvent.ForceClose(pair.request(), "test"));
  }

  private static long at(TestPair pair, TestSide side) {
    return pair.chain.sat(side.sweepScript);
  }

  private static void mineUntilClosed(TestPair pair) {
    for (int i = 0; i < 600; i++) {
      pair.mine(1);
    }
    assertThat(pair.a.data.state()).isInstanceOf(Closed.class);
    assertThat(pair.b.data.state()).isInstanceOf(Closed.class);
  }

  private static SpendKind kind(TestSide side) {
    return side.all(Effect.Notify.class).stream()
        .map(Effect.Notify::notice)
        .filter(ChannelNotice.FundingSpent.class::isInstance)
        .map(notice -> ((ChannelNotice.FundingSpent) notice).kind())
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void balancesComeBack(boolean anchors) {
    TestPair pair = pair(anchors);
    forceClose(pair, pair.a);
    pair.deliverAll();
    mineUntilClosed(pair);
    assertThat(kind(pair.a)).isEqualTo(SpendKind.LOCAL_COMMITMENT);
    assertThat(kind(pair.b)).isEqualTo(SpendKind.REMOTE_COMMITMENT);
    assertThat(at(pair, pair.a)).isBetween(595_000L, 600_000L);
    assertThat(at(pair, pair.b)).isBetween(399_000L, 400_000L);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void htlcsTimeOutOnOurOwnCommitment(boolean anchors) {
    TestPair pair = pair(anchors);
    pair.add(pair.a, 50_000_000);
    pair.add(pair.a, 200_000);
    pair.add(pair.b, 30_000_000);
    pair.settleDown();
    pair.disconnect();
    forceClose(pair, pair.a);
    mineUntilClosed(pair);
    assertThat(pair.a.all(Effect.HtlcFailed.class))
        .extracting(Effect.HtlcFailed::failure)
        .containsExactly(new HtlcFailure.OnChain(), new HtlcFailure.OnChain());
    assertThat(pair.b.all(Effect.HtlcFailed.class)).hasSize(1);
    assertThat(pair.a.all(Effect.HtlcFulfilled.class)).isEmpty();
    assertThat(at(pair, pair.a)).isBetween(590_000L, 600_000L);
    assertThat(at(pair, pair.b)).isBetween(398_000L, 400_000L);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void preimagesClaimOnBothCommitments(boolean anchors) {
    TestPair pair = pair(anchors);
    long ofA = pair.add(pair.a, 50_000_000);
    long ofB = pair.add(pair.b, 30_000_000);
    pair.settleDown();
    pair.disconnect();
    // Both know the preimage, but cannot tell the peer any more.
    pair.fulfill(pair.b, 0, ofA);
    pair.fulfill(pair.a, 0, ofB);
    forceClose(pair, pair.a);
    mineUntilClosed(pair);
    assertThat(pair.a.all(Effect.HtlcFulfilled.class))
        .extracting(Effect.HtlcFulfilled::preimage)
        .containsExactly(TestPair.preimage(ofA));
    assertThat(pair.b.all(Effect.HtlcFulfilled.class))
        .extracting(Effect.HtlcFulfilled::preimage)
        .containsExactly(TestPair.preimage(ofB));
    assertThat(pair.a.all(Effect.HtlcFailed.class)).isEmpty();
    assertThat(at(pair, pair.a)).isBetween(570_000L, 580_000L);
    assertThat(at(pair, pair.b)).isBetween(417_000L, 420_000L);
  }

  @Test
  void preimageLearntAfterTheCloseStillClaims() {
    TestPair pair = pair(true);
    long number = pair.add(pair.a, 50_000_000);
    pair.settleDown();
    pair.disconnect();
    forceClose(pair, pair.a);
    pair.mine(2);
    pair.b.restart();
    pair.fulfill(pair.b, 0, number);
    pair.b.restart();
    mineUntilClosed(pair);
    assertThat(pair.a.all(Effect.HtlcFulfilled.class)).hasSize(1);
    assertThat(at(pair, pair.b)).isBetween(448_000L, 450_000L);
  }

  @Test
  void unacknowledgedCommitmentOfThePeerIsRecognised() {
    TestPair pair = pair(true);
    pair.add(pair.a, 50_000_000);
    pair.sign(pair.a);
    pair.deliver(pair.a);
    pair.deliver(pair.a);
    pair.disconnect();
    forceClose(pair, pair.b);
    pair.mine(1);
    assertThat(kind(pair.a)).isEqualTo(SpendKind.NEXT_REMOTE_COMMITMENT);
    mineUntilClosed(pair);
    assertThat(pair.a.all(Effect.HtlcFailed.class)).hasSize(1);
    assertThat(at(pair, pair.a)).isBetween(590_000L, 600_000L);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void revokedCommitmentLosesAll(boolean anchors) {
    TestPair pair = pair(anchors);
    pair.add(pair.a, 50_000_000);
    long ofB = pair.add(pair.b, 30_000_000);
    pair.settleDown();
    Transaction revoked = commitment(pair.b);
    pair.fulfill(pair.a, 0, ofB);
    pair.settleDown();
    pair.disconnect();
    assertThat(pair.chain.publish(revoked)).isEmpty();
    pair.b.data = ChannelData.restored(new Closed(pair.b.commitments()));
    for (int i = 0; i < 300; i++) {
      pair.mine(1);
    }
    assertThat(kind(pair.a)).isEqualTo(SpendKind.REVOKED_COMMITMENT);
    assertThat(pair.a.rejected).isEmpty();
    // All but fees, though this end of the test keeps nothing of older HTLCs: see bolt5 for those.
    assertThat(at(pair, pair.a)).isBetween(960_000L, 970_000L);
  }

  @Test
  void htlcsWithoutAnOutputPayForNoHaste() {
    TestPair pair = TestPair.normal(TestPair.ANCHORS, MilliSatoshi.ofSat(900_000));
    for (int i = 0; i < 10; i++) {
      pair.add(pair.b, 340_000, 40);
    }
    pair.add(pair.b, 5_000_000, 40);
    pair.settleDown();
    pair.disconnect();
    for (int number = 1; number <= 11; number++) {
      pair.fulfill(pair.a, number - 1, number);
    }
    FeeratePerKw low = new FeeratePerKw(1_000);
    FeeratePerKw high = new FeeratePerKw(50_000);
    pair.a.feerates = new Feerates(low, low, low, FeeratePerKw.MINIMUM, high, low);
    for (int i = 0; i < 40; i++) {
      pair.chain.mine();
    }
    forceClose(pair, pair.a);
    // What is trimmed is in the fee already; 5,000 sat are not worth more than that.
    assertThat(pair.a.data.state()).isInstanceOf(Closing.class);
    assertThat(pair.a.all(Effect.PublishWithFee.class)).isEmpty();
  }

  /** The state after some payments, and what the peer could publish before. */
  private static Transaction revoked(TestPair pair) {
    long ofB = pair.add(pair.b, 30_000_000);
    pair.settleDown();
    Transaction revoked = commitment(pair.b);
    pair.fulfill(pair.a, 0, ofB);
    pair.add(pair.a, 50_000_000);
    pair.settleDown();
    pair.disconnect();
    return revoked;
  }

  private static void see(TestSide side, Transaction tx) {
    side.on(new ChannelEvent.FundingSpent(tx, OptionalInt.empty()));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void revokedCommitmentThatOnlyWaitsIsAnsweredWithOurs(boolean frozen) {
    TestPair pair = pair(true);
    Transaction revoked = revoked(pair);
    Transaction ours = commitment(pair.a);
    pair.a.feerates = Feerates.fixed(new FeeratePerKw(5_000));
    if (frozen) {
      pair.a.on(new ChannelEvent.Bug("null pointer"));
    }
    see(pair.a, revoked);
    assertThat(pair.chain.mempool()).extracting(Transaction::txid).contains(ours.txid());
    pair.a.restart();
    FeeBump bump = pair.a.last(Effect.PublishWithFee.class).bump();
    assertThat(bump.parents()).extracting(Transaction::txid).containsExactly(ours.txid());
    mineUntilClosed(pair);
    assertThat(pair.a.all(Effect.HtlcFailed.class)).hasSize(1);
    assertThat(pair.a.all(Effect.Publish.class))
        .noneMatch(publish -> publish.transactions().contains(revoked));
  }

  @Test
  void revokedCommitmentInPlaceOfACurrentOneIsAnsweredWithOurs() {
    TestPair pair = pair(true);
    Transaction revoked = revoked(pair);
    see(pair.a, commitment(pair.b));
    assertThat(pair.chain.mempool()).isEmpty();
    see(pair.a, revoked);
    assertThat(pair.chain.mempool())
        .extracting(Transaction::txid)
        .contains(commitment(pair.a).txid());
  }

  @Test
  void closingByForcePublishesOursBesideTheCommitmentOfThePeerThatWaits() {
    TestPair pair = pair(true);
    revoked(pair);
    see(pair.a, commitment(pair.b));
    forceClose(pair, pair.a);
    assertThat(pair.chain.mempool())
        .extracting(Transaction::txid)
        .contains(commitment(pair.a).txid());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void revokedCommitmentIsNotAnsweredWithWhatMayBeOld(boolean frozen) {
    TestPair pair = pair(true);
    Transaction revoked = revoked(pair);
    Transaction ours = commitment(pair.a);
    PersistentState copy = Unproven.doubt(pair.a.state());
    pair.a.data = ChannelData.restored(frozen ? new Frozen(copy, "null pointer") : copy);
    see(pair.a, revoked);
    forceClose(pair, pair.a);
    pair.a.on(new ChannelEvent.NewBlock(pair.chain.height()));
    assertThat(pair.a.data.state()).isInstanceOf(Closing.class);
    assertThat(pair.chain.mempool()).extracting(Transaction::txid).doesNotContain(ours.txid());
  }

  /**
   * A store that was put back unnoticed: our commitment is revoked, and paying for it is madness.
   */
  @Test
  void newerCommitmentOfThePeerEndsThePublishingOfOurs() {
    TestPair pair = pair(true);
    PersistentState old = pair.a.state();
    Transaction ours = commitment(pair.a);
    revoked(pair);
    pair.a.data = ChannelData.restored(old);
    pair.a.feerates = Feerates.fixed(new FeeratePerKw(5_000));
    forceClose(pair, pair.a);
    see(pair.a, commitment(pair.b));
    pair.a.effects.clear();
    pair.a.on(new ChannelEvent.NewBlock(pair.chain.height()));
    pair.a.restart();
    assertThat(pair.a.all(Effect.PublishWithFee.class)).isEmpty();
    assertThat(pair.a.all(Effect.Publish.class))
        .flatExtracting(Effect.Publish::transactions)
        .extracting(Transaction::txid)
        .doesNotContain(ours.txid());
  }

  /** Peers of Bitcoin may tell of anything that is in no block. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatIsNotSignedByBothAndInNoBlockClosesNothing(boolean frozen) {
    TestPair pair = pair(true);
    pair.add(pair.a, 50_000_000);
    pair.settleDown();
    Transaction signed = commitment(pair.b);
    if (frozen) {
      pair.a.on(new ChannelEvent.Bug("null pointer"));
    }
    PersistentState before = pair.a.state();
    List<Bytes> witness = signed.inputs().get(0).witness();
    see(pair.a, signed.withWitness(0, List.of()));
    see(
        pair.a,
        signed.withWitness(
            0, List.of(witness.get(0), witness.get(2), witness.get(1), witness.get(3))));
    see(
        pair.a,
        new Transaction(2, signed.inputs(), signed.outputs().subList(0, 1), signed.locktime()));
    assertThat(pair.a.state()).isEqualTo(before);
    see(pair.a, signed);
    assertThat(pair.a.state()).isInstanceOf(Closing.class);
    see(pair.a, commitment(pair.a).withWitness(0, witness));
    assertThat(((Closing) pair.a.state()).onChain().spend().orElseThrow().transaction())
        .isEqualTo(signed);
  }

  private static Transaction commitment(TestSide side) {
    LocalCommit commit = side.commitments().localCommit();
    CommitmentTx tx =
        CommitmentTxs.local(
            side.state().params(),
            commit.number(),
            side.signer.perCommitmentPoint(commit.number()),
            commit.allocation());
    Signature ours = side.signer.signLocalCommitment(tx);
    return tx.signed(ours, commit.remoteSignature());
  }

  @Test
  void offeredHtlcPastItsDeadlineClosesTheChannel() {
    TestPair pair = pair(true);
    pair.add(pair.a, 50_000_000, 40);
    pair.settleDown();
    pair.mine(40 + ChannelPolicy.DEFAULT.timeoutGrace() - 1);
    assertThat(pair.a.data.state()).isInstanceOf(Normal.class);
    pair.mine(1);
    assertThat(pair.a.data.state()).isInstanceOf(Closing.class);
    assertThat(pair.a.sent(ErrorMessage.class)).hasSize(1);
  }

  @Test
  void fulfilledHtlcNearItsExpiryClosesTheChannel() {
    TestPair pair = pair(true);
    long number = pair.add(pair.a, 50_000_000, 40);
    pair.settleDown();
    pair.fulfill(pair.b, 0, number);
    pair.mine(40 - ChannelPolicy.DEFAULT.fulfillmentDeadline() - 1);
    assertThat(pair.b.data.state()).isInstanceOf(Normal.class);
    pair.mine(1);
    assertThat(pair.b.data.state()).isInstanceOf(Closing.class);
  }

  @Test
  void errorFromThePeerClosesTheChannel() {
    TestPair pair = pair(true);
    pair.a.on(
        new ChannelEvent.Received(ErrorMessage.of(pair.a.state().channelId(), "nothing personal")));
    assertThat(pair.a.data.state()).isInstanceOf(Closing.class);
    assertThat(pair.chain.mempool()).isNotEmpty();
  }

  @Test
  void frozenChannelStillClaimsWhenThePeerCloses() {
    TestPair pair = pair(true);
    long number = pair.add(pair.b, 50_000_000);
    pair.settleDown();
    pair.a.on(new ChannelEvent.Bug("null pointer"));
    pair.fulfill(pair.a, 0, number);
    pair.a.restart();
    assertThat(pair.chain.mempool()).isEmpty();
    forceClose(pair, pair.b);
    mineUntilClosed(pair);
    assertThat(pair.b.all(Effect.HtlcFulfilled.class)).isNotEmpty();
  }

  @Test
  void frozenChannelIsClosedByForceWhenAPersonSaysSo() {
    TestPair pair = pair(true);
    pair.a.on(new ChannelEvent.Bug("null pointer"));
    forceClose(pair, pair.a);
    mineUntilClosed(pair);
  }

  @Test
  void htlcThatWasNeverSignedComesBackWhenTheChannelFreezes() {
    TestPair pair = pair(true);
    pair.add(pair.a, 50_000_000);
    pair.a.on(new ChannelEvent.Bug("null pointer"));
    assertThat(pair.a.last(Effect.HtlcFailed.class).failure())
        .isInstanceOf(HtlcFailure.NeverSent.class);
  }

  @Test
  void bugBroadcastsNothing() {
    TestPair pair = pair(true);
    pair.a.on(new ChannelEvent.Bug("null pointer"));
    assertThat(pair.a.data.state()).isInstanceOf(Frozen.class);
    pair.a.on(new ChannelEvent.NewBlock(pair.chain.height() + 1_000));
    assertThat(pair.chain.mempool()).isEmpty();
    pair.a.restart();
    assertThat(pair.chain.mempool()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void channelThatFreezesWhileItClosesStillClaimsAllThatIsOurs(boolean anchors) {
    TestPair pair = pair(anchors);
    long ofB = pair.add(pair.b, 30_000_000);
    pair.settleDown();
    pair.disconnect();
    forceClose(pair, pair.a);
    pair.a.on(new ChannelEvent.Bug("null pointer"));
    pair.a.restart();
    pair.mine(1);
    assertThat(pair.a.data.state()).isInstanceOf(Frozen.class);
    pair.fulfill(pair.a, 0, ofB);
    mineUntilClosed(pair);
    assertThat(at(pair, pair.a)).isBetween(622_000L, 630_000L);
    assertThat(pair.b.all(Effect.HtlcFulfilled.class)).hasSize(1);
  }

  @Test
  void closingByForceWatchesAndPublishesAllOfAFrozenCloseAgain() {
    TestPair pair = pair(true);
    forceClose(pair, pair.a);
    pair.a.on(new ChannelEvent.Bug("null pointer"));
    int published = pair.a.all(Effect.Publish.class).size();
    forceClose(pair, pair.a);
    assertThat(pair.a.data.state()).isInstanceOf(Closing.class);
    assertThat(pair.a.all(Effect.Publish.class)).hasSizeGreaterThan(published);
    mineUntilClosed(pair);
  }

  @Test
  void reorganizationPublishesAgain() {
    TestPair pair = pair(true);
    forceClose(pair, pair.a);
    pair.deliverAll();
    pair.mine(1);
    int published = pair.a.all(Effect.Publish.class).size();
    pair.a.on(new ChannelEvent.BlockDisconnected(pair.chain.height()));
    assertThat(pair.a.all(Effect.Publish.class)).hasSizeGreaterThan(published);
    Closing closing = (Closing) pair.a.data.state();
    assertThat(closing.onChain().spend().orElseThrow().height()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void reorganizationOfTheFundingPublishesThatFirst(boolean whoCloses) {
    TestPair pair = pair(true);
    forceClose(pair, pair.a);
    pair.mine(1);
    TestSide side = whoCloses ? pair.a : pair.b;
    Transaction funding = side.state().fundingTransaction().orElseThrow();
    Transaction commitment = closing(side).onChain().spend().orElseThrow().transaction();

    for (int gone = 0; gone < 4; gone++) {
      side.on(new ChannelEvent.BlockDisconnected(pair.chain.height() - gone));
    }
    assertThat(side.last(Effect.Publish.class).transactions()).containsExactly(funding, commitment);
    side.restart();
    assertThat(side.last(Effect.Publish.class).transactions()).containsExactly(funding, commitment);

    side.on(new ChannelEvent.FundingConfirmed(funding, pair.chain.height() - 3, 1));
    side.on(new ChannelEvent.NewBlock(pair.chain.height() - 3));
    assertThat(side.last(Effect.Publish.class).transactions()).containsExactly(commitment);
  }

  private static Closing closing(TestSide side) {
    return (Closing) side.state();
  }
}
