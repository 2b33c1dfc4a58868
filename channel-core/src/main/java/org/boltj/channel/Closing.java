package org.boltj.channel;

import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.message.ErrorMessage;
import org.boltj.onchain.OnChainState;
import org.boltj.updates.Commitments;

/**
 * The channel ends on the chain.
 *
 * @param error what the peer is told when it comes back; to be asked to close also says that our
 *     commitment may be old
 * @param sweepScript where our money goes
 * @param funding empty if nothing is known of it, as after a restored backup
 */
public record Closing(
    Commitments commitments,
    OnChainState onChain,
    Optional<ErrorMessage> error,
    Bytes sweepScript,
    Optional<FundingStatus> funding)
    implements PersistentState {
  /** Whether our commitment may be published: not if the peer may have its revocation. */
  boolean mayPublish() {
    return error.filter(DataLoss::asksToClose).isEmpty();
  }

  Closing withError(ErrorMessage changed) {
    return new Closing(commitments, onChain, Optional.of(changed), sweepScript, funding);
  }

  Closing withOnChain(OnChainState changed) {
    return new Closing(commitments, changed, error, sweepScript, funding);
  }

  Closing withCommitments(Commitments changed) {
    return new Closing(changed, onChain, error, sweepScript, funding);
  }

  Closing withFunding(FundingStatus changed) {
    return new Closing(commitments, onChain, error, sweepScript, Optional.of(changed));
  }
}
