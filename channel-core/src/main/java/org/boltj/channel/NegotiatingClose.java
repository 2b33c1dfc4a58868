package org.boltj.channel;

import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.Satoshi;
import org.boltj.message.ClosingSigned;
import org.boltj.tx.Transaction;
import org.boltj.updates.Commitments;

/**
 * No HTLC is left; the fee of the closing transaction is being agreed on (legacy closing_signed).
 *
 * @param lastSent our last closing_signed on this connection; negotiation restarts with each
 * @param lastReceivedFee the fee in the peer's last closing_signed on this connection
 * @param signedByPeer a closing transaction that the peer has signed, complete with our signature
 */
public record NegotiatingClose(
    Commitments commitments,
    FundingStatus funding,
    Bytes localScript,
    Bytes remoteScript,
    Optional<FeeratePerKw> closeFeerate,
    Optional<ClosingSigned> lastSent,
    Optional<Satoshi> lastReceivedFee,
    Optional<Transaction> signedByPeer)
    implements PersistentState {
  /** Whether the peer has not shown yet that it has nothing to change any more either. */
  boolean isUntouched() {
    return lastReceivedFee.isEmpty() && signedByPeer.isEmpty();
  }

  /**
   * The state before, for an update_fee that the peer sent before its shutdown: we forgot it with
   * the connection and then believed that nothing was left to agree on.
   */
  ShuttingDown notYet() {
    return new ShuttingDown(commitments, funding, localScript, remoteScript, closeFeerate);
  }

  NegotiatingClose withDialogue(
      Optional<ClosingSigned> sent, Optional<Satoshi> received, Optional<Transaction> signed) {
    return new NegotiatingClose(
        commitments, funding, localScript, remoteScript, closeFeerate, sent, received, signed);
  }
}
