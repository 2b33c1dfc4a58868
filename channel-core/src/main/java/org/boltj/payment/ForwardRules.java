package org.boltj.payment;

import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.onion.FailureMessage;
import org.boltj.onion.FailureMessage.AmountBelowMinimum;
import org.boltj.onion.FailureMessage.ExpiryTooFar;
import org.boltj.onion.FailureMessage.ExpiryTooSoon;
import org.boltj.onion.FailureMessage.FeeInsufficient;
import org.boltj.onion.FailureMessage.IncorrectCltvExpiry;
import org.boltj.onion.FailureMessage.TemporaryChannelFailure;

/**
 * Whether an HTLC follows the policy of the channel that it is to leave by (BOLT 4, "Failure
 * Messages", in the order given there).
 *
 * <p>The failures carry no channel_update: BOLT 4 wants nodes to move away from it, because a node
 * that applies it gives away who pays.
 */
public final class ForwardRules {
  private ForwardRules() {}

  /** What is wrong; empty when the HTLC may be forwarded. */
  public static Optional<FailureMessage> failure(
      ForwardRequest request, RelayPolicy policy, ExpiryRules expiries, int blockHeight) {
    if (request.amountOut().isLessThan(policy.htlcMinimum())) {
      return Optional.of(new AmountBelowMinimum(request.amountOut(), Bytes.EMPTY));
    }
    if (policy.htlcMaximum().filter(request.amountOut()::isGreaterThan).isPresent()) {
      return Optional.of(new TemporaryChannelFailure(Bytes.EMPTY));
    }
    if (!paysFee(request, policy)) {
      return Optional.of(new FeeInsufficient(request.amountIn(), Bytes.EMPTY));
    }
    long margin = request.expiryIn().height() - request.expiryOut().height();
    if (margin < policy.cltvExpiryDelta().blocks()) {
      return Optional.of(new IncorrectCltvExpiry(request.expiryOut(), Bytes.EMPTY));
    }
    if (request.expiryOut().height() <= blockHeight + (long) expiries.fulfillmentDeadline()) {
      return Optional.of(new ExpiryTooSoon(Bytes.EMPTY));
    }
    if (request.expiryIn().height() > blockHeight + (long) expiries.maxHtlcCltv()) {
      return Optional.of(new ExpiryTooFar());
    }
    return Optional.empty();
  }

  private static boolean paysFee(ForwardRequest request, RelayPolicy policy) {
    return !request.amountIn().isLessThan(request.amountOut())
        && !request
            .amountIn()
            .minus(request.amountOut())
            .isLessThan(policy.feeFor(request.amountOut()));
  }
}
