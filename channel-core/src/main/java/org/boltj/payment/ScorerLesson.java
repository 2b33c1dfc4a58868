package org.boltj.payment;

import org.boltj.base.PublicKey;
import org.boltj.gossip.scoring.ChannelDirection;
import org.boltj.gossip.scoring.Scorer;
import org.boltj.onion.FailureMessage;
import org.boltj.onion.UnwrappedFailure;

/**
 * What a part of a payment teaches for all payments to come. Of our own channels nothing is learnt:
 * what they hold is known.
 */
public final class ScorerLesson {
  private final Scorer scorer;
  private final PublicKey localNodeId;

  public ScorerLesson(Scorer scorer, PublicKey localNodeId) {
    this.scorer = scorer;
    this.localNodeId = localNodeId;
  }

  /** A part leaves, or was found on its way after a start. */
  public void sent(PaymentRoute route) {
    for (int hop = 1; hop < route.hops().size(); hop++) {
      scorer.partSent(route.direction(localNodeId, hop), route.hops().get(hop).amount());
    }
  }

  /** The HTLC is gone; {@link #fulfilled} or {@link #failed} may follow. */
  public void ended(PaymentRoute route) {
    for (int hop = 1; hop < route.hops().size(); hop++) {
      scorer.partEnded(route.direction(localNodeId, hop), route.hops().get(hop).amount());
    }
  }

  /** Every channel has forwarded its amount. */
  public void fulfilled(PaymentRoute route, long nowSeconds) {
    for (int hop = 1; hop < route.hops().size(); hop++) {
      scorer.channelSucceeded(
          route.direction(localNodeId, hop), route.hops().get(hop).amount(), nowSeconds);
    }
  }

  /** A failure came back: the channels before who made it had the liquidity (BOLT 4). */
  public void failed(PaymentRoute route, UnwrappedFailure failure, long nowSeconds) {
    switch (failure) {
      case UnwrappedFailure.FromHop known -> {
        passed(route, known.hop(), nowSeconds);
        if (known.hop() < route.hops().size() - 1) {
          fromForwarder(route, known.hop(), known.failure(), nowSeconds);
        }
      }
      // Who spoils failures, or the hop after it, is known only with attribution_data.
      case UnwrappedFailure.Unreadable unreadable ->
          unreadable
              .suspect()
              .ifPresent(hop -> scorer.nodeFailed(route.hops().get(hop).nodeId(), nowSeconds));
    }
  }

  private void passed(PaymentRoute route, int last, long nowSeconds) {
    for (int hop = 1; hop <= last; hop++) {
      scorer.channelPassed(
          route.direction(localNodeId, hop), route.hops().get(hop).amount(), nowSeconds);
    }
  }

  private void fromForwarder(PaymentRoute route, int hop, FailureMessage failure, long nowSeconds) {
    ChannelDirection next = route.direction(localNodeId, hop + 1);
    if (failure.isNodeFailure()) {
      scorer.nodeFailed(route.hops().get(hop).nodeId(), nowSeconds);
    } else if (failure instanceof FailureMessage.TemporaryChannelFailure) {
      scorer.channelFailed(next, route.hops().get(hop + 1).amount(), nowSeconds);
    } else {
      scorer.channelFaulty(next, nowSeconds);
    }
  }
}
