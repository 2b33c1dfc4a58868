package org.boltj.sim.fault;

import java.util.ArrayList;
import java.util.List;
import org.boltj.store.ForwardingStore;
import org.boltj.store.MemoryStore;
import org.boltj.store.StoreBatch;
import org.boltj.store.StoreException;

/** The disk of a node: what it holds outlives the process. Writes fail as the injector says. */
final class TrialStore extends ForwardingStore {
  private final TrialNode node;
  private final Injector injector;

  /** All batches, where a copy of an earlier state will be wanted. */
  private final List<StoreBatch> journal = new ArrayList<>();

  private final boolean keepsJournal;

  TrialStore(TrialNode node, Injector injector, boolean keepsJournal) {
    super(new Disk());
    this.node = node;
    this.injector = injector;
    this.keepsJournal = keepsJournal;
  }

  /** How many batches there are: names a state to go back to. */
  int mark() {
    return journal.size();
  }

  /** The disk as it was at that mark. */
  MemoryStore copy(int mark) {
    MemoryStore copy = new MemoryStore();
    journal.subList(0, mark).forEach(copy::write);
    return copy;
  }

  @Override
  public void write(StoreBatch batch) throws StoreException {
    switch (injector.atWrite(node)) {
      case WELL -> land(batch);
      case DIES_BEFORE -> throw new Crash();
      case DIES_AFTER -> {
        land(batch);
        throw new Crash();
      }
      case FAILS -> throw new StoreException("the disk is broken");
      case FAILS_LANDED -> {
        land(batch);
        throw new StoreException("the disk lies");
      }
    }
  }

  private void land(StoreBatch batch) throws StoreException {
    super.write(batch);
    if (keepsJournal) {
      journal.add(batch);
    }
    injector.witness().stored(node, batch);
  }
}
