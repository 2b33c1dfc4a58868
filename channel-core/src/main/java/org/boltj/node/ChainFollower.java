package org.boltj.node;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.IntConsumer;
import org.boltj.base.BlockHash;
import org.boltj.base.Bytes;
import org.boltj.base.OutPoint;
import org.boltj.base.TxId;
import org.boltj.channel.ChannelEvent;
import org.boltj.channel.PersistentState;
import org.boltj.onchain.OnChain;
import org.boltj.port.ChainBlock;
import org.boltj.port.ChainListener;
import org.boltj.port.ConfirmedTransaction;
import org.boltj.store.ChainTrail;
import org.boltj.store.Change;
import org.boltj.store.StoreException;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxInput;
import org.boltj.updates.RevokedHtlc;

/**
 * Follows the chain: tells channels what happens to the outputs that they watch, block by block,
 * and remembers how far the node has come.
 */
final class ChainFollower implements ChainListener {
  private final Env env;
  private final Channels channels;
  private final IntConsumer afterBlock;
  private final Map<OutPoint, Set<ChannelSlot>> watched = new HashMap<>();
  private final Map<TxId, Set<ChannelSlot>> fundings = new HashMap<>();

  /** What funding transactions spend, by whose channel. */
  private final Map<OutPoint, Set<ChannelSlot>> fundingInputs = new HashMap<>();

  private ChainTrail trail = ChainTrail.EMPTY;

  /** The height up to which blocks come a second time after a start. */
  private int replayedUpTo = -1;

  ChainFollower(Env env, Channels channels, IntConsumer afterBlock) {
    this.env = env;
    this.channels = channels;
    this.afterBlock = afterBlock;
  }

  /**
   * Goes on where the node stopped, or further back; a new node begins at the tip.
   *
   * @param scanFrom all blocks from that height on are looked at (again)
   */
  void restore(ChainTrail stored, OptionalInt scanFrom) {
    int tip = stored.height() < 0 ? env.ports.chain().tipHeight() : stored.height();
    boolean goesBack = scanFrom.isPresent() && scanFrom.getAsInt() <= tip;
    trail = goesBack ? new ChainTrail(scanFrom.getAsInt() - 1, List.of()) : stored;
    if (goesBack) {
      env.change(new Change.PutChainTrail(trail));
    }
    if (trail.height() < 0) {
      trail = new ChainTrail(env.ports.chain().tipHeight(), List.of());
      env.change(new Change.PutChainTrail(trail));
    }
    env.setBlockHeight(trail.height());
    replayedUpTo = trail.height();
  }

  /** Begins to receive blocks. */
  void start() {
    // Blocks that are remembered come again, so that a reorganization meanwhile is seen.
    env.ports.chain().start(Math.max(trail.firstHeight() - 1, 0), this);
  }

  void watch(ChannelSlot slot, OutPoint output, Bytes scriptPubKey) {
    watched.computeIfAbsent(output, o -> new LinkedHashSet<>()).add(slot);
    if (isFunding(slot, output)) {
      fundings.computeIfAbsent(output.txid(), t -> new LinkedHashSet<>()).add(slot);
      slot.persistent()
          .flatMap(PersistentState::fundingTransaction)
          .ifPresent(funding -> watchInputs(slot, funding));
    }
    env.outbox.output(() -> env.ports.chain().watch(output, scriptPubKey));
  }

  /** Who spends these otherwise takes the channel away. */
  private void watchInputs(ChannelSlot slot, Transaction funding) {
    for (TxInput input : funding.inputs()) {
      if (fundingInputs.computeIfAbsent(input.outPoint(), o -> new LinkedHashSet<>()).add(slot)) {
        // Its script is not known; a source that filters by script alone will not tell.
        env.outbox.output(() -> env.ports.chain().watch(input.outPoint(), Bytes.EMPTY));
      }
    }
  }

  private static boolean isFunding(ChannelSlot slot, OutPoint output) {
    Optional<PersistentState> state = slot.persistent();
    return state.isPresent() && state.get().params().funding().equals(output);
  }

  void forget(ChannelSlot slot) {
    watched.values().forEach(slots -> slots.remove(slot));
    watched.values().removeIf(Set::isEmpty);
    fundings.values().forEach(slots -> slots.remove(slot));
    fundings.values().removeIf(Set::isEmpty);
    fundingInputs.values().forEach(slots -> slots.remove(slot));
    fundingInputs.values().removeIf(Set::isEmpty);
  }

  // ---- calls of the chain source, on any thread ----

  @Override
  public void blockConnected(ChainBlock block) {
    env.inbox.add(() -> connected(block));
  }

  @Override
  public void blockDisconnected(int height, BlockHash hash) {
    env.inbox.add(() -> disconnected(height));
  }

