package org.boltj.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.boltj.base.ChannelId;
import org.boltj.base.TxId;
import org.boltj.port.ChainSource;
import org.boltj.port.PublishResult;
import org.boltj.tx.Transaction;
import org.junit.jupiter.api.Test;

/** What cannot be published for long is tried once a block, not more often with each block. */
class UnreachableChainTest {
  private final TestWorld world = new TestWorld();
  private final Unreachable chain = new Unreachable(world.chain.source());

  /** Tells of blocks, and takes nothing while it is told to. */
  private static final class Unreachable extends RelayedChain {
    private final List<TxId> tried = new ArrayList<>();
    private boolean takesNothing;

    Unreachable(ChainSource source) {
      super(source);
    }

    @Override
    public CompletableFuture<PublishResult> publish(List<Transaction> transactions) {
      if (takesNothing) {
        tried.add(transactions.get(transactions.size() - 1).txid());
        return CompletableFuture.completedFuture(new PublishResult.Unavailable("away"));
      }
      return super.publish(transactions);
    }
  }

  @Test
  void attemptsDoNotPileUp() {
    LightningNode alice = world.node("alice", node -> node.chain(chain));
    LightningNode bob = world.node("bob");
    ChannelId id = world.channel(alice, bob, 1_000_000);
    world.stop("bob");
    chain.takesNothing = true;
    world.await(alice.forceClose(id));
    world.mine(30);
    chain.tried.clear();
    world.mine(1);
    assertThat(chain.tried).hasSizeBetween(1, 4);
  }
}
