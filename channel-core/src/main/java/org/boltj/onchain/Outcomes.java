package org.boltj.onchain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.boltj.base.Bytes;
import org.boltj.base.PaymentPreimage;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxInput;
import org.boltj.updates.OutgoingHtlc;
import org.boltj.updates.SettleRules;

/**
 * What has become of our HTLCs, told upstream once each: claimed, as soon as any transaction shows
 * the preimage; gone, when what took them back, or the commitment that lacks them, is deep enough
 * (BOLT 5).
 */
final class Outcomes {
  private Outcomes() {}

  /** Reports HTLCs whose preimage a transaction shows, be it in a block or not. */
  static OnChainState fulfilled(
      OnChainState state, KnownHtlcs htlcs, Transaction tx, List<ChainAction> actions) {
    List<Long> reported = new ArrayList<>(state.reported());
    for (OutgoingHtlc htlc : htlcs.allOutgoing()) {
      if (!reported.contains(htlc.id())) {
        preimageIn(tx, htlc)
            .ifPresent(
                preimage -> {
                  actions.add(new ChainAction.HtlcFulfilled(htlc, preimage));
                  reported.add(htlc.id());
                });
      }
    }
    return reported.size() == state.reported().size() ? state : state.withReported(reported);
  }

  private static Optional<PaymentPreimage> preimageIn(Transaction tx, OutgoingHtlc htlc) {
    for (TxInput input : tx.inputs()) {
      for (Bytes item : input.witness()) {
        if (item.size() == 32) {
          PaymentPreimage preimage = new PaymentPreimage(item);
          if (SettleRules.matches(preimage, htlc.paymentHash())) {
            return Optional.of(preimage);
          }
        }
      }
    }
    return Optional.empty();
  }

  /** Reports those that are back. */
  static OnChainState failed(
      ClosedChannel channel, List<Claim> claims, OnChainContext ctx, List<ChainAction> actions) {
    List<Long> reported = new ArrayList<>(channel.state().reported());
    for (OutgoingHtlc htlc : channel.htlcs().allOutgoing()) {
      if (!reported.contains(htlc.id())
          && !channel.htlcs().isClaimed(htlc)
          && isBack(channel, claims, htlc, ctx)) {
        actions.add(new ChainAction.HtlcFailed(htlc));
        reported.add(htlc.id());
      }
    }
    return reported.size() == channel.state().reported().size()
        ? channel.state()
        : channel.state().withReported(reported);
  }

  private static boolean isBack(
      ClosedChannel channel, List<Claim> claims, OutgoingHtlc htlc, OnChainContext ctx) {
    Optional<Claim> claim =
        claims.stream()
            .filter(c -> c.outgoing().filter(o -> o.id() == htlc.id()).isPresent())
            .findFirst();
    long expired = htlc.cltvExpiry().height() + ctx.policy().resolutionDepth();
    if (claim.isPresent()) {
      return isDeep(channel.spentAt(claim.get().outPoint()), ctx)
          // Too small to be worth a fee: most likely nobody takes it. A peer who does, at a loss,
          // takes from us what upstream has back by then: less than the least fee of a claim.
          || (isDeep(channel.spend().height(), ctx)
              && Resolution.isLetGo(channel, claim.get(), ctx)
              && ctx.blockHeight() >= expired);
    }
    return switch (channel.spend().kind()) {
      // It may be among outputs that we cannot tell apart.
      case FUTURE_REMOTE_COMMITMENT, FUTURE_LOCAL_COMMITMENT, UNKNOWN ->
          isDeep(channel.spend().height(), ctx) && ctx.blockHeight() >= expired;
      case MUTUAL_CLOSE,
          LOCAL_COMMITMENT,
          REMOTE_COMMITMENT,
          NEXT_REMOTE_COMMITMENT,
          REVOKED_COMMITMENT,
          FUNDING_DOUBLE_SPENT ->
          isDeep(channel.spend().height(), ctx)
              // No commitment has an output for it: no reorganization can give it one.
              || (channel.spend().height().isPresent() && channel.htlcs().isTrimmed(htlc));
    };
  }

  private static boolean isDeep(OptionalInt height, OnChainContext ctx) {
    return height.isPresent()
        && ctx.blockHeight() - height.getAsInt() + 1 >= ctx.policy().resolutionDepth();
  }
}
