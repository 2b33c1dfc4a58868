package org.boltj.payment;

import java.util.Locale;
import java.util.Optional;
import org.boltj.base.PublicKey;
import org.boltj.onion.FailureMessage;

/**
 * A part that failed.
 *
 * @param erringNode the node that failed it; empty when it cannot be told
 * @param failure what that node said; empty when it could not be read, or when the HTLC never left
 *     or ended on chain
 * @param reason in words
 */
public record PaymentAttempt(
    PaymentRoute route,
    Optional<PublicKey> erringNode,
    Optional<FailureMessage> failure,
    String reason) {

  /** What went wrong in a word or two: the name that BOLT 4 gives the failure, or the reason. */
  String summary() {
    return failure
        .map(
            message ->
                message
                    .getClass()
                    .getSimpleName()
                    .replaceAll("(?<=[a-z])(?=[A-Z])", "_")
                    .toLowerCase(Locale.ROOT))
        .orElse(reason);
  }
}
