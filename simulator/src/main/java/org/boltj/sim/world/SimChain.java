package org.boltj.sim.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.boltj.base.BlockHash;
import org.boltj.base.Bytes;
import org.boltj.base.Network;
import org.boltj.base.OutPoint;
import org.boltj.base.Satoshi;
import org.boltj.base.ShortChannelId;
import org.boltj.port.ChainBlock;
import org.boltj.port.ChainListener;
import org.boltj.port.ChainSource;
import org.boltj.port.PublishResult;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxOutput;
import org.boltj.wallet.funds.SeedWallet;
import org.boltj.wallet.regtest.RegtestChain;
import org.boltj.wallet.regtest.RelayPolicy;
import org.boltj.wallet.regtest.Supply;

/** The one regtest chain of a simulation; its blocks carry virtual time. */
public final class SimChain {
  /** A coinbase is spendable after that many blocks. */
  private static final int MATURITY = 100;

  private static final long SUBSIDY_SAT = 5_000_000_000L;

  /** A block is mined behind that many outputs, so that no transaction is too large to relay. */
  private static final int OUTPUTS_AT_ONCE = 400;

  private final RegtestChain chain;

  SimChain(VirtualTime time) {
    this.chain = new RegtestChain(RelayPolicy.DEFAULT, time);
  }

  /** Mines until the miners can pay out that much; before there is anybody to hear of it. */
  void earn(Satoshi total) {
    chain.mine(MATURITY + coinbases(total.sat()));
  }

  /** Pays all of these outputs, confirmed on return. */
  void payOut(List<TxOutput> outputs) {
    for (int at = 0; at < outputs.size(); at += OUTPUTS_AT_ONCE) {
      int end = Math.min(outputs.size(), at + OUTPUTS_AT_ONCE);
      chain.fund(new ArrayList<>(outputs.subList(at, end)));
      chain.mine(1);
    }
  }

  /** How many coinbases hold that much; the subsidy halves every 150 blocks on regtest. */
  private static int coinbases(long total) {
    long earned = 0;
    int blocks = 1;
    while (earned <= total + SUBSIDY_SAT) {
      int halvings = blocks / 150;
      if (halvings > 20) {
        throw new IllegalArgumentException(
            "channels worth " + total + " sat are more than a regtest chain has coins for");
      }
      earned += SUBSIDY_SAT >> halvings;
      blocks++;
    }
    return blocks;
  }

  void mine(int blocks) {
    chain.mine(blocks);
  }

  int height() {
    return chain.height();
  }

  /** The books of the chain. */
  public Supply supply() {
    return chain.supply();
  }

  /** An output that is not spent in a block. */
  public Optional<TxOutput> unspent(OutPoint outPoint) {
    return chain.unspent(outPoint);
  }

  boolean isMempoolEmpty() {
    return chain.mempool().isEmpty();
  }

  /** A wallet that hears of blocks from now on. */
  SeedWallet wallet(Bytes seed) {
    SeedWallet wallet = new SeedWallet(Network.REGTEST, seed);
    source().start(chain.height(), wallet);
    return wallet;
  }

  /**
   * A view of the chain for one node or wallet. It tells of blocks only: with a mempool, every node
   * would be woken by every transaction of all the others.
   */
  ChainSource source() {
    return new BlocksOnly(chain.source());
  }

  private record BlocksOnly(ChainSource source) implements ChainSource {
    @Override
    public void start(int fromHeight, ChainListener listener) {
      source.start(fromHeight, new BlockListener(listener));
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
    public CompletableFuture<PublishResult> publish(List<Transaction> packageOfTransactions) {
      return source.publish(packageOfTransactions);
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

  private record BlockListener(ChainListener listener) implements ChainListener {
    @Override
    public void blockConnected(ChainBlock block) {
      listener.blockConnected(block);
    }

    @Override
    public void blockDisconnected(int height, BlockHash hash) {
      listener.blockDisconnected(height, hash);
    }

    @Override
    public void available(boolean up, String why) {
      listener.available(up, why);
    }
  }
}
