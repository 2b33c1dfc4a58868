package org.boltj.payment;

import java.util.List;
import org.boltj.base.ChannelId;
import org.boltj.onion.SharedSecret;

/**
 * A part of a payment that was sent, as it is stored.
 *
 * @param number counts the parts of the payment, failed ones too, from 0
 * @param channelId the channel of ours that the HTLC left by
 * @param sharedSecrets those of the hops, in order; they decode a returned failure
 */
public record PartRecord(
    int number,
    ChannelId channelId,
    PaymentRoute route,
    List<SharedSecret> sharedSecrets,
    State state) {
  public PartRecord {
    sharedSecrets = List.copyOf(sharedSecrets);
  }

  /** What became of the HTLC. */
  public enum State {
    IN_FLIGHT,
    FULFILLED,
    FAILED
  }

  public PartRecord with(State newState) {
    return new PartRecord(number, channelId, route, sharedSecrets, newState);
  }

  public boolean isInFlight() {
    return state == State.IN_FLIGHT;
  }
}
