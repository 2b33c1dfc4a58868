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
 */
public record Closing(
    Commitments commitments, OnChainState onChain, Optional<ErrorMessage> error, Bytes sweepScript)
    implements PersistentState {
  /** Whether our commitment may be published: not if the peer may have its revocation. */
  boolean mayPublish() {
    return error.filter(sent -> sent.text().equals(LossSteps.PLEASE_CLOSE)).isEmpty();
  }

  Closing withError(ErrorMessage changed) {
    return new Closing(commitments, onChain, Optional.of(changed), sweepScript);
  }

  Closing withOnChain(OnChainState changed) {
    return new Closing(commitments, changed, error, sweepScript);
  }

  Closing withCommitments(Commitments changed) {
    return new Closing(changed, onChain, error, sweepScript);
  }
}
