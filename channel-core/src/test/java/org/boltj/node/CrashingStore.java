package org.boltj.node;

import org.boltj.store.ForwardingStore;
import org.boltj.store.MemoryStore;
import org.boltj.store.StoreBatch;
import org.boltj.store.StoreException;

/**
 * A store at which the process dies: at a chosen write, just before or just after it is durable.
 */
final class CrashingStore extends ForwardingStore {
  private int writesLeft = Integer.MAX_VALUE;
  private boolean durable;
  private boolean crashed;

  CrashingStore() {
    super(new MemoryStore());
  }

  /** The process dies at the write after that many. */
  void crashAfter(int writes, boolean lastIsDurable) {
    writesLeft = writes;
    durable = lastIsDurable;
  }

  /** The machine is up again. */
  boolean revive() {
    writesLeft = Integer.MAX_VALUE;
    boolean wasCrashed = crashed;
    crashed = false;
    return wasCrashed;
  }

  @Override
  public void write(StoreBatch batch) throws StoreException {
    if (crashed) {
      throw new StoreException("dead");
    }
    if (writesLeft-- == 0) {
      crashed = true;
      if (durable) {
        super.write(batch);
      }
      throw new StoreException("crash");
    }
    super.write(batch);
  }
}
