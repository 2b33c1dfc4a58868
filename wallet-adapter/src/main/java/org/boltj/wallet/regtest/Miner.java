package org.boltj.wallet.regtest;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.boltj.base.Bytes;
import org.boltj.base.Satoshi;
import org.boltj.tx.Transaction;
import org.jspecify.annotations.Nullable;

/** Puts valid transactions into a block on the tip and finds its nonce. */
final class Miner {
  /** Blocks come ten minutes apart where no clock is given. */
  private static final long BLOCK_SECONDS = 600;

  private static final int VERSION = 0x20000000;

  private final ChainState chain;
  private final @Nullable InstantSource clock;

  Miner(ChainState chain, @Nullable InstantSource clock) {
    this.chain = chain;
    this.clock = clock;
  }

  /**
   * The next block, not yet connected.
   *
   * @param branch tells apart blocks that replace each other at one height
   */
  Block mine(List<Transaction> transactions, Bytes scriptPubKey, long branch) {
    int height = chain.height() + 1;
    Satoshi reward = Satoshi.of(Coinbase.subsidy(height) + fees(transactions));
    List<Transaction> all = new ArrayList<>();
    all.add(Coinbase.create(height, branch, scriptPubKey, reward, transactions));
    all.addAll(transactions);
    List<Bytes> txids = all.stream().map(tx -> tx.txid().value()).toList();
    BlockHeader header =
        new BlockHeader(
            VERSION,
            chain.tip().hash(),
            MerkleRoot.of(txids),
            nextTime(),
            BlockHeader.REGTEST_BITS,
            0);
    return Block.of(height, header.mined(), all);
  }

  private long fees(List<Transaction> transactions) {
    Mempool together = new Mempool();
    CoinView coins = chain.or(together.outputs(chain.height() + 1));
    long fees = 0;
    for (Transaction tx : transactions) {
      long fee = ConsensusRules.fee(tx, coins);
      together.add(Mempool.Entry.of(tx, fee));
      fees += fee;
    }
    return fees;
  }

  private long nextTime() {
    long wanted =
        clock == null
            ? chain.tip().header().timeSeconds() + BLOCK_SECONDS
            : clock.instant().getEpochSecond();
    return Math.max(wanted, chain.medianTimePast(chain.height()) + 1);
  }
}
