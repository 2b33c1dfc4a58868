package org.boltj.wallet.regtest;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.boltj.base.Bytes;
import org.boltj.base.Network;
import org.boltj.base.OutPoint;
import org.boltj.base.Satoshi;
import org.boltj.base.ShortChannelId;
import org.boltj.base.TxId;
import org.boltj.port.ChainBlock;
import org.boltj.port.ChainSource;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxOutput;
import org.boltj.wallet.funds.SeedWallet;
import org.jspecify.annotations.Nullable;

/**
 * A regtest chain with its mempool. It refuses what Bitcoin Core refuses: bad scripts, early CSV
 * and CLTV, double spends, dust, low fees. Nothing happens but by calls, so equal calls give equal
 * chains.
 *
 * <p>All methods may be called from any thread. Observers are told after the call's change is made
 * and outside of its lock, so they may call back.
 */
public final class RegtestChain {
  /** Fits every block: what stands around the transactions, and the coinbase. */
  private static final long RESERVED_WEIGHT = 4000;

  private final Object lock = new Object();
  private final Notices notices = new Notices();
  private final ChainState chain = new ChainState();
  private final Mempool mempool = new Mempool();
  private final RelayPolicy policy;
  private final Acceptance acceptance;
  private final Faucet faucet;
  private final Miner miner;
  private long branch;

  /** A chain of the first block alone, with Bitcoin Core's policy, in virtual time. */
  public RegtestChain() {
    this(RelayPolicy.DEFAULT, null);
  }

  /**
   * A chain of the first block alone.
   *
   * @param clock gives blocks their times; without it they come ten minutes apart
   */
  public RegtestChain(RelayPolicy policy, @Nullable InstantSource clock) {
    this.policy = policy;
    this.miner = new Miner(chain, clock);
    this.acceptance = new Acceptance(chain, mempool, policy);
    this.faucet = new Faucet(chain, mempool);
  }

  /** A chain at height 110, so that ten coins of 50 bitcoin are ready for {@link #fund}. */
  public static RegtestChain withMatureCoins() {
    RegtestChain chain = new RegtestChain();
    chain.mine(110);
    return chain;
  }

  // --- blocks ---

  public int height() {
    return locked(chain::height);
  }

  public Block tip() {
    return locked(chain::tip);
  }

  /** The block at a height from 0 up to the tip's. */
  public Block block(int height) {
    return locked(() -> chain.block(height));
  }

  /** Mines that many blocks with what the mempool holds. */
  public List<Block> mine(int count) {
    return mine(count, Faucet.SCRIPT, tx -> true);
  }

  /** The same; subsidy and fees go to the script, spendable 100 blocks later. */
  public List<Block> mineTo(Bytes scriptPubKey, int count) {
    return mine(count, scriptPubKey, tx -> true);
  }

  /** Mines blocks that ignore the mempool. */
  public List<Block> mineEmpty(int count) {
    return mine(count, Faucet.SCRIPT, tx -> false);
  }

