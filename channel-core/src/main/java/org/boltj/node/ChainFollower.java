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
import java.util.concurrent.atomic.AtomicInteger;
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
  /** How many blocks may wait to be worked on before a source should hold back. */
  private static final int ROOM = 16;

  private final Env env;
  private final Channels channels;
  private final BlockWatcher watcher;
  private final Map<OutPoint, Set<ChannelSlot>> watched = new HashMap<>();
  private final Map<TxId, Set<ChannelSlot>> fundings = new HashMap<>();

  /** What funding transactions spend, by whose channel. */
  private final Map<OutPoint, Set<ChannelSlot>> fundingInputs = new HashMap<>();

  /** Blocks that were given and are not yet worked on. */
  private final AtomicInteger waiting = new AtomicInteger();

  private ChainTrail trail = ChainTrail.EMPTY;

  ChainFollower(Env env, Channels channels, BlockWatcher watcher) {
    this.env = env;
    this.channels = channels;
    this.watcher = watcher;
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
    waiting.incrementAndGet();
    env.inbox.add(
        () -> {
          waiting.decrementAndGet();
          connected(block);
        });
  }

  @Override
  public boolean hasRoom() {
    return waiting.get() < ROOM;
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
    Optional<BlockHash> known = trail.hashAt(block.height());
    if (known.equals(Optional.of(block.hash()))) {
      // After a start the remembered blocks come again; a source may also repeat itself.
      return;
    }
    if (known.isPresent()) {
      // The chain was reorganized while the node was stopped.
      disconnectDownTo(block.height());
    }
    if (!trail.isEmpty() && !continues(block)) {
      // What stands in the missing blocks could concern us: after a start they come.
      env.publish(
          new NodeEvent.ChainAvailable(
              false,
              "the chain source gave block "
                  + block.height()
                  + " after "
                  + trail.height()
                  + " without what lies between; it is not processed, please restart the node"));
      return;
    }
    env.setBlockHeight(block.height());
    watcher.blockConnected(block);
    for (ConfirmedTransaction confirmed : block.transactions()) {
      confirmed(confirmed, block.height());
    }
    for (ChannelSlot slot : channels.table().all()) {
      channels.step(slot, new ChannelEvent.NewBlock(block.height()));
    }
    trail = trail.connect(block.height(), block.hash());
    env.change(new Change.PutChainTrail(trail));
    env.publish(new NodeEvent.BlockProcessed(block.height()));
    // Not before channels have told each other what they learnt from this block.
    env.later(() -> watcher.afterBlock(block.height()));
  }

  private void seen(Transaction transaction) {
    if (!fundings.isEmpty()) {
      fundings
          .getOrDefault(transaction.txid(), Set.of())
          .forEach(slot -> watchInputs(slot, transaction));
    }
    spends(transaction, OptionalInt.empty());
  }

  private boolean continues(ChainBlock block) {
    return block.height() == trail.height() + 1
        && trail.hashAt(trail.height()).equals(Optional.of(block.previous()));
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
    if (height <= trail.height()) {
      disconnectDownTo(height);
    }
  }

  /** That height and all above are gone, be they remembered or not. */
  private void disconnectDownTo(int height) {
    while (trail.height() >= height) {
      int gone = trail.height();
      trail = trail.isEmpty() ? new ChainTrail(gone - 1, List.of()) : trail.disconnect();
      env.setBlockHeight(gone - 1);
      watcher.blockDisconnected(gone);
      for (ChannelSlot slot : channels.table().all()) {
        channels.step(slot, new ChannelEvent.BlockDisconnected(gone));
      }
    }
    env.change(new Change.PutChainTrail(trail));
  }
}
