package org.boltj.onchain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.boltj.updates.OutgoingHtlc;

/** Which HTLCs of ours came back, so that the incoming HTLC must be failed (BOLT 5). */
final class Outcomes {
  private Outcomes() {}

  /** Reports those that are deep enough, each once. */
  static OnChainState report(
      OnChainState state,
      List<Claim> claims,
      KnownHtlcs htlcs,
      OnChainContext ctx,
      List<ChainAction> actions) {
    if (state.spend().isEmpty()) {
      return state;
    }
    FundingSpend spend = state.spend().get();
    List<Long> reported = null;
    for (OutgoingHtlc htlc : htlcs.allOutgoing()) {
      if (!state.reported().contains(htlc.id()) && isBack(state, spend, claims, htlc, ctx)) {
        actions.add(new ChainAction.HtlcFailed(htlc));
        if (reported == null) {
          reported = new ArrayList<>(state.reported());
        }
        reported.add(htlc.id());
      }
    }
    return reported == null ? state : state.withReported(reported);
  }

  private static boolean isBack(
      OnChainState state,
      FundingSpend spend,
      List<Claim> claims,
      OutgoingHtlc htlc,
      OnChainContext ctx) {
    Optional<Claim> claim =
        claims.stream()
            .filter(c -> c.outgoing().filter(o -> o.id() == htlc.id()).isPresent())
            .findFirst();
    if (claim.isPresent()) {
      return isDeep(OnChain.spentAt(state, claim.get().outPoint()), ctx);
    }
    boolean blind =
        spend.kind() == SpendKind.FUTURE_REMOTE_COMMITMENT || spend.kind() == SpendKind.UNKNOWN;
    return isDeep(spend.height(), ctx)
        && (!blind
            || ctx.blockHeight() >= htlc.cltvExpiry().height() + ctx.policy().resolutionDepth());
  }

  private static boolean isDeep(OptionalInt height, OnChainContext ctx) {
    return height.isPresent()
        && ctx.blockHeight() - height.getAsInt() + 1 >= ctx.policy().resolutionDepth();
  }
}
