package org.boltj.bolt5;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.PaymentPreimage;
import org.boltj.base.Signature;
import org.boltj.commitment.CommitmentTx;
import org.boltj.commitment.HtlcDirection;
import org.boltj.commitment.HtlcTx;
import org.boltj.onchain.FeeBump;
import org.boltj.tx.Transaction;
import org.boltj.updates.CommitmentTxs;
import org.boltj.updates.LocalCommit;

/** What a cheater has kept: a commitment of its own as it was at that time. */
record OldCommitment(Party cheater, CommitmentTx tx, LocalCommit commit) {

  static OldCommitment of(Party cheater) {
    LocalCommit commit = cheater.commitments().localCommit();
    CommitmentTx tx =
        CommitmentTxs.local(
            cheater.state().params(),
            commit.number(),
            cheater.signer.perCommitmentPoint(commit.number()),
            commit.allocation());
    return new OldCommitment(cheater, tx, commit);
  }

  Transaction signed() {
    return tx.signed(cheater.signer.signLocalCommitment(tx), commit.remoteSignature());
  }

  /** HTLC transactions of that direction; {@code numbers} are those of the preimages known. */
  List<FeeBump.HtlcClaim> htlcs(HtlcDirection direction, Pair pair) {
    List<FeeBump.HtlcClaim> claims = new ArrayList<>();
    List<HtlcTx> htlcTxs = tx.htlcTxs();
    for (int i = 0; i < htlcTxs.size(); i++) {
      HtlcTx htlcTx = htlcTxs.get(i);
      if (htlcTx.htlc().direction() == direction) {
        claims.add(
            new FeeBump.HtlcClaim(
                htlcTx, commit.remoteHtlcSignatures().get(i), preimage(htlcTx, pair)));
      }
    }
    return claims;
  }

  private Optional<PaymentPreimage> preimage(HtlcTx htlcTx, Pair pair) {
    return htlcTx.htlc().direction() == HtlcDirection.OFFERED
        ? Optional.empty()
        : pair.placed.stream()
            .filter(p -> p.offerer != cheater && p.id == htlcTx.htlc().id())
            .map(Pair.Placed::preimage)
            .findFirst();
  }

  /** Each HTLC transaction as it can be published, with the cheater's own money for its fee. */
  Transaction complete(List<FeeBump.HtlcClaim> claims, FeeratePerKw feerate) {
    FeeBump.HtlcClaim first = claims.get(0);
    if (!first.htlcTx().format().anchorsCost().isZero()) {
      return cheater.complete(new FeeBump.HtlcClaims(claims, feerate));
    }
    Signature ours = cheater.signer.signLocalHtlcTx(first.htlcTx(), first.htlcTx().unsigned());
    return first.htlcTx().signed(first.remoteSignature(), ours, first.preimage());
  }
}
