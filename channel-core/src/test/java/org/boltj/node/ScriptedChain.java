package org.boltj.node;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.boltj.base.BlockHash;
import org.boltj.base.Bytes;
import org.boltj.base.OutPoint;
import org.boltj.base.Satoshi;
import org.boltj.base.ShortChannelId;
import org.boltj.base.TxId;
import org.boltj.codec.WireWriter;
import org.boltj.crypto.Hash;
import org.boltj.port.ChainBlock;
import org.boltj.port.ChainListener;
import org.boltj.port.ChainSource;
import org.boltj.port.ConfirmedTransaction;
import org.boltj.port.PublishResult;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxInput;
import org.boltj.tx.TxOutput;

/** A chain that believes everything: what is published is in the next block, unless it is spent. */
final class ScriptedChain {
  static final int START_HEIGHT = 100;

  private final List<ChainBlock> blocks = new ArrayList<>();
  private final Map<TxId, Transaction> mempool = new LinkedHashMap<>();
  private final Map<OutPoint, TxId> spent = new LinkedHashMap<>();
  private final List<Source> sources = new ArrayList<>();
  private int forks;
  private List<ChainBlock> late;
  private Predicate<Transaction> refused = transaction -> false;

  ScriptedChain() {
    while (blocks.size() <= START_HEIGHT) {
      append(List.of());
    }
  }

  synchronized int height() {
    return blocks.size() - 1;
  }

  synchronized List<Transaction> mempool() {
    return List.copyOf(mempool.values());
  }

  /** All transactions that are in a block. */
  synchronized List<Transaction> confirmed() {
    return blocks.stream()
        .flatMap(block -> block.transactions().stream())
        .map(ConfirmedTransaction::transaction)
        .toList();
  }

  private ChainBlock append(List<ConfirmedTransaction> transactions) {
    int height = blocks.size();
    BlockHash previous =
        height == 0 ? new BlockHash(Bytes.zeros(32)) : blocks.get(height - 1).hash();
    Bytes content = new WireWriter().u32(height).u32(forks).bytes(previous.value()).toBytes();
    ChainBlock block =
        new ChainBlock(
            height, new BlockHash(Hash.sha256(content)), previous, height * 600L, transactions);
    blocks.add(block);
    return block;
  }

  synchronized void mine(int count) {
    for (int i = 0; i < count; i++) {
      List<ConfirmedTransaction> confirmed = new ArrayList<>();
      for (Transaction transaction : mempool.values()) {
        confirmed.add(new ConfirmedTransaction(transaction, confirmed.size() + 1));
      }
      mempool.clear();
      ChainBlock block = append(confirmed);
      if (late == null) {
        List.copyOf(sources).forEach(source -> source.connected(block));
      } else {
        late.add(block);
      }
    }
  }

  /** From now on blocks are there, but nobody is told of them until {@link #release}. */
  synchronized void hold() {
    late = new ArrayList<>();
  }

  synchronized void release() {
    for (ChainBlock block : late) {
      List.copyOf(sources).forEach(source -> source.connected(block));
    }
    late = null;
  }

  /** Takes blocks away; their transactions are in the mempool again. */
  synchronized void reorganize(int depth) {
    forks++;
    for (int i = 0; i < depth; i++) {
      ChainBlock gone = blocks.remove(blocks.size() - 1);
      gone.transactions().forEach(t -> mempool.put(t.transaction().txid(), t.transaction()));
      List.copyOf(sources).forEach(source -> source.disconnected(gone));
    }
  }

  /** The next block holds another transaction that spends the same. */
  synchronized void doubleSpend(Transaction unconfirmed) {
    Transaction other =
        new Transaction(
            2,
            unconfirmed.inputs(),
            List.of(new TxOutput(Satoshi.of(1_000), Bytes.fromHex("0014" + "77".repeat(20)))),
            0);
    mempool.remove(unconfirmed.txid());
    mempool.put(other.txid(), other);
  }

  /** From now on such transactions are refused, as by a full mempool. */
  synchronized void refuse(Predicate<Transaction> which) {
    refused = which;
  }

  private synchronized PublishResult publish(Transaction transaction) {
    if (refused.test(transaction)) {
      return new PublishResult.Rejected("mempool min fee not met");
    }
    for (TxInput input : transaction.inputs()) {
      TxId spender = spent.get(input.outPoint());
      if (spender != null && !spender.equals(transaction.txid())) {
        return new PublishResult.Rejected("missing or spent: " + input.outPoint());
      }
      if (spender != null) {
        return new PublishResult.AlreadyKnown();
      }
    }
    transaction.inputs().forEach(input -> spent.put(input.outPoint(), transaction.txid()));
    mempool.put(transaction.txid(), transaction);
    return new PublishResult.Accepted();
  }

  ChainSource source() {
    return new Source();
  }

  private final class Source implements ChainSource {
    private ChainListener listener;

    @Override
    public void start(int fromHeight, ChainListener heard) {
      synchronized (ScriptedChain.this) {
        listener = heard;
        sources.add(this);
        blocks.stream().filter(b -> b.height() > fromHeight).forEach(heard::blockConnected);
      }
    }

    void connected(ChainBlock block) {
      listener.blockConnected(block);
    }

    void disconnected(ChainBlock block) {
      listener.blockDisconnected(block.height(), block.hash());
    }

    @Override
    public int tipHeight() {
      return height();
    }

    @Override
    public void watch(OutPoint output, Bytes scriptPubKey) {}

    @Override
    public CompletableFuture<PublishResult> publish(List<Transaction> transactions) {
      PublishResult result = new PublishResult.Accepted();
      for (Transaction transaction : transactions) {
        result = ScriptedChain.this.publish(transaction);
      }
      return CompletableFuture.completedFuture(result);
    }

    @Override
    public CompletableFuture<Optional<TxOutput>> fundingOutput(ShortChannelId id) {
      Optional<TxOutput> output =
          id.blockHeight() > height()
              ? Optional.empty()
              : blocks.get(id.blockHeight()).transactions().stream()
                  .filter(t -> t.txIndex() == id.txIndex())
                  .map(ConfirmedTransaction::transaction)
                  .filter(t -> t.outputs().size() > id.outputIndex())
                  .filter(t -> !spent.containsKey(t.outPoint(id.outputIndex())))
                  .map(t -> t.outputs().get(id.outputIndex()))
                  .findFirst();
      return CompletableFuture.completedFuture(output);
    }

    @Override
    public void close() {
      synchronized (ScriptedChain.this) {
        sources.remove(this);
      }
    }
  }
}
