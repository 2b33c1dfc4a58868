package org.boltj.sim.invariant;

import org.boltj.base.Bytes;
import org.boltj.sim.fault.Fault;
import org.boltj.sim.fault.TrialNode;
import org.boltj.sim.fault.Witness;
import org.boltj.sim.invariant.Statistics.Count;
import org.boltj.store.StoreBatch;
import org.boltj.wallet.regtest.Block;

/** Counts what happens. */
final class Counting implements Witness {
  private final Statistics statistics;

  Counting(Statistics statistics) {
    this.statistics = statistics;
  }

  @Override
  public void stored(TrialNode node, StoreBatch batch) {
    statistics.add(Count.WRITES, 1);
  }

  @Override
  public void sent(TrialNode node, TrialNode to, Bytes message) {
    statistics.add(Count.MESSAGES, 1);
  }

  @Override
  public void blockConnected(Block block) {
    statistics.add(Count.BLOCKS, 1);
    statistics.add(Count.TRANSACTIONS, block.transactions().size() - 1);
  }

  @Override
  public void changed(TrialNode node, boolean isUp) {
    if (!isUp) {
      statistics.add(Count.CRASHES, 1);
    }
  }

  @Override
  public void struck(Fault fault) {
    statistics.addFault(fault.getClass().getSimpleName());
    switch (fault) {
      case Fault.Cut cut -> statistics.add(Count.CUTS, 1);
      case Fault.HalfOpen cut -> statistics.add(Count.CUTS, 1);
      case Fault.Closure closure -> statistics.add(Count.CLOSURES, 1);
      case Fault.Reorg reorg -> statistics.add(Count.REORGS, 1);
      case Fault.Cheat cheat -> statistics.add(Count.CHEATS, 1);
      case Fault.Lie lie -> statistics.add(Count.LIES, 1);
      default -> {}
    }
  }
}
