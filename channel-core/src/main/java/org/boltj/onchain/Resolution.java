package org.boltj.onchain;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.boltj.updates.OutgoingHtlc;

/** Whether all is irrevocably resolved (BOLT 5, "General Nomenclature"). */
final class Resolution {
  private Resolution() {}

  static boolean isComplete(ClosedChannel channel, List<Claim> claims, OnChainContext ctx) {
    if (!isIrrevocable(channel.spend().height(), ctx)) {
      return false;
    }
    for (OutgoingHtlc htlc : channel.htlcs().allOutgoing()) {
      if (!channel.state().reported().contains(htlc.id()) && !channel.htlcs().isClaimed(htlc)) {
        return false;
      }
    }
    return claims.stream().allMatch(claim -> isResolved(channel, claim, ctx));
  }

  private static boolean isResolved(ClosedChannel channel, Claim claim, OnChainContext ctx) {
    OptionalInt spent = channel.spentAt(claim.outPoint());
    if (spent.isPresent()) {
      return isIrrevocable(spent, ctx);
    }
    return switch (claim) {
      case Claim.Ours ours -> isLetGo(channel, ours, ctx);
      case Claim.Watched watched -> ctx.blockHeight() >= watched.doneHeight();
    };
  }

  private static boolean isIrrevocable(OptionalInt height, OnChainContext ctx) {
    return height.isPresent()
        && ctx.blockHeight() - height.getAsInt() + 1 >= ctx.policy().irrevocableDepth();
  }

  /**
   * Whether we could take the output, which nobody has, but by itself it is not worth the least
   * fee. An HTLC of ours that is in a transaction with others may still come back by that.
   */
  static boolean isLetGo(ClosedChannel channel, Claim claim, OnChainContext ctx) {
    boolean mayComeBack =
        claim.outgoing().isPresent()
            && channel.state().bids().stream()
                .anyMatch(bid -> bid.outPoints().contains(claim.outPoint()));
    return channel.spentAt(claim.outPoint()).isEmpty() && !mayComeBack && isWorthless(claim, ctx);
  }

  private static boolean isWorthless(Claim claim, OnChainContext ctx) {
    return switch (claim) {
      case Claim.FirstStage first when first.paysItself() -> false;
      case Claim.Ours ours ->
          ours.window().isOpenAt(ctx.blockHeight())
              && ClaimGroup.of(ours)
                  .feerate(ctx)
                  .flatMap(feerate -> ClaimGroup.of(ours).action(ctx, feerate))
                  .isEmpty();
      case Claim.Watched watched -> false;
    };
  }

  /** What is left behind when all else is resolved. */
  static List<ChainAction> letGo(ClosedChannel channel, List<Claim> claims, OnChainContext ctx) {
    List<ChainAction> left = new ArrayList<>();
    for (Claim claim : claims) {
      if (isLetGo(channel, claim, ctx)) {
        left.add(new ChainAction.LetGo(claim.outPoint(), claim.output().amount()));
      }
    }
    return left;
  }
}
