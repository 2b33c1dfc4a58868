package org.boltj.bolt5;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.boltj.base.FeeratePerKw;
import org.boltj.channel.ChannelNotice;
import org.boltj.channel.DataLoss;
import org.boltj.channel.Effect;
import org.boltj.message.ErrorMessage;
import org.boltj.onchain.SpendKind;
import org.boltj.tx.Transaction;
import org.boltj.updates.Feerates;

/** The cases, by the sections of BOLT 5. */
final class Cases {
  private static final int EXPIRY = 40;

  private Cases() {}

  static List<Case> all() {
    List<Case> all = new ArrayList<>();
    all.addAll(MutualCases.all());
    all.addAll(unilateral());
    all.addAll(missing());
    all.addAll(CheatingCases.all());
    return all;
  }

  static void assertKind(Party party, SpendKind kind) {
    assertThat(party.notices(ChannelNotice.FundingSpent.class))
        .last()
        .extracting(ChannelNotice.FundingSpent::kind)
        .isEqualTo(kind);
  }

  private static List<Case> unilateral() {
    return List.of(
        Case.of(
            "unilateral: to_local and to_remote",
            (pair, closer) -> {
              pair.forceClose(closer);
              pair.mine(1);
              assertKind(closer, SpendKind.LOCAL_COMMITMENT);
              assertKind(pair.other(closer), SpendKind.REMOTE_COMMITMENT);
            }),
        Case.of(
            "unilateral: local offers, HTLC-timeout and second stage",
            (pair, closer) -> {
              pair.add(closer, 50_001, EXPIRY);
              closeAlone(pair, closer);
            }),
        Case.of(
            "unilateral: local offers, the peer has the preimage",
            (pair, closer) -> {
              Pair.Placed htlc = pair.add(closer, 50_001, EXPIRY);
              pair.settleDown();
              pair.disconnect();
              pair.claim(htlc);
              pair.forceClose(closer);
            }),
        Case.of(
            "unilateral: remote offers, HTLC-success and second stage",
            (pair, closer) -> {
              Pair.Placed htlc = pair.add(pair.other(closer), 50_001, EXPIRY);
              pair.settleDown();
              pair.disconnect();
              pair.claim(htlc);
              pair.forceClose(closer);
            }),
        Case.of(
            "unilateral: remote offers, no preimage, the peer takes it back",
            (pair, closer) -> {
              pair.add(pair.other(closer), 50_001, EXPIRY);
              closeAlone(pair, closer);
            }),
        Case.of(
            "unilateral: preimages learnt three blocks after the close",
            (pair, closer) -> {
              Pair.Placed ours = pair.add(closer, 50_001, EXPIRY);
              Pair.Placed theirs = pair.add(pair.other(closer), 40_002, EXPIRY);
              closeAlone(pair, closer);
              pair.mine(3);
              pair.claim(ours);
              pair.claim(theirs);
            }),
        Case.of(
            "unilateral: five HTLCs each way of different expiries, half claimed, in batches",
            Cases::manyHtlcs),
        Case.of(
            "unilateral: dust each way",
            (pair, closer) -> {
              pair.add(closer, 301, EXPIRY);
              Pair.Placed claimed = pair.add(pair.other(closer), 302, EXPIRY);
              pair.settleDown();
              pair.disconnect();
              pair.claim(claimed);
              pair.forceClose(closer);
              pair.mine(1);
              // No commitment has an output for it: it is failed upstream at once.
              assertThat(closer.all(Effect.HtlcFailed.class)).hasSize(1);
            }),
        Case.undisturbed(
            "unilateral: an HTLC so small that its claim costs more is let go", Cases::letGo),
        Case.undisturbed(
            "unilateral: a preimage in the mempool is passed upstream before its block",
            (pair, closer) -> {
              Pair.Placed htlc = pair.add(closer, 50_001, EXPIRY);
              closeAlone(pair, closer);
              pair.mine(2);
              pair.claim(htlc);
              pair.tellSeen();
              assertThat(closer.all(Effect.HtlcFulfilled.class)).hasSize(1);
            }),
        Case.undisturbed(
            "unilateral: both commitments in turn: a branch of 6 blocks brings the other one",
            Cases::otherCommitmentAfterReorg),
        Case.undisturbed(
            "unilateral: fees rise, claims are replaced and come in time", Cases::feesRise));
  }

  private static void closeAlone(Pair pair, Party closer) {
    pair.settleDown();
    pair.disconnect();
    pair.forceClose(closer);
  }

