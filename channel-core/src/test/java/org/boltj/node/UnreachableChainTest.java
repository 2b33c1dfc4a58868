package org.boltj.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.base.OutPoint;
import org.boltj.base.ShortChannelId;
import org.boltj.base.TxId;
import org.boltj.port.ChainListener;
import org.boltj.port.ChainSource;
import org.boltj.port.PublishResult;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxOutput;
import org.junit.jupiter.api.Test;

/** What cannot be published for long is tried once a block, not more often with each block. */
class UnreachableChainTest {
  private final TestWorld world = new TestWorld();
  private final Unreachable chain = new Unreachable(world.chain.source());

  /** Tells of blocks, and takes nothing while it is told to. */
  private static final class Unreachable implements ChainSource {
    private final ChainSource source;
    private final List<TxId> tried = new ArrayList<>();
    private boolean takesNothing;

    Unreachable(ChainSource source) {
      this.source = source;
    }

    @Override
    public void start(int fromHeight, ChainListener listener) {
      source.start(fromHeight, listener);
    }

    @Override
    public int tipHeight() {
      return source.tipHeight();
    }

    @Override
    public void watch(OutPoint output, Bytes scriptPubKey) {
      source.watch(output, scriptPubKey);
    }

    @Override
    public CompletableFuture<PublishResult> publish(List<Transaction> transactions) {
      if (takesNothing) {
        tried.add(transactions.get(transactions.size() - 1).txid());
        return CompletableFuture.completedFuture(new PublishResult.Unavailable("away"));
      }
      return source.publish(transactions);
    }

    @Override
    public CompletableFuture<Optional<TxOutput>> fundingOutput(ShortChannelId shortChannelId) {
      return source.fundingOutput(shortChannelId);
    }

    @Override
    public void close() {
      source.close();
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
