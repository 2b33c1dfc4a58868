package org.boltj.bolt5;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.boltj.base.FeeratePerKw;
import org.boltj.commitment.HtlcDirection;
import org.boltj.onchain.FeeBump;
import org.boltj.onchain.SpendKind;
import org.boltj.tx.Transaction;

/** BOLT 5, "Revoked Transaction Close Handling": the closing side cheats and loses all. */
final class CheatingCases {
  private static final int EXPIRY = 40;
  private static final FeeratePerKw FEERATE = new FeeratePerKw(1_500);

  private CheatingCases() {}

  static List<Case> all() {
    return List.of(
        Case.of("revoked: balances", (pair, cheater) -> balances(pair, cheater)),
        Case.of(
            "revoked: HTLCs each way, some settled since, taken from the commitment",
            (pair, cheater) -> {
              OldCommitment old = withHtlcs(pair, cheater, EXPIRY);
              cheat(pair, old);
              pair.mine(1);
              Cases.assertKind(pair.other(cheater), SpendKind.REVOKED_COMMITMENT);
            }),
        Case.of(
            "revoked: the cheater's HTLC-success transactions, each for itself",
            (pair, cheater) -> {
              OldCommitment old = withHtlcs(pair, cheater, EXPIRY);
              cheat(pair, old);
              mineFirst(pair, List.of(old.signed()));
              mineFirst(pair, singly(old, old.htlcs(HtlcDirection.RECEIVED, pair)));
            }),
        Case.of(
            "revoked: the cheater's HTLC-success transactions, all in one if anchors allow",
            (pair, cheater) -> {
              OldCommitment old = withHtlcs(pair, cheater, EXPIRY);
              cheat(pair, old);
              mineFirst(pair, List.of(old.signed()));
              mineFirst(pair, aggregated(old, old.htlcs(HtlcDirection.RECEIVED, pair)));
            }),
        Case.of(
            "revoked: commitment and HTLC transactions in one block",
            (pair, cheater) -> {
              OldCommitment old = withHtlcs(pair, cheater, EXPIRY);
              cheat(pair, old);
              if (pair.format.anchorsCost().isZero()) {
                List<Transaction> block = new ArrayList<>(List.of(old.signed()));
                block.addAll(singly(old, old.htlcs(HtlcDirection.RECEIVED, pair)));
                mineFirst(pair, block);
              } else {
                // Anchors make HTLC transactions wait for one block.
                mineFirst(pair, List.of(old.signed()));
              }
            }),
        Case.undisturbed(
            "revoked: the cheater's HTLC-timeout transactions, as miners ignore us until then",
            CheatingCases::timeouts),
        Case.undisturbed(
            "revoked: HTLC transactions that are not mined hold nothing else up (pinning)",
            CheatingCases::pinned));
  }

  private static void balances(Pair pair, Party cheater) {
    OldCommitment old = OldCommitment.of(cheater);
    Pair.Placed paid = pair.add(cheater, 100_000, EXPIRY);
    pair.settleDown();
    pair.claim(paid);
    pair.settleDown();
    cheat(pair, old);
  }

  /** Three HTLCs each way; the first of each is settled since, the second is still there. */
  private static OldCommitment withHtlcs(Pair pair, Party cheater, int expiry) {
    List<Pair.Placed> htlcs = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      htlcs.add(pair.add(cheater, 20_001 + i, expiry));
      htlcs.add(pair.add(pair.other(cheater), 30_001 + i, expiry));
    }
    pair.settleDown();
    OldCommitment old = OldCommitment.of(cheater);
    pair.claim(htlcs.get(0));
    pair.claim(htlcs.get(1));
    pair.settleDown();
    pair.fail(htlcs.get(4));
    pair.fail(htlcs.get(5));
    pair.settleDown();
    Pair.Placed later = pair.add(cheater, 20_009, expiry);
    pair.settleDown();
    pair.claim(later);
    pair.settleDown();
    assertThat(old.commit().number()).isLessThan(cheater.commitments().localCommit().number());
    return old;
  }

  private static void cheat(Pair pair, OldCommitment old) {
    pair.disconnect();
    old.cheater().silent = true;
    old.cheater().publish(List.of(old.signed()));
    assertThat(old.cheater().refused).isEmpty();
  }

  /** The cheater has a miner. */
  private static void mineFirst(Pair pair, List<Transaction> transactions) {
    Party cheater = pair.alice.silent ? pair.alice : pair.bob;
    transactions.forEach(tx -> cheater.published.add(tx.txid()));
    pair.mineExactly(transactions);
  }

  private static List<Transaction> singly(OldCommitment old, List<FeeBump.HtlcClaim> claims) {
    return claims.stream().map(claim -> old.complete(List.of(claim), FEERATE)).toList();
  }

  private static List<Transaction> aggregated(OldCommitment old, List<FeeBump.HtlcClaim> claims) {
    return claims.get(0).htlcTx().format().anchorsCost().isZero()
        ? singly(old, claims)
        : List.of(old.complete(claims, FEERATE));
  }

  private static void timeouts(Pair pair, Party cheater) {
    OldCommitment old = withHtlcs(pair, cheater, 25);
    cheat(pair, old);
    mineFirst(pair, List.of(old.signed()));
    pair.mineable = tx -> false;
    pair.mine(26);
    pair.mineable = tx -> true;
    mineFirst(pair, aggregated(old, old.htlcs(HtlcDirection.OFFERED, pair)));
  }

  private static void pinned(Pair pair, Party cheater) {
    OldCommitment old = withHtlcs(pair, cheater, EXPIRY);
    cheat(pair, old);
    mineFirst(pair, List.of(old.signed()));
    List<Transaction> pins = new ArrayList<>();
    for (FeeBump.HtlcClaim claim : old.htlcs(HtlcDirection.RECEIVED, pair)) {
      Transaction pin = old.complete(List.of(claim), new FeeratePerKw(9_000));
      pins.add(pin);
      cheater.publish(List.of(pin));
    }
    pair.tellSeen();
    pair.mineable = tx -> pins.stream().noneMatch(pin -> pin.txid().equals(tx.txid()));
    pair.mine(25);
    // What could not be held up is taken: all but the HTLCs that the pins spend.
    assertThat(Audit.of(pair).leftOutputs().stream().filter(sat -> sat > 330).count())
        .isLessThanOrEqualTo(pins.size());
    pair.mineable = tx -> true;
  }
}
