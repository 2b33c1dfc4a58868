package org.boltj.sim.fault;

import java.util.List;
import org.boltj.base.Bytes;
import org.boltj.node.NodeEvent;
import org.boltj.port.PublishResult;
import org.boltj.store.StoreBatch;
import org.boltj.tx.Transaction;
import org.boltj.wallet.regtest.Block;

/** Sees all that happens in a run, in order. Must change nothing and throw nothing. */
public interface Witness {

  /** The channels are open: payments and faults begin. */
  default void begun(TrialWorld world) {}

  /** The batch is durable. */
  default void stored(TrialNode node, StoreBatch batch) {}

  /** A message has left the node, who meant it so: nothing is falsified yet. */
  default void sent(TrialNode node, TrialNode to, Bytes message) {}

  /** The node has handed these to the chain. */
  default void published(TrialNode node, List<Transaction> transactions, PublishResult result) {}

  default void told(TrialNode node, NodeEvent event) {}

  /** The node has worked until there was nothing to do. */
  default void rested(TrialNode node, int rounds) {}

  default void blockConnected(Block block) {}

  default void blockDisconnected(Block block) {}

  /** Something goes wrong now. */
  default void struck(Fault fault) {}

  /** The process of a node has ended, or it has started again. */
  default void changed(TrialNode node, boolean isUp) {}

  /** Everything is closed, swept and over. */
  default void ended(TrialWorld world) {}
}
