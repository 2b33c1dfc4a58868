package org.boltj.channel;

import java.util.List;
import java.util.Optional;
import org.boltj.onchain.FundingSpend;
import org.boltj.onchain.OnChain;
import org.boltj.onchain.OnChainState;
import org.boltj.onchain.SpendKind;
import org.boltj.tx.Transaction;

/**
 * Our commitment against what the peer has in the mempool only. That may never confirm, and HTLCs
 * do not wait: a revoked commitment is answered with ours. The peer's current commitments are as
 * good as ours; they are published again and pay with our anchor, unless a person wants ours.
 */
final class OwnCommitment {
  private OwnCommitment() {}

  /** Broadcasts ours from now on, if a revoked commitment is all that there is. */
  static Closing againstCheater(Closing state, Context ctx) {
    return waitsOnly(state)
            && state.onChain().spend().orElseThrow().kind() == SpendKind.REVOKED_COMMITMENT
        ? broadcasting(state, ctx)
        : state;
  }

  /** A person wants our commitment to be published. */
  static Transition.Builder byForce(Transition.Builder next, Closing state, Context ctx) {
    if (!waitsOnly(state)) {
      return next;
    }
    return switch (state.onChain().spend().orElseThrow().kind()) {
      case REMOTE_COMMITMENT, NEXT_REMOTE_COMMITMENT, REVOKED_COMMITMENT ->
          publish(next, broadcasting(state, ctx), "closed by force", ctx);
      case MUTUAL_CLOSE,
          LOCAL_COMMITMENT,
          FUTURE_REMOTE_COMMITMENT,
          FUTURE_LOCAL_COMMITMENT,
          FUNDING_DOUBLE_SPENT,
          UNKNOWN ->
          next;
    };
  }

  /**
   * A commitment newer than ours says that ours is revoked, whatever comes after it: from now on it
   * is not published, nor paid for.
   */
  static Closing heeding(Closing state, OnChainState after) {
    SpendKind kind = after.spend().orElseThrow().kind();
    boolean newer =
        kind == SpendKind.FUTURE_REMOTE_COMMITMENT || kind == SpendKind.FUTURE_LOCAL_COMMITMENT;
    return newer
        ? state
            .withError(DataLoss.pleaseClose(state.channelId()))
            .withOnChain(after.withBroadcast(List.of()))
        : state.withOnChain(after);
  }

  static Transition.Builder publish(
      Transition.Builder next, Closing state, String reason, Context ctx) {
    return ClosingSteps.apply(
        next,
        state,
        OnChain.begin(
            state.commitments(), state.onChain(), ClosingSteps.context(state, ctx), reason));
  }

  /** Whether only the peer's transaction is there, unconfirmed, and ours may be published. */
  private static boolean waitsOnly(Closing state) {
    Optional<FundingSpend> spend = state.onChain().spend();
    return spend.isPresent()
        && spend.get().height().isEmpty()
        && state.onChain().broadcast().isEmpty()
        && state.mayPublish();
  }

  private static Closing broadcasting(Closing state, Context ctx) {
    List<Transaction> ours = List.of(FailSteps.ourCommitment(state, ctx));
    return state.withOnChain(state.onChain().withBroadcast(ours));
  }
}