  private static void manyHtlcs(Pair pair, Party closer) {
    List<Pair.Placed> claimed = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      Pair.Placed ours = pair.add(closer, 10_001 + i, EXPIRY + i / 2);
      Pair.Placed theirs = pair.add(pair.other(closer), 20_001 + i, EXPIRY + i / 2);
      if (i % 2 == 0) {
        claimed.add(ours);
        claimed.add(theirs);
      }
    }
    pair.settleDown();
    pair.disconnect();
    claimed.forEach(pair::claim);
    pair.forceClose(closer);
  }

  private static void letGo(Pair pair, Party closer) {
    boolean anchors = !pair.format.anchorsCost().isZero();
    // Above the dust limit and the fee of a pre-signed HTLC transaction, below what a claim costs.
    pair.add(pair.other(closer), anchors ? 400 : 1_250, EXPIRY);
    closeAlone(pair, closer);
    if (anchors) {
      pair.mineUntilClosed();
      assertThat(pair.other(closer).notices(ChannelNotice.OutputLetGo.class)).hasSize(1);
    }
  }

  /** Confirmed, resolved upstream almost, then undone: everything follows the other commitment. */
  private static void otherCommitmentAfterReorg(Pair pair, Party closer) {
    pair.add(closer, 50_001, EXPIRY);
    Pair.Placed claimed = pair.add(pair.other(closer), 40_002, EXPIRY);
    pair.settleDown();
    pair.disconnect();
    pair.claim(claimed);
    Transaction other = OldCommitment.of(pair.other(closer)).signed();
    pair.forceClose(closer);
    pair.mine(5);
    assertKind(closer, SpendKind.LOCAL_COMMITMENT);
    pair.disconnect(5);
    pair.mineable = tx -> false;
    pair.mineExactly(List.of(other));
    pair.mine(5);
    assertKind(closer, SpendKind.REMOTE_COMMITMENT);
    assertKind(pair.other(closer), SpendKind.LOCAL_COMMITMENT);
    pair.mineable = tx -> true;
  }

  private static void feesRise(Pair pair, Party closer) {
    Pair.Placed htlc = pair.add(closer, 150_001, EXPIRY);
    closeAlone(pair, closer);
    pair.mine(1);
    Party other = pair.other(closer);
    pair.claim(htlc);
    // Nobody mines what pays less than 5,000 sat/kw.
    pair.mineable = tx -> pair.feerate(tx) >= 5_000;
    for (int block = 0; block < 30; block++) {
      long market = Math.min(8_000, 1_000L + 500 * block);
      other.feerates = Feerates.fixed(new FeeratePerKw(market));
      pair.mine(1);
    }
    assertThat(closer.all(Effect.HtlcFulfilled.class)).isNotEmpty();
    assertThat(other.refused).isEmpty();
    pair.mineable = tx -> true;
  }

  private static List<Case> missing() {
    return List.of(
        Case.of(
            "unilateral: HTLC not yet in the confirmed commitment, failed upstream once deep",
            (pair, closer) -> {
              Party offerer = pair.other(closer);
              pair.add(offerer, 50_001, EXPIRY);
              pair.sign(offerer);
              // The closer has the signature of a commitment with the HTLC, but uses the old one.
              offerer.outbox.clear();
              pair.disconnect();
              pair.forceClose(closer);
              pair.mine(1);
              assertKind(offerer, SpendKind.REMOTE_COMMITMENT);
              if (pair.disturbance == Disturbance.NONE) {
                pair.mine(4);
                assertThat(offerer.all(Effect.HtlcFailed.class)).isEmpty();
                pair.mine(1);
                assertThat(offerer.all(Effect.HtlcFailed.class)).hasSize(1);
              }
            }),
        Case.of(
            "unilateral: the peer's next commitment, whose predecessor is not revoked yet",
            (pair, closer) -> {
              Party offerer = pair.other(closer);
              pair.add(offerer, 50_001, EXPIRY);
              pair.sign(offerer);
              pair.deliver(offerer);
              pair.deliver(offerer);
              pair.disconnect();
              pair.forceClose(closer);
              pair.mine(1);
              assertKind(offerer, SpendKind.NEXT_REMOTE_COMMITMENT);
            }),
        Case.of(
            "data loss: a commitment of the peer that is newer than all we know", Cases::dataLoss));
  }

  /** The other side of the closer has lost its data since the state of then. */
  private static void dataLoss(Pair pair, Party closer) {
    Party loser = pair.other(closer);
    DataLoss lost =
        new DataLoss(
            loser.commitments(), ErrorMessage.of(loser.state().channelId(), "please close"));
    Pair.Placed paid = pair.add(closer, 30_003, EXPIRY);
    pair.settleDown();
    pair.claim(paid);
    pair.settleDown();
    pair.disconnect();
    loser.lose(lost);
    pair.forceClose(closer);
    pair.mine(1);
    assertKind(loser, SpendKind.FUTURE_REMOTE_COMMITMENT);
  }
}