  @Override
  public void transactionSeen(Transaction transaction) {
    env.inbox.add(() -> seen(transaction));
  }

  @Override
  public void available(boolean up, String why) {
    env.inbox.add(() -> env.publish(new NodeEvent.ChainAvailable(up, why)));
  }

  // ---- the loop ----

  private void connected(ChainBlock block) {
    if (block.height() <= replayedUpTo) {
      Optional<BlockHash> known = trail.hashAt(block.height());
      if (known.isPresent() && known.get().equals(block.hash())) {
        return;
      }
      // The chain was reorganized while the node was stopped.
      if (known.isPresent()) {
        disconnectDownTo(block.height());
      }
      replayedUpTo = -1;
    }
    env.setBlockHeight(block.height());
    for (ConfirmedTransaction confirmed : block.transactions()) {
      confirmed(confirmed, block.height());
    }
    for (ChannelSlot slot : channels.table().all()) {
      channels.step(slot, new ChannelEvent.NewBlock(block.height()));
    }
    trail = trail.connect(block.height(), block.hash());
    env.change(new Change.PutChainTrail(trail));
    env.publish(new NodeEvent.BlockProcessed(block.height()));
    afterBlock.accept(block.height());
  }

  private void seen(Transaction transaction) {
    if (!fundings.isEmpty()) {
      fundings
          .getOrDefault(transaction.txid(), Set.of())
          .forEach(slot -> watchInputs(slot, transaction));
    }
    spends(transaction, OptionalInt.empty());
  }

  private void confirmed(ConfirmedTransaction confirmed, int height) {
    Transaction transaction = confirmed.transaction();
    if (!fundings.isEmpty()) {
      for (ChannelSlot slot : List.copyOf(fundings.getOrDefault(transaction.txid(), Set.of()))) {
        channels.step(
            slot, new ChannelEvent.FundingConfirmed(transaction, height, confirmed.txIndex()));
        watchInputs(slot, transaction);
      }
    }
    if (!fundingInputs.isEmpty()) {
      doubleSpends(transaction, height);
    }
    spends(transaction, OptionalInt.of(height));
  }

  private void doubleSpends(Transaction transaction, int height) {
    Set<ChannelSlot> robbed = new LinkedHashSet<>();
    for (TxInput input : transaction.inputs()) {
      robbed.addAll(fundingInputs.getOrDefault(input.outPoint(), Set.of()));
    }
    for (ChannelSlot slot : robbed) {
      boolean isFunding =
          slot.persistent().isEmpty()
              || slot.persistent().get().params().funding().txid().equals(transaction.txid());
      if (!isFunding) {
        channels.step(slot, new ChannelEvent.FundingDoubleSpent(transaction, height));
      }
    }
  }

  private void spends(Transaction transaction, OptionalInt height) {
    if (watched.isEmpty()) {
      return;
    }
    Set<ChannelSlot> told = new LinkedHashSet<>();
    for (TxInput input : transaction.inputs()) {
      for (ChannelSlot slot : List.copyOf(watched.getOrDefault(input.outPoint(), Set.of()))) {
        if (told.add(slot)) {
          channels.step(
              slot,
              isFunding(slot, input.outPoint())
                  ? new ChannelEvent.FundingSpent(transaction, height, revoked(slot, transaction))
                  : new ChannelEvent.OutputSpent(transaction, height));
        }
      }
    }
  }

  /** What is kept of a revoked commitment; read only now that it is needed. */
  private List<RevokedHtlc> revoked(ChannelSlot slot, Transaction transaction) {
    OptionalLong number =
        slot.persistent().isEmpty()
            ? OptionalLong.empty()
            : OnChain.revokedCommitment(slot.persistent().get().commitments(), transaction);
    if (number.isEmpty()) {
      return List.of();
    }
    List<RevokedHtlc> found = new ArrayList<>(env.outbox.revokedHtlcs(slot.id()));
    try {
      found.addAll(env.ports.store().revokedHtlcs(slot.id(), number.getAsLong()));
    } catch (StoreException e) {
      throw new StoreFailure(e);
    }
    return found;
  }

  private void disconnected(int height) {
    if (height > trail.height()) {
      return;
    }
    disconnectDownTo(height);
    replayedUpTo = Math.min(replayedUpTo, height - 1);
  }

  /** That height and all above are gone. */
  private void disconnectDownTo(int height) {
    while (trail.height() >= height && !trail.isEmpty()) {
      int gone = trail.height();
      trail = trail.disconnect();
      env.setBlockHeight(gone - 1);
      for (ChannelSlot slot : channels.table().all()) {
        channels.step(slot, new ChannelEvent.BlockDisconnected(gone));
      }
    }
    env.change(new Change.PutChainTrail(trail));
  }
}
