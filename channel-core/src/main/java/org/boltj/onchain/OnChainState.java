package org.boltj.onchain;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.boltj.base.OutPoint;
import org.boltj.base.PaymentPreimage;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxInput;
import org.boltj.updates.RevokedHtlc;

/**
 * What is known of a channel that ends on the chain: facts only. What follows from them, the
 * claims, is computed anew from these facts and the commitments.
 *
 * @param broadcast what we publish again until the funding spend is confirmed: our commitment or
 *     the closing transaction; empty when only the peer can close
 * @param spend the transaction that spends the funding output, once seen
 * @param spends confirmed transactions that spend outputs of it, or outputs of those
 * @param preimages for HTLCs of the peer, learnt after the close
 * @param revoked of the HTLCs that are in revoked commitments only: those with an output in the
 *     spend
 * @param reported ids of our outgoing HTLCs whose outcome was told upstream
 * @param bids our claiming transactions that are out
 * @param contested outputs of ours that a transaction of somebody else in the mempool has spent
 */
public record OnChainState(
    List<Transaction> broadcast,
    Optional<FundingSpend> spend,
    List<ConfirmedSpend> spends,
    List<PaymentPreimage> preimages,
    List<RevokedHtlc> revoked,
    List<Long> reported,
    List<Bid> bids,
    List<OutPoint> contested) {
  public OnChainState {
    broadcast = List.copyOf(broadcast);
    spends = List.copyOf(spends);
    preimages = List.copyOf(preimages);
    revoked = List.copyOf(revoked);
    reported = List.copyOf(reported);
    bids = List.copyOf(bids);
    contested = List.copyOf(contested);
  }

  /** Nothing is known yet but what we publish ourselves. */
  public static OnChainState broadcasting(List<Transaction> broadcast) {
    return new OnChainState(
        broadcast,
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  /** Height at which an output was spent, if it was. */
  OptionalInt spentAt(OutPoint outPoint) {
    for (ConfirmedSpend confirmed : spends) {
      for (TxInput input : confirmed.transaction().inputs()) {
        if (input.outPoint().equals(outPoint)) {
          return OptionalInt.of(confirmed.height());
        }
      }
    }
    return OptionalInt.empty();
  }

  public OnChainState withBroadcast(List<Transaction> changed) {
    return new OnChainState(changed, spend, spends, preimages, revoked, reported, bids, contested);
  }

  public OnChainState withSpend(Optional<FundingSpend> changed) {
    return new OnChainState(
        broadcast, changed, spends, preimages, revoked, reported, bids, contested);
  }

  public OnChainState withSpends(List<ConfirmedSpend> changed) {
    return new OnChainState(
        broadcast, spend, changed, preimages, revoked, reported, bids, contested);
  }

  public OnChainState withPreimages(List<PaymentPreimage> changed) {
    return new OnChainState(broadcast, spend, spends, changed, revoked, reported, bids, contested);
  }

  public OnChainState withRevoked(List<RevokedHtlc> changed) {
    return new OnChainState(
        broadcast, spend, spends, preimages, changed, reported, bids, contested);
  }

  public OnChainState withReported(List<Long> changed) {
    return new OnChainState(broadcast, spend, spends, preimages, revoked, changed, bids, contested);
  }

  public OnChainState withBids(List<Bid> changed) {
    return new OnChainState(
        broadcast, spend, spends, preimages, revoked, reported, changed, contested);
  }

  public OnChainState withContested(List<OutPoint> changed) {
    return new OnChainState(broadcast, spend, spends, preimages, revoked, reported, bids, changed);
  }
}
