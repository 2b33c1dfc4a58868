package org.boltj.channel;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.boltj.base.Satoshi;
import org.boltj.codec.WireMessage;
import org.boltj.commitment.ClosingTx;
import org.boltj.message.ChannelReestablish;
import org.boltj.message.ClosingSigned;
import org.boltj.message.FeeRange;
import org.boltj.message.Shutdown;
import org.boltj.onchain.FundingSpend;
import org.boltj.onchain.OnChainState;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxInput;
import org.boltj.updates.CommitmentTxs;

/**
 * Both sides have signed a closing transaction, but the peer may not know: closing_signed has no
 * acknowledgment, so that it is sent again after a reconnection (BOLT 2, "Message Retransmission").
 * There is nothing to negotiate any more: what is signed is offered again, and only that. A peer
 * that has it says nothing, and is told nothing.
 */
final class AgreedClose {
  private AgreedClose() {}

  static Transition.Builder onMessage(
      Transition.Builder next, Closing state, WireMessage message, Context ctx) {
    Optional<ClosingTx> agreed = transaction(state);
    if (agreed.isEmpty()) {
      return next;
    }
    boolean opener = state.params().localIsOpener();
    return switch (message) {
      case ChannelReestablish there ->
          next.send(ReestablishSteps.channelReestablish(state.commitments(), ctx))
              .send(new Shutdown(state.channelId(), state.sweepScript()));
      case Shutdown shutdown when opener -> next.send(closingSigned(state, agreed.get(), ctx));
      case ClosingSigned proposed when !opener ->
          next.send(closingSigned(state, agreed.get(), ctx));
      default -> next;
    };
  }

  /** The closing transaction that we publish, or that the peer did. */
  private static Optional<ClosingTx> transaction(Closing state) {
    OnChainState facts = state.onChain();
    return Stream.concat(
            facts.broadcast().stream(), facts.spend().map(FundingSpend::transaction).stream())
        .filter(tx -> isClosing(tx.inputs().get(0), state))
        .map(tx -> new ClosingTx(CommitmentTxs.fundingInput(state.params()), unsigned(tx)))
        .findFirst();
  }

  /** A commitment has a number in its sequence (BOLT 3). */
  private static boolean isClosing(TxInput input, Closing state) {
    return input.outPoint().equals(state.params().funding())
        && input.sequence() == TxInput.FINAL_SEQUENCE;
  }

  private static Transaction unsigned(Transaction tx) {
    return tx.withWitness(0, List.of());
  }

  private static ClosingSigned closingSigned(Closing state, ClosingTx tx, Context ctx) {
    Satoshi fee = tx.fee();
    return new ClosingSigned(
        state.channelId(), fee, ctx.signer().signClosing(tx), Optional.of(new FeeRange(fee, fee)));
  }
}
