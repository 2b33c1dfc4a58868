package org.boltj.sim.workload;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What became of a payment.
 *
 * @param failure why it failed; empty when it was paid
 * @param hops channels of the longest route that paid, or of the last one tried; 0 without a route
 * @param parts over how many routes it was paid, 0 when it failed
 * @param attempts parts that were sent, or refused by our own channel, failed ones included
 * @param feeMsat what the nodes between kept; 0 when it failed
 * @param delayMillis from the call to its answer, virtual time
 */
public record PaymentOutcome(
    PlannedPayment planned,
    Optional<Failure> failure,
    int hops,
    int parts,
    int attempts,
    long feeMsat,
    long delayMillis) {

  /**
   * Why a payment failed.
   *
   * @param kind of the end, such as {@code no_route}
   * @param erringNode that failed the last attempt; empty when there was none or it cannot be told
   * @param lastError what that node said (BOLT 4), such as {@code temporary_channel_failure}, or
   *     empty
   */
  public record Failure(String kind, OptionalInt erringNode, String lastError) {}

  public boolean isPaid() {
    return failure.isEmpty();
  }
}
