package org.boltj.onchain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.OutPoint;
import org.boltj.base.Satoshi;

/**
 * Which transactions take what is ready, and what they pay.
 *
 * <p>Outputs of one kind share a transaction. One that is out stays as it is until the schedule
 * asks for more; then what has become ready since joins it. An output that the other side can spend
 * too goes alone once that is tried, or once its deadline is near: who holds up one transaction
 * then holds up one output (BOLT 5, on pinning).
 */
final class Bidding {
  /** Blocks before a deadline: security_delay as BOLT 5 recommends it. */
  static final int SECURITY_DELAY = 18;

  /** The wallet is asked again after so many blocks, though the feerate is the same. */
  private static final int REPEAT_BLOCKS = 6;

  private final OnChainState state;
  private final OnChainContext ctx;
  private final boolean again;
  private final List<ChainAction> actions;
  private final List<Bid> bids = new ArrayList<>();

  /** Bids whose outputs must part, and what they pay: who takes one of these has to outbid that. */
  private final Map<Bid, Satoshi> split = new LinkedHashMap<>();

  private Bidding(
      OnChainState state, OnChainContext ctx, boolean again, List<ChainAction> actions) {
    this.state = state;
    this.ctx = ctx;
    this.again = again;
    this.actions = actions;
  }

  /**
   * @param again whether nothing is known to be out, as after a start
   */
  static OnChainState bid(
      OnChainState state,
      List<Claim> claims,
      OnChainContext ctx,
      boolean again,
      List<ChainAction> actions) {
    Map<OutPoint, Claim.Ours> open = new LinkedHashMap<>();
    for (Claim claim : claims) {
      if (claim instanceof Claim.Ours ours
          && ours.window().isOpenAt(ctx.blockHeight())
          && state.spentAt(ours.outPoint()).isEmpty()) {
        open.put(ours.outPoint(), ours);
      }
    }
    Bidding bidding = new Bidding(state, ctx, again, actions);
    bidding.run(open);
    return bidding.bids.equals(state.bids()) ? state : state.withBids(bidding.bids);
  }

  private void run(Map<OutPoint, Claim.Ours> open) {
    open.values().removeIf(claim -> claim instanceof Claim.FirstStage htlc && publishFinal(htlc));
    Map<Bid, ClaimGroup> standing = standing(open);
    List<ClaimGroup> alone = new ArrayList<>();
    Map<ClaimGroup.Kind, ClaimGroup> together = new LinkedHashMap<>();
    for (Claim.Ours claim : open.values()) {
      if (goesAlone(claim)) {
        alone.add(ClaimGroup.of(claim));
      } else {
        together.merge(
            ClaimGroup.Kind.of(claim), ClaimGroup.of(claim), (a, b) -> a.plus(b.claims()));
      }
    }
    standing.forEach((bid, group) -> goOn(bid, group, together));
    alone.addAll(together.values());
    alone.sort(Comparator.comparing(ClaimGroup::value).reversed());
    alone.forEach(this::offer);
  }

  /** An HTLC transaction that has its fee: there is nothing to bid. */
  private boolean publishFinal(Claim.FirstStage htlc) {
    if (htlc.paysItself()) {
      var ours = ctx.signer().signLocalHtlcTx(htlc.htlcTx(), htlc.htlcTx().unsigned());
      var tx = htlc.htlcTx().signed(htlc.remoteSignature(), ours, htlc.preimage());
      actions.add(new ChainAction.Publish(List.of(tx), "HTLC transaction"));
    }
    return htlc.paysItself();
  }

  /** Bids that still stand, taken out of what is open. */
  private Map<Bid, ClaimGroup> standing(Map<OutPoint, Claim.Ours> open) {
    Map<Bid, ClaimGroup> standing = new LinkedHashMap<>();
    for (Bid bid : state.bids()) {
      if (open.keySet().containsAll(bid.outPoints())) {
        ClaimGroup group = new ClaimGroup(bid.outPoints().stream().map(open::get).toList());
        if (group.claims().size() > 1 && group.claims().stream().anyMatch(this::goesAlone)) {
          split.put(bid, bid.feerate().feeRoundedUp(group.weight(ctx)));
        } else {
          standing.put(bid, group);
          bid.outPoints().forEach(open::remove);
        }
      }
    }
    return standing;
  }

