package org.boltj.sim.invariant;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.boltj.base.TxId;
import org.boltj.channel.Closing;
import org.boltj.channel.FundingStatus;
import org.boltj.channel.NegotiatingClose;
import org.boltj.channel.PersistentState;
import org.boltj.channel.UpdatableState;
import org.boltj.onchain.OnChainState;
import org.boltj.sim.fault.TrialNode;
import org.boltj.sim.fault.TrialWorld;
import org.boltj.store.ChainTrail;
import org.boltj.wallet.regtest.Block;
import org.boltj.wallet.regtest.RegtestChain;

/**
 * What a node has stored of the chain is what the chain is: its best block, and the block of each
 * transaction that it takes for confirmed. Whoever trusts a block that a reorganization took away
 * misses what he has to publish again, and fails HTLCs that are still alive.
 */
final class BestChainIsKnown extends Invariant {
  private final Account account;
  private final RegtestChain chain;

  /** What was looked at last of each node. */
  private final Map<Integer, ChainTrail> checked = new HashMap<>();

  /** Started since the last block: what was taken away meanwhile is noticed with the next one. */
  private final Set<Integer> starting = new HashSet<>();

  BestChainIsKnown(TrialWorld world, Findings findings, Account account) {
    super(world, findings);
    this.account = account;
    this.chain = world.chain();
  }

  @Override
  public void changed(TrialNode node, boolean isUp) {
    starting.add(node.number());
  }

  @Override
  public void blockConnected(Block block) {
    starting.clear();
  }

  @Override
  public void rested(TrialNode node, int rounds) {
    if (!world().isHonest(node) || !node.isUpToDate() || starting.contains(node.number())) {
      return;
    }
    ChainTrail trail = account.of(node).trail();
    if (!isBestChain(trail)) {
      violated(
          "%s is at height %d while the best block is %s at height %d"
              .formatted(node, trail.height(), chain.tip().hash(), chain.height()));
    } else if (!trail.equals(checked.put(node.number(), trail))) {
      account.of(node).channels().values().forEach(state -> check(node, state));
    }
  }

  /** Of the block at which a node began it knows the height alone. */
  private boolean isBestChain(ChainTrail trail) {
    return trail.height() == chain.height()
        && trail.hashAt(trail.height()).map(chain.tip().hash()::equals).orElse(trail.isEmpty());
  }

  private void check(TrialNode node, PersistentState state) {
    switch (state) {
      case UpdatableState s -> check(node, state, s.funding());
      case NegotiatingClose s -> check(node, state, s.funding());
      case Closing s -> {
        s.funding().ifPresent(funding -> check(node, state, funding));
        check(node, state, s.onChain());
      }
      default -> {}
    }
  }

  private void check(TrialNode node, PersistentState state, FundingStatus funding) {
    funding
        .confirmation()
        .ifPresent(c -> check(node, state, state.params().funding().txid(), c.height()));
  }

  private void check(TrialNode node, PersistentState state, OnChainState facts) {
    facts
        .spend()
        .filter(spend -> spend.height().isPresent())
        .ifPresent(
            spend -> check(node, state, spend.transaction().txid(), spend.height().getAsInt()));
    facts.spends().forEach(s -> check(node, state, s.transaction().txid(), s.height()));
  }

  private void check(TrialNode node, PersistentState state, TxId txid, int height) {
    int confirmations = chain.confirmations(txid);
    if (confirmations == 0 || chain.height() - confirmations + 1 != height) {
      violated(
          "%s of %s takes %s for confirmed at height %d; it has %d confirmations at height %d"
              .formatted(node, state.channelId(), txid, height, confirmations, chain.height()));
    }
  }
}
