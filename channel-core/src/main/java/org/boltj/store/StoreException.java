package org.boltj.store;

import org.jspecify.annotations.Nullable;

/** The store cannot be read or written; the message says what an operator can do. */
public final class StoreException extends Exception {
  private static final long serialVersionUID = 1L;

  public StoreException(String message) {
    super(message);
  }

  public StoreException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