  /** Mines blocks with those transactions of the mempool that are wanted and whose parents are. */
  public List<Block> mine(int count, Bytes scriptPubKey, Predicate<Transaction> wanted) {
    List<Block> mined = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      synchronized (lock) {
        long room = policy.maxBlockWeight() - RESERVED_WEIGHT;
        mined.add(connect(BlockTemplate.select(mempool, room, wanted), scriptPubKey));
      }
      notices.deliver();
    }
    return mined;
  }

  /**
   * Mines one block with exactly these transactions, relayed or not: only the rules of consensus
   * count, as for a miner who works with an attacker.
   *
   * @return the first fault, and then no block, or empty
   */
  public Optional<Refusal> mineExactly(List<Transaction> transactions) {
    Optional<Refusal> refusal;
    synchronized (lock) {
      refusal = BlockRules.check(transactions, chain);
      if (refusal.isEmpty()) {
        connect(transactions, Faucet.SCRIPT);
      }
    }
    notices.deliver();
    return refusal;
  }

  /**
   * Takes back the newest blocks. Their transactions return to the mempool as far as they are still
   * valid; what is mined next makes another branch.
   *
   * @return the blocks, the former tip first
   */
  public List<Block> disconnect(int count) {
    List<Block> gone = new ArrayList<>();
    synchronized (lock) {
      if (count > chain.height()) {
        throw new IllegalArgumentException(
            "cannot take back " + count + " of " + chain.height() + " blocks");
      }
      List<Transaction> returning = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        Block block = chain.disconnect();
        gone.add(block);
        returning.addAll(0, block.transactions().subList(1, block.transactions().size()));
        notices.enqueue(observer -> observer.blockDisconnected(block));
      }
      branch++;
      mempool.entries().forEach(entry -> returning.add(entry.tx()));
      mempool.clear();
      returning.forEach(acceptance::readmit);
    }
    notices.deliver();
    return gone;
  }

  /** A reorganization: takes back {@code depth} blocks and mines {@code newBlocks} instead. */
  public List<Block> reorg(int depth, int newBlocks) {
    disconnect(depth);
    return mine(newBlocks);
  }

  private Block connect(List<Transaction> transactions, Bytes scriptPubKey) {
    Block block = miner.mine(transactions, scriptPubKey, branch);
    chain.connect(block);
    for (Transaction tx : transactions) {
      mempool.remove(tx.txid());
      mempool.withDescendants(mempool.conflicts(tx)).forEach(mempool::remove);
    }
    notices.enqueue(observer -> observer.blockConnected(block));
    return block;
  }

  // --- what a node needs ---

  /** A new view of this chain for one node. */
  public ChainSource source() {
    return new RegtestSource(this);
  }

  /** A new wallet that follows this chain from its first block, and unconfirmed payments too. */
  public SeedWallet wallet(Bytes seed) {
    SeedWallet wallet = new SeedWallet(Network.REGTEST, seed);
    source().start(0, wallet);
    return wallet;
  }

  /** The block as nodes get it; made once, however many nodes there are. */
  ChainBlock chainBlock(int height) {
    return locked(() -> chain.chainBlock(height));
  }

  /** Whether the block is part of the best chain. */
  boolean isBest(ChainBlock block) {
    return locked(() -> chain.isBest(block));
  }

  /** The block on top of this one; empty at the tip, and for a block that is not in the chain. */
  Optional<ChainBlock> after(ChainBlock block) {
    return locked(
        () ->
            chain.isBest(block) && block.height() < chain.height()
                ? Optional.of(chain.chainBlock(block.height() + 1))
                : Optional.empty());
  }

  // --- transactions ---

  /** Hands a transaction to the mempool. */
  public SubmitResult submit(Transaction tx) {
    SubmitResult result;
    synchronized (lock) {
      result = acceptance.submit(tx);
      seenIfAccepted(result, tx);
    }
    notices.deliver();
    return result;
  }

  /**
   * Hands over parents with, last, the one child that pays for them: a parent that pays too little
   * alone is let in when both together pay enough.
   *
   * @return a result for each, in the same order
   */
  public List<SubmitResult> submitPackage(List<Transaction> transactions) {
    List<SubmitResult> results;
    synchronized (lock) {
      results = acceptance.submitPackage(transactions);
      for (int i = 0; i < results.size(); i++) {
        seenIfAccepted(results.get(i), transactions.get(i));
      }
    }
    notices.deliver();
    return results;
  }

  private void seenIfAccepted(SubmitResult result, Transaction tx) {
    if (result instanceof SubmitResult.Accepted) {
      notices.enqueue(observer -> observer.transactionSeen(tx));
    }
  }

  /** Forgets an unconfirmed transaction and what depends on it, as a full mempool would. */
  public void evict(TxId txid) {
    synchronized (lock) {
      mempool.withDescendants(List.of(txid)).forEach(mempool::remove);
    }
  }

  /** Sets the feerate below which the mempool refuses as if it were full; 0 lifts it. */
  public void mempoolMinimum(long satPerKvB) {
    synchronized (lock) {
      acceptance.mempoolMinimum(satPerKvB);
    }
  }

  /**
   * Pays to a script from the miners' coins: the transaction is in the mempool on return.
   *
   * @return the new output
   * @throws IllegalStateException when fewer than 101 blocks were mined or the coins are used up
   */
  public OutPoint fund(Bytes scriptPubKey, Satoshi amount) {
    return fund(List.of(new TxOutput(amount, scriptPubKey))).outPoint(0);
  }

  /** Pays to many scripts in one transaction, in their order. */
  public Transaction fund(List<TxOutput> outputs) {
    Transaction tx;
    SubmitResult result;
    synchronized (lock) {
      tx = faucet.pay(outputs);
      result = acceptance.submit(tx);
      seenIfAccepted(result, tx);
    }
    notices.deliver();
    if (result instanceof SubmitResult.Refused refused) {
      throw new IllegalStateException("cannot fund: " + refused.refusal());
    }
    return tx;
  }

  // --- look-ups ---

  /** The unconfirmed transactions, parents before children. */
  public List<Transaction> mempool() {
    return locked(() -> mempool.entries().stream().map(Mempool.Entry::tx).toList());
  }

  /** A transaction of a block or of the mempool. */
  public Optional<Transaction> transaction(TxId txid) {
    return locked(() -> Optional.ofNullable(find(txid)));
  }

  /** Number of blocks that bury a transaction, its own included; 0 when it is in none. */
  public int confirmations(TxId txid) {
    return locked(
        () -> {
          ChainState.Position position = chain.position(txid);
          return position == null ? 0 : chain.height() - position.height() + 1;
        });
  }

  /** The transaction, confirmed or not, that spends an output. */
  public Optional<Transaction> spender(OutPoint outPoint) {
    return locked(
        () -> {
          TxId confirmed = chain.spender(outPoint);
          TxId spender = confirmed != null ? confirmed : mempool.spender(outPoint);
          return spender == null
              ? Optional.<Transaction>empty()
              : Optional.ofNullable(find(spender));
        });
  }

  /** An output that no block has spent. */
  public Optional<TxOutput> unspent(OutPoint outPoint) {
    return locked(() -> Optional.ofNullable(chain.coin(outPoint)).map(Coin::output));
  }

  /** Where an output of a confirmed transaction is. */
  public Optional<ShortChannelId> shortChannelId(OutPoint outPoint) {
    return locked(
        () ->
            Optional.ofNullable(chain.position(outPoint.txid()))
                .map(at -> ShortChannelId.of(at.height(), at.txIndex(), (int) outPoint.index())));
  }

  /** The output at that place; it may be spent. */
  public Optional<OutPoint> outPoint(ShortChannelId scid) {
    return locked(
        () -> {
          if (scid.blockHeight() > chain.height()) {
            return Optional.<OutPoint>empty();
          }
          List<Transaction> txs = chain.block(scid.blockHeight()).transactions();
          return Optional.of(scid)
              .filter(at -> at.txIndex() < txs.size())
              .filter(at -> at.outputIndex() < txs.get(at.txIndex()).outputs().size())
              .map(at -> txs.get(at.txIndex()).outPoint(at.outputIndex()));
        });
  }

  /** Sum of the confirmed unspent outputs with that script. */
  public Satoshi balance(Bytes scriptPubKey) {
    return locked(
        () ->
            Satoshi.of(
                chain.coinsOf(scriptPubKey).stream()
                    .map(chain::coin)
                    .mapToLong(coin -> coin == null ? 0 : coin.sat())
                    .sum()));
  }

  /** The books: what was mined is what is unspent. */
  public Supply supply() {
    return locked(chain::supply);
  }

  private @Nullable Transaction find(TxId txid) {
    Mempool.Entry entry = mempool.entry(txid);
    return entry != null ? entry.tx() : chain.transaction(txid);
  }

  private <T> T locked(Supplier<T> reading) {
    synchronized (lock) {
      return reading.get();
    }
  }

  // --- observers ---

  /** Tells the observer of everything from now on. */
  public void observe(ChainObserver observer) {
    notices.add(observer);
  }

  public void stopObserving(ChainObserver observer) {
    notices.remove(observer);
  }
}
