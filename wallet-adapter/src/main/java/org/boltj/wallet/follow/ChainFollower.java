package org.boltj.wallet.follow;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;
import org.boltj.base.BlockHash;
import org.boltj.base.Network;
import org.boltj.base.TxId;
import org.boltj.port.ChainBlock;
import org.boltj.port.ChainListener;

/**
 * Brings a listener from the blocks it knows to those that a chain has, by comparing hashes. Each
 * {@link #poll} may fail anywhere: the next one goes on from what was delivered, so nothing is
 * lost. For one thread.
 */
final class ChainFollower {
  /** How many delivered blocks can be taken back. */
  private static final int MEMORY = 2016;

  /** How far below its start a listener is told of reorganizations, in blocks. */
  private static final int REORG_DEPTH = 100;

  /** A mempool beyond this size is not looked at: the blocks tell the same later. */
  private static final int MAX_MEMPOOL = 5000;

  /** What the listener knows of a block. */
  private record Known(int height, BlockHash hash) {}

  private final BlockLookup chain;
  private final Network network;
  private final ChainListener listener;
  private final Deque<Known> delivered = new ArrayDeque<>();
  private final Set<TxId> seen = new HashSet<>();
  private final IntConsumer tipHeight;
  private int fromHeight;

  /** Of the best block known, be it delivered or not: who is behind must see that he is. */
  private int bestHeight;

  /**
   * @param fromHeight what the listener has processed; negative for "the tip, whatever it is"
   * @param tipHeight is told of the best height that is known, before the listener hears of a block
   */
  ChainFollower(
      BlockLookup chain,
      Network network,
      int fromHeight,
      ChainListener listener,
      IntConsumer tipHeight) {
    this.chain = chain;
    this.network = network;
    this.fromHeight = fromHeight;
    this.listener = listener;
    this.tipHeight = tipHeight;
  }

  /**
   * Delivers what there is and what the listener has room for.
   *
   * @return whether more is waiting
   */
  boolean poll() throws ChainUnavailableException {
    if (delivered.isEmpty()) {
      begin();
    }
    while (!delivered.getLast().hash().equals(chain.best())) {
      // A node that indexes its blocks anew is far behind for hours: that is no reorganization.
      best(requireHeight(delivered.getLast().height() - REORG_DEPTH));
      disconnectStale();
      if (!connectNext()) {
        return true;
      }
    }
    lookAtMempool();
    return false;
  }

  private void begin() throws ChainUnavailableException {
    checkNetwork();
    int tip = requireHeight(fromHeight);
    if (fromHeight < 0) {
      fromHeight = tip;
    }
    int first = Math.max(0, fromHeight - REORG_DEPTH);
    int height = first;
    for (BlockHash hash : chain.hashes(first, fromHeight)) {
      delivered.add(new Known(height++, hash));
    }
    best(tip);
  }

  private void best(int height) {
    bestHeight = height;
    tipHeight.accept(height);
  }

  private int requireHeight(int needed) throws ChainUnavailableException {
    int tip = chain.height();
    if (tip < needed) {
      throw new ChainUnavailableException(
          "the chain is at height " + tip + " and still has to reach " + needed, null);
    }
    return tip;
  }

  private void checkNetwork() throws ChainUnavailableException {
    Optional<BlockHash> genesis = chain.hash(0);
    if (!genesis.equals(Optional.of(network.chainHash()))) {
      throw new ChainUnavailableException(
          "the chain belongs to another network than "
              + network
              + ": its first block is "
              + genesis.map(BlockHash::toString).orElse("unknown")
              + "; check the address and, for Bitcoin Core, chain= in bitcoin.conf",
          null);
    }
  }

  private void disconnectStale() throws ChainUnavailableException {
    while (!isBest(delivered.getLast())) {
      Known stale = delivered.getLast();
      if (delivered.size() == 1) {
        startBelow(stale);
      } else {
        delivered.removeLast();
      }
      listener.blockDisconnected(stale.height(), stale.hash());
    }
  }

  private boolean isBest(Known block) throws ChainUnavailableException {
    return chain.hash(block.height()).equals(Optional.of(block.hash()));
  }

  /** All that is remembered is gone. What lies below cannot be compared: it is taken as it is. */
  private void startBelow(Known last) throws ChainUnavailableException {
    int below = last.height() - 1;
    Optional<BlockHash> base = chain.hash(below);
    if (base.isEmpty()) {
      throw new ChainUnavailableException("the chain has no block of height " + below, null);
    }
    delivered.clear();
    delivered.add(new Known(below, base.get()));
  }

  /**
   * Connects blocks until there is no next one, or it does not stand on what was delivered.
   *
   * @return false if the listener has no room for the next one
   */
  private boolean connectNext() throws ChainUnavailableException {
    while (true) {
      Known last = delivered.getLast();
      Optional<BlockHash> hash = chain.hash(last.height() + 1);
      if (hash.isEmpty()) {
        return true;
      }
      if (!listener.hasRoom()) {
        return false;
      }
      ChainBlock block = chain.block(last.height() + 1, hash.get());
      if (!block.previous().equals(last.hash())) {
        return true;
      }
      delivered.add(new Known(block.height(), block.hash()));
      if (delivered.size() > MEMORY) {
        delivered.removeFirst();
      }
      best(Math.max(bestHeight, block.height()));
      listener.blockConnected(block);
    }
  }

  private void lookAtMempool() throws ChainUnavailableException {
    List<TxId> txids = chain.mempool();
    if (txids.size() > MAX_MEMPOOL) {
      return;
    }
    seen.retainAll(new HashSet<>(txids));
    for (TxId txid : txids) {
      if (seen.add(txid)) {
        chain.unconfirmed(txid).ifPresent(listener::transactionSeen);
      }
    }
  }
}
