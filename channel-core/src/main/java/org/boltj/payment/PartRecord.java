package org.boltj.payment;

import java.util.List;
import java.util.Optional;
import org.boltj.base.ChannelId;
import org.boltj.base.PublicKey;
import org.boltj.onion.SharedSecret;

/**
 * A part of a payment that was sent, as it is stored.
 *
 * @param number counts the parts of the payment, failed ones too, from 0
 * @param channelId the channel of ours that the HTLC left by
 * @param sharedSecrets those of the hops, in order; they decode a returned failure
 * @param sentAtMillis milliseconds since 1970; 0 when an older program sent it
 * @param endedAtMillis when it was fulfilled or failed, in milliseconds since 1970; 0 while it is
 *     in flight, or when an older program saw its end
 * @param erringNode the node that failed it; empty when none did or it cannot be told
 * @param failure why it failed, as BOLT 4 calls it or in words; empty when it did not
 */
public record PartRecord(
    int number,
    ChannelId channelId,
    PaymentRoute route,
    List<SharedSecret> sharedSecrets,
    State state,
    long sentAtMillis,
    long endedAtMillis,
    Optional<PublicKey> erringNode,
    String failure) {
  public PartRecord {
    sharedSecrets = List.copyOf(sharedSecrets);
  }

  /** What became of the HTLC. */
  public enum State {
    IN_FLIGHT,
    FULFILLED,
    FAILED
  }

  /** A part that has just left. */
  static PartRecord sent(
      int number,
      ChannelId channelId,
      PaymentRoute route,
      List<SharedSecret> sharedSecrets,
      long nowMillis) {
    return new PartRecord(
        number,
        channelId,
        route,
        sharedSecrets,
        State.IN_FLIGHT,
        nowMillis,
        0,
        Optional.empty(),
        "");
  }

  /** The recipient has got it. */
  PartRecord fulfilled(long nowMillis) {
    return ended(State.FULFILLED, nowMillis, Optional.empty(), "");
  }

  PartRecord failed(PaymentAttempt attempt, long nowMillis) {
    return ended(State.FAILED, nowMillis, attempt.erringNode(), attempt.summary());
  }

  private PartRecord ended(State end, long nowMillis, Optional<PublicKey> node, String why) {
    return new PartRecord(
        number, channelId, route, sharedSecrets, end, sentAtMillis, nowMillis, node, why);
  }

  public boolean isInFlight() {
    return state == State.IN_FLIGHT;
  }
}
