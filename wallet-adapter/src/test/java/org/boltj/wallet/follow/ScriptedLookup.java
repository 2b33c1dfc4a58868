package org.boltj.wallet.follow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.boltj.base.BlockHash;
import org.boltj.base.Bytes;
import org.boltj.base.Network;
import org.boltj.base.TxId;
import org.boltj.codec.WireWriter;
import org.boltj.crypto.Hash;
import org.boltj.port.ChainBlock;
import org.boltj.tx.Transaction;

/** A chain of empty blocks that fails, or becomes another, at the question that a test names. */
final class ScriptedLookup implements BlockLookup {
  private List<ChainBlock> blocks = new ArrayList<>();
  private final Map<BlockHash, ChainBlock> all = new LinkedHashMap<>();
  final Map<TxId, Transaction> mempool = new LinkedHashMap<>();
  int questions;

  /** The question at which the chain cannot be asked. */
  int failsAt = -1;

  /** The question before which the chain changes, and how. */
  int changesAt = -1;

  Runnable change = () -> {};

  ScriptedLookup(int height) {
    ChainBlock genesis =
        new ChainBlock(
            0, Network.REGTEST.chainHash(), new BlockHash(Bytes.zeros(32)), 0, List.of());
    blocks.add(genesis);
    all.put(genesis.hash(), genesis);
    grow(height, 0);
  }

  /** Adds blocks of a branch. */
  void grow(int count, int branch) {
    for (int i = 0; i < count; i++) {
      ChainBlock tip = blocks.get(blocks.size() - 1);
      int height = tip.height() + 1;
      BlockHash hash =
          new BlockHash(
              Hash.sha256(
                  new WireWriter().u32(height).u32(branch).bytes(tip.hash().value()).toBytes()));
      ChainBlock block = new ChainBlock(height, hash, tip.hash(), height, List.of());
      blocks.add(block);
      all.put(hash, block);
    }
  }

  /** Takes blocks back and puts others in their place. */
  void reorganize(int depth, int count, int branch) {
    blocks = new ArrayList<>(blocks.subList(0, blocks.size() - depth));
    grow(count, branch);
  }

  List<ChainBlock> blocks() {
    return List.copyOf(blocks);
  }

  private void asked() throws ChainUnavailableException {
    questions++;
    if (questions == changesAt) {
      change.run();
    }
    if (questions == failsAt) {
      throw new ChainUnavailableException("away", null);
    }
  }

  @Override
  public int height() throws ChainUnavailableException {
    asked();
    return blocks.size() - 1;
  }

  @Override
  public BlockHash best() throws ChainUnavailableException {
    asked();
    return blocks.get(blocks.size() - 1).hash();
  }

  @Override
  public Optional<BlockHash> hash(int height) throws ChainUnavailableException {
    asked();
    return height < blocks.size() ? Optional.of(blocks.get(height).hash()) : Optional.empty();
  }

  @Override
  public List<BlockHash> hashes(int from, int to) throws ChainUnavailableException {
    asked();
    if (to >= blocks.size()) {
      throw new ChainUnavailableException("shorter than " + to, null);
    }
    return blocks.subList(from, to + 1).stream().map(ChainBlock::hash).toList();
  }

  @Override
  public ChainBlock block(int height, BlockHash hash) throws ChainUnavailableException {
    asked();
    return all.get(hash);
  }

  @Override
  public List<TxId> mempool() throws ChainUnavailableException {
    asked();
    return List.copyOf(mempool.keySet());
  }

  @Override
  public Optional<Transaction> unconfirmed(TxId txid) throws ChainUnavailableException {
    asked();
    return Optional.ofNullable(mempool.get(txid));
  }
}
