package org.boltj.onchain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.boltj.base.Bytes;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.OutPoint;
import org.boltj.base.Satoshi;
import org.boltj.base.TxId;
import org.boltj.commitment.OutputSpend;
import org.boltj.commitment.SpendKey;
import org.boltj.sign.ChannelSecrets;
import org.boltj.sign.InMemoryChannelSigner;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxOutput;
import org.boltj.updates.ChannelPolicy;
import org.boltj.updates.Feerates;

/** No output that is worth a claim is left out, however transactions are split and joined. */
class BiddingProperties {
  private static final int HEIGHT = 700_000;
  private static final int SOON = HEIGHT + Bidding.SECURITY_DELAY;
  private static final int LATER = HEIGHT + 100;
  private static final Bytes SWEEP = Bytes.fromHex("0014" + "00".repeat(20));

  private final List<Claim> claims = new ArrayList<>();
  private final List<ChainAction> actions = new ArrayList<>();
  private OnChainState state = OnChainState.broadcasting(List.of());

  private Claim.Ours add(long sat, boolean contestable, int deadline) {
    OutputSpend spend =
        new OutputSpend(
            new OutPoint(new TxId(Bytes.zeros(32)), claims.size()),
            new TxOutput(Satoshi.of(sat), Bytes.zeros(22)),
            Bytes.EMPTY,
            0,
            0,
            new SpendKey.None(),
            List.of());
    Claim.Direct claim =
        new Claim.Direct(
            spend, new Claim.Window(HEIGHT - 10, deadline, contestable), Optional.empty());
    claims.add(claim);
    return claim;
  }

  private static OnChainContext context(Feerates feerates) {
    return new OnChainContext(
        HEIGHT,
        feerates,
        new InMemoryChannelSigner(ChannelSecrets.derive(Bytes.zeros(32), 1)),
        ChannelPolicy.DEFAULT,
        FeeSchedule.DEFAULT,
        SWEEP);
  }

  private void bid(OnChainContext ctx) {
    actions.clear();
    state = Bidding.bid(state, claims, ctx, false, actions);
  }

  private List<OutPoint> bidFor() {
    return state.bids().stream().flatMap(bid -> bid.outPoints().stream()).toList();
  }

  private long fee(ChainAction action) {
    Transaction tx = ((ChainAction.Publish) action).transactions().get(0);
    long in =
        claims.stream()
            .filter(c -> tx.inputs().stream().anyMatch(i -> i.outPoint().equals(c.outPoint())))
            .mapToLong(c -> c.output().amount().sat())
            .sum();
    return in - tx.outputs().get(0).amount().sat();
  }

  @Example
  void theRestOfASplitTransactionReplacesItWithAllItsOutputs() {
    Claim.Ours contested = add(40_000, true, LATER);
    add(60_000, true, LATER);
    add(2_000, true, LATER);
    bid(context(Feerates.fixed(new FeeratePerKw(10_000))));
    assertThat(state.bids()).hasSize(1);
    long before = fee(actions.get(0));
    state = state.withContested(List.of(contested.outPoint()));
    bid(context(Feerates.fixed(new FeeratePerKw(1_000))));
    assertThat(bidFor()).containsExactlyInAnyOrderElementsOf(all());
    assertThat(state.bids()).hasSize(2);
    Transaction first = ((ChainAction.Publish) actions.get(0)).transactions().get(0);
    assertThat(fee(actions.get(0))).isGreaterThanOrEqualTo(before + first.weight() / 4);
  }

  @Example
  void aGroupThatCannotReplaceTheWholeLeavesThatToAnother() {
    Claim.Ours contested = add(9_000, true, LATER);
    add(2_500, true, LATER);
    add(2_500, true, LATER);
    bid(context(Feerates.fixed(new FeeratePerKw(8_000))));
    assertThat(state.bids()).hasSize(1);
    state = state.withContested(List.of(contested.outPoint()));
    bid(context(Feerates.fixed(new FeeratePerKw(1_000))));
    assertThat(bidFor()).containsExactlyInAnyOrderElementsOf(all());
  }

  @Example
  void aGroupThatIsNotWorthTheLeastFeeStillHasMembersThatAre() {
    Claim.Ours large = add(20_000, true, LATER);
    for (int i = 0; i < 30; i++) {
      add(400, true, LATER);
    }
    FeeratePerKw least = new FeeratePerKw(6_000);
    bid(context(new Feerates(least, least, least, least)));
    assertThat(bidFor()).containsExactly(large.outPoint());
  }

  private List<OutPoint> all() {
    return claims.stream().map(Claim::outPoint).toList();
  }

  @Property(seed = "7", tries = 2_000)
  void whatIsWorthItIsInExactlyOneBid(@ForAll Random random) {
    claims.clear();
    int[] deadlines = {SOON - 16, SOON, SOON + 1, LATER, FeeSchedule.NO_DEADLINE};
    int count = 2 + random.nextInt(8);
    for (int i = 0; i < count; i++) {
      long sat = 330 + (long) Math.exp(random.nextDouble() * 12);
      add(sat, random.nextInt(3) > 0, deadlines[random.nextInt(deadlines.length)]);
    }
    state =
        OnChainState.broadcasting(List.of())
            .withBids(bidsOf(random))
            .withContested(all().stream().filter(o -> random.nextInt(4) == 0).toList());
    OnChainContext ctx = context(feerates(random));
    bid(ctx);
    assertThat(bidFor()).doesNotHaveDuplicates();
    for (Claim claim : claims) {
      if (ClaimGroup.of((Claim.Ours) claim).feerate(ctx).isPresent()) {
        assertThat(bidFor()).contains(claim.outPoint());
      }
    }
  }

  /** Some of the outputs, by kind, are in transactions that are out. */
  private List<Bid> bidsOf(Random random) {
    Map<Object, List<OutPoint>> groups = new LinkedHashMap<>();
    for (Claim claim : claims) {
      if (random.nextInt(4) > 0) {
        Object key = List.of(ClaimGroup.Kind.of((Claim.Ours) claim), random.nextInt(2));
        groups.computeIfAbsent(key, k -> new ArrayList<>()).add(claim.outPoint());
      }
    }
    List<Bid> bids = new ArrayList<>();
    groups
        .values()
        .forEach(
            outPoints ->
                bids.add(
                    new Bid(
                        outPoints,
                        new FeeratePerKw(253 + random.nextInt(10_000)),
                        HEIGHT - random.nextInt(10))));
    return bids;
  }

  private static Feerates feerates(Random random) {
    FeeratePerKw least = new FeeratePerKw(253 + random.nextInt(5_000));
    FeeratePerKw sweep = new FeeratePerKw(253 + random.nextInt(10_000));
    FeeratePerKw next = new FeeratePerKw(253 + random.nextInt(30_000));
    return new Feerates(sweep, sweep, sweep, least, next, least);
  }
}
