package org.boltj.sim.invariant;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.boltj.base.Bytes;
import org.boltj.node.NodeEvent;
import org.boltj.port.PublishResult;
import org.boltj.sim.fault.Fault;
import org.boltj.sim.fault.TrialNode;
import org.boltj.sim.fault.TrialWorld;
import org.boltj.sim.fault.Witness;
import org.boltj.store.StoreBatch;
import org.boltj.tx.Transaction;
import org.boltj.wallet.regtest.Block;

/** Several witnesses as one; more may come while a run is under way. */
final class Witnesses implements Witness {
  private final List<Witness> all = new ArrayList<>();

  void add(Witness witness) {
    all.add(witness);
  }

  private void each(Consumer<Witness> action) {
    for (int i = 0; i < all.size(); i++) {
      action.accept(all.get(i));
    }
  }

  @Override
  public void begun(TrialWorld world) {
    each(w -> w.begun(world));
  }

  @Override
  public void stored(TrialNode node, StoreBatch batch) {
    each(w -> w.stored(node, batch));
  }

  @Override
  public void sent(TrialNode node, TrialNode to, Bytes message) {
    each(w -> w.sent(node, to, message));
  }

  @Override
  public void published(TrialNode node, List<Transaction> transactions, PublishResult result) {
    each(w -> w.published(node, transactions, result));
  }

  @Override
  public void told(TrialNode node, NodeEvent event) {
    each(w -> w.told(node, event));
  }

  @Override
  public void rested(TrialNode node, int rounds) {
    each(w -> w.rested(node, rounds));
  }

  @Override
  public void blockConnected(Block block) {
    each(w -> w.blockConnected(block));
  }

  @Override
  public void blockDisconnected(Block block) {
    each(w -> w.blockDisconnected(block));
  }

  @Override
  public void struck(Fault fault) {
    each(w -> w.struck(fault));
  }

  @Override
  public void changed(TrialNode node, boolean isUp) {
    each(w -> w.changed(node, isUp));
  }

  @Override
  public void ended(TrialWorld world) {
    each(w -> w.ended(world));
  }
}
