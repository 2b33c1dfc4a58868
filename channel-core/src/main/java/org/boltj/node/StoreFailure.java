package org.boltj.node;

import org.boltj.store.StoreException;

/** The store failed in the midst of a round: the node must stop. */
final class StoreFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StoreFailure(StoreException cause) {
    super(cause.getMessage(), cause);
  }
}
