package org.boltj.channel;

import org.boltj.codec.WireMessage;

/** One thing that may happen to an end of a {@link Conversation}. */
sealed interface Act {

  /** A message of the peer arrives. */
  record Deliver(WireMessage message) implements Act {}

  /** commitment_signed is sent. */
  record Sign() implements Act {}

  /** The HTLC with this payment is answered. */
  record Answer(int number) implements Act {}

  /** The first goal is pursued. */
  record Pursue() implements Act {}

  /** A connection is made. */
  record Connect() implements Act {}

  /** The connection breaks. */
  record Cut() implements Act {}

  /** The process dies, and what was stored is loaded again. */
  record Crash() implements Act {}
}
