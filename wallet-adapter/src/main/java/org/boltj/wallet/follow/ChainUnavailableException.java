package org.boltj.wallet.follow;

import org.jspecify.annotations.Nullable;

/** The chain cannot be asked now; the message says what an operator can do. */
public class ChainUnavailableException extends Exception {
  private static final long serialVersionUID = 1L;

  public ChainUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
