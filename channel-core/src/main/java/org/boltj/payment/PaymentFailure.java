package org.boltj.payment;

import java.util.List;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PublicKey;
import org.boltj.onion.FailureMessage;

/** Why a payment did not succeed. No part of it is in flight any more. */
public sealed interface PaymentFailure {

  /** In words, for a person. */
  String text();

  /** The recipient refused: the invoice is unknown there, was paid before or has expired. */
  record RejectedByRecipient(
      PublicKey recipient, FailureMessage failure, List<PaymentAttempt> attempts)
      implements PaymentFailure {
    public RejectedByRecipient {
      attempts = List.copyOf(attempts);
    }

    @Override
    public String text() {
      return "the recipient " + recipient + " refused: " + failure;
    }
  }

  /**
   * No route is left to try within the limits.
   *
   * @param attempts the routes that were tried, first to last, each with the node that failed it
   */
  record NoRoute(String why, List<PaymentAttempt> attempts) implements PaymentFailure {
    public NoRoute {
      attempts = List.copyOf(attempts);
    }

    @Override
    public String text() {
      String tried = attempts.isEmpty() ? "" : ", after " + attempts.size() + " failed attempts";
      return why + tried;
    }
  }

  /** The time for new attempts was over. */
  record TimedOut(long timeoutMillis, List<PaymentAttempt> attempts) implements PaymentFailure {
    public TimedOut {
      attempts = List.copyOf(attempts);
    }

    @Override
    public String text() {
      return "no attempt succeeded within " + timeoutMillis + " ms";
    }
  }

  /** Our channels have too little, whatever the route. */
  record InsufficientBalance(MilliSatoshi amount, MilliSatoshi available)
      implements PaymentFailure {
    @Override
    public String text() {
      return "the payment needs " + amount + " but channels can send only " + available;
    }
  }

  /** The invoice cannot be paid: expired, for another chain, asks for unknown features, ... */
  record BadInvoice(String why) implements PaymentFailure {
    @Override
    public String text() {
      return why;
    }
  }

  /** A payment with this hash has succeeded or is under way: paying twice gives money away. */
  record AlreadyPaid(boolean stillInFlight) implements PaymentFailure {
    @Override
    public String text() {
      return stillInFlight
          ? "a payment with this hash is under way"
          : "this invoice has been paid already";
    }
  }

  /** The node was stopped between the attempts. */
  record Interrupted(List<PaymentAttempt> attempts) implements PaymentFailure {
    public Interrupted {
      attempts = List.copyOf(attempts);
    }

    @Override
    public String text() {
      return "the node was stopped while it tried";
    }
  }
}
