package org.boltj.payment;

import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PublicKey;
import org.boltj.gossip.scoring.ChannelDirection;
import org.boltj.onion.FailureMessage;
import org.boltj.onion.UnwrappedFailure;

/** What a payment learns from a returned failure (BOLT 4, "Receiving Failure Codes"). */
final class FailureLesson {
  private final PublicKey localNodeId;
  private final Avoidance avoidance;

  FailureLesson(PublicKey localNodeId, Avoidance avoidance) {
    this.localNodeId = localNodeId;
    this.avoidance = avoidance;
  }

  /** Notes what to avoid, and describes the attempt. */
  PaymentAttempt learn(PaymentRoute route, UnwrappedFailure failure) {
    return switch (failure) {
      case UnwrappedFailure.FromHop known -> fromHop(route, known.hop(), known.failure());
      case UnwrappedFailure.Unreadable unreadable -> unreadable(route, unreadable);
    };
  }

  private PaymentAttempt fromHop(PaymentRoute route, int hop, FailureMessage failure) {
    PublicKey erring = route.hops().get(hop).nodeId();
    if (hop == route.hops().size() - 1) {
      if (!failure.isPermanent() && !(failure instanceof FailureMessage.MppTimeout)) {
        // The last channel may have changed amount or expiry.
        avoid(route, hop, route.amount());
      }
    } else if (failure.isNodeFailure()) {
      avoidance.avoid(erring);
    } else {
      learnAboutChannel(route, hop + 1, failure);
    }
    return new PaymentAttempt(
        route, Optional.of(erring), Optional.of(failure), "node " + erring + ": " + failure);
  }

  private void learnAboutChannel(PaymentRoute route, int hop, FailureMessage failure) {
    Bytes update = channelUpdate(failure);
    if (failure instanceof FailureMessage.TemporaryChannelFailure) {
      avoid(route, hop, route.hops().get(hop).amount());
    } else if (update.isEmpty() || !avoidance.learn(direction(route, hop), update)) {
      avoid(route, hop, MilliSatoshi.ZERO);
    }
  }

  private PaymentAttempt unreadable(PaymentRoute route, UnwrappedFailure.Unreadable failure) {
    int last = route.hops().size() - 1;
    if (failure.suspect().isPresent() && failure.suspect().getAsInt() < last) {
      avoidance.avoid(route.hops().get(failure.suspect().getAsInt()).nodeId());
    } else {
      for (int hop = 1; hop <= last; hop++) {
        avoid(route, hop, MilliSatoshi.ZERO);
      }
      if (last == 0) {
        avoid(route, 0, MilliSatoshi.ZERO);
      }
    }
    return new PaymentAttempt(
        route, Optional.empty(), Optional.empty(), "a failure came back that nobody signed");
  }

  /** The HTLC did not get beyond our own channel. */
  PaymentAttempt local(PaymentRoute route, boolean retryWithLess, String reason) {
    avoid(route, 0, retryWithLess ? route.first().amount() : MilliSatoshi.ZERO);
    return new PaymentAttempt(route, Optional.of(localNodeId), Optional.empty(), reason);
  }

  private void avoid(PaymentRoute route, int hop, MilliSatoshi amount) {
    avoidance.avoid(direction(route, hop), amount);
  }

  private ChannelDirection direction(PaymentRoute route, int hop) {
    return route.direction(localNodeId, hop);
  }

  private static Bytes channelUpdate(FailureMessage failure) {
    return switch (failure) {
      case FailureMessage.AmountBelowMinimum f -> f.channelUpdate();
      case FailureMessage.FeeInsufficient f -> f.channelUpdate();
      case FailureMessage.IncorrectCltvExpiry f -> f.channelUpdate();
      case FailureMessage.ExpiryTooSoon f -> f.channelUpdate();
      default -> Bytes.EMPTY;
    };
  }
}