  private boolean goesAlone(Claim.Ours claim) {
    Claim.Window window = claim.window();
    return window.contestable()
        && (state.contested().contains(claim.outPoint())
            || window.deadlineHeight() - ctx.blockHeight() <= SECURITY_DELAY);
  }

  private void goOn(Bid bid, ClaimGroup group, Map<ClaimGroup.Kind, ClaimGroup> together) {
    Optional<FeeratePerKw> rate =
        group.feerate(ctx).filter(higher -> FeeSchedule.replaces(higher, bid.feerate()));
    if (rate.isPresent() && raise(group, rate.get(), together)) {
      return;
    }
    boolean askWallet = again || ctx.blockHeight() - bid.height() >= REPEAT_BLOCKS;
    boolean repeat = askWallet || !group.kind().firstStage();
    bids.add(askWallet ? new Bid(bid.outPoints(), bid.feerate(), ctx.blockHeight()) : bid);
    if (repeat) {
      group.action(ctx, bid.feerate()).ifPresent(actions::add);
    }
  }

  /**
   * All outputs of the old transaction stay in the new one, though some may cost more than they
   * hold by now: without them it could pay less in all and not replace the old one (BIP 125, rule
   * 3).
   *
   * @return false if the old bid has to stand
   */
  private boolean raise(
      ClaimGroup group, FeeratePerKw rate, Map<ClaimGroup.Kind, ClaimGroup> together) {
    ClaimGroup more = goesAlone(group.claims().get(0)) ? null : together.get(group.kind());
    ClaimGroup joined = more == null ? group : group.joinedBy(more, rate);
    if (!place(joined, rate)) {
      return false;
    }
    if (more != null) {
      together.remove(group.kind());
      more.without(joined).ifPresent(rest -> together.put(group.kind(), rest));
    }
    return true;
  }

  /** Those that cost more than they hold at the feerate of the others are asked for their own. */
  private void offer(ClaimGroup group) {
    ClaimGroup possible = group.worthwhile(ctx.feerates().minimum());
    Optional<FeeratePerKw> rate = possible.feerate(ctx);
    if (rate.isPresent()) {
      ClaimGroup worth = possible.worthwhile(rate.get());
      place(worth, rate.get());
      possible.without(worth).ifPresent(this::offer);
    }
  }

  /**
   * Bids that feerate, or what it takes to replace the transactions of which the group is a part
   * (BIP 125, rule 3) if it has so much.
   *
   * @return false if too little would be left
   */
  private boolean place(ClaimGroup group, FeeratePerKw rate) {
    List<Bid> old =
        split.keySet().stream()
            .filter(bid -> bid.outPoints().stream().anyMatch(group.outPoints()::contains))
            .toList();
    FeeratePerKw needed = outbid(old, group.weight(ctx));
    FeeratePerKw outbidding = old.isEmpty() || needed.compareTo(rate) < 0 ? rate : needed;
    Satoshi left = group.value().minusOrZero(outbidding.feeRoundedUp(group.weight(ctx)));
    boolean affordable = !left.isLessThan(FeeSchedule.LEFT_OVER);
    FeeratePerKw bidding = affordable ? outbidding : rate;
    Optional<ChainAction> action = group.action(ctx, bidding);
    if (action.isEmpty()) {
      return false;
    }
    bids.add(new Bid(group.outPoints(), bidding, ctx.blockHeight()));
    actions.add(action.get());
    if (affordable) {
      split.keySet().removeAll(old);
    }
    return true;
  }

  private FeeratePerKw outbid(List<Bid> old, long weight) {
    Satoshi fee = FeeSchedule.INCREMENTAL_RELAY.feeRoundedUp(weight);
    for (Map.Entry<Bid, Satoshi> whole : split.entrySet()) {
      fee = old.contains(whole.getKey()) ? fee.plus(whole.getValue()) : fee;
    }
    return new FeeratePerKw((fee.sat() * 1000 + weight - 1) / weight);
  }
}
