package org.boltj.store;

import java.util.List;

/** Changes that are written together. */
public record StoreBatch(List<Change> changes) {
  public StoreBatch {
    changes = List.copyOf(changes);
  }

  public boolean isEmpty() {
    return changes.isEmpty();
  }
}
