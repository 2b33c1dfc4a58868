package org.boltj.sim.invariant;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.boltj.base.ChannelId;
import org.boltj.base.OutPoint;
import org.boltj.channel.PersistentState;
import org.boltj.sim.fault.FundingPlan;
import org.boltj.sim.fault.TrialNode;
import org.boltj.sim.fault.TrialWorld;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxInput;
import org.boltj.tx.TxOutput;
import org.jspecify.annotations.Nullable;

/**
 * The most that each node may have lost to the chain: fees of what it funded, closed and claimed,
 * with what was too small for an output.
 */
final class Costs {
  private final TrialWorld world;
  private final Aftermath aftermath;
  private final Map<Integer, Long> sats = new HashMap<>();
  private final Map<ChannelId, FundingPlan> plans = new HashMap<>();

  private Costs(TrialWorld world, Aftermath aftermath) {
    this.world = world;
    this.aftermath = aftermath;
    List<FundingPlan> all = world.scenario().channels();
    for (int i = 0; i < all.size(); i++) {
      plans.put(world.channelIds().get(i), all.get(i));
    }
  }

  static Costs of(TrialWorld world, Aftermath aftermath, Map<OutPoint, ChannelId> fundings) {
    Costs costs = new Costs(world, aftermath);
    fundings.forEach((funding, channel) -> costs.funding(funding, channel));
    aftermath.transactions().forEach(tx -> costs.spend(tx, fundings));
    aftermath.leftovers().forEach(costs::both);
    return costs;
  }

  long sat(TrialNode node) {
    return sats.getOrDefault(node.number(), 0L);
  }

  private void add(int node, long sat) {
    sats.merge(node, sat, Long::sum);
  }

  private void both(ChannelId channel, long sat) {
    FundingPlan plan = plans.get(channel);
    if (plan != null) {
      add(plan.opener(), sat);
      add(plan.accepter(), sat);
    }
  }

  private void funding(OutPoint funding, ChannelId channel) {
    FundingPlan plan = plans.get(channel);
    if (plan != null) {
      world.chain().transaction(funding.txid()).ifPresent(tx -> add(plan.opener(), fee(tx)));
    }
  }

  /** Second stages pay into no wallet yet: either side may have made them. */
  private void spend(Transaction tx, Map<OutPoint, ChannelId> fundings) {
    long fee = fee(tx);
    Integer owner = owner(tx);
    boolean closes = tx.inputs().stream().anyMatch(in -> fundings.containsKey(in.outPoint()));
    if (owner != null && !closes) {
      add(owner, fee);
      return;
    }
    for (TxInput input : tx.inputs()) {
      Aftermath.Output spent = aftermath.output(input.outPoint());
      if (spent != null) {
        both(spent.channel(), fee);
        return;
      }
    }
  }

  private @Nullable Integer owner(Transaction tx) {
    for (TrialNode node : world.nodes()) {
      for (TxOutput output : tx.outputs()) {
        if (node.owns(output.scriptPubKey())) {
          return node.number();
        }
      }
    }
    return null;
  }

  private long fee(Transaction tx) {
    long in = 0;
    for (TxInput input : tx.inputs()) {
      in +=
          world
              .chain()
              .transaction(input.outPoint().txid())
              .map(from -> from.outputs().get((int) input.outPoint().index()).amount().sat())
              .orElse(0L);
    }
    return in - tx.outputs().stream().mapToLong(output -> output.amount().sat()).sum();
  }

  /** What a state says of its channel's anchors: the opener pays for both. */
  static long anchorsSat(PersistentState state) {
    return state.params().format().anchorsCost().sat();
  }
}
