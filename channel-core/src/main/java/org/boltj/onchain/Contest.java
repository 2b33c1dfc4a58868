package org.boltj.onchain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.boltj.base.OutPoint;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxInput;
import org.boltj.tx.TxOutput;
import org.boltj.updates.Commitments;

/** Notes that somebody else tries to take what is ours: a transaction in the mempool. */
final class Contest {
  private Contest() {}

  static OnChainState noted(Commitments c, OnChainState state, Transaction tx, OnChainContext ctx) {
    Optional<ClosedChannel> closed = ClosedChannel.of(c, state, ctx);
    if (closed.isEmpty()) {
      return state;
    }
    List<OutPoint> contested = new ArrayList<>(state.contested());
    for (Claim claim : Claims.of(closed.get())) {
      boolean isNew =
          claim instanceof Claim.Ours ours
              && ours.window().contestable()
              && spends(tx, claim.outPoint())
              && !isOurs(tx, ours, ctx)
              && !contested.contains(claim.outPoint());
      if (isNew) {
        contested.add(claim.outPoint());
      }
    }
    return contested.size() == state.contested().size() ? state : state.withContested(contested);
  }

  private static boolean spends(Transaction tx, OutPoint outPoint) {
    return tx.inputs().stream().map(TxInput::outPoint).anyMatch(outPoint::equals);
  }

  private static boolean isOurs(Transaction tx, Claim.Ours claim, OnChainContext ctx) {
    return switch (claim) {
      case Claim.Direct direct ->
          tx.outputs().stream().map(TxOutput::scriptPubKey).anyMatch(ctx.sweepScript()::equals);
      case Claim.FirstStage first -> {
        OptionalInt index = first.htlcTx().inputIndex(tx);
        yield index.isPresent()
            && index.getAsInt() < tx.outputs().size()
            && tx.outputs()
                .get(index.getAsInt())
                .equals(first.htlcTx().unsigned().outputs().get(0));
      }
    };
  }
}
