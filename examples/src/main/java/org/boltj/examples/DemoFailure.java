package org.boltj.examples;

import org.jspecify.annotations.Nullable;

/** The demo did not go as it should; the message says at which step. */
final class DemoFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DemoFailure(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** Stops the demo unless that holds. */
  static void unless(boolean holds, String message) {
    if (!holds) {
      throw new DemoFailure(message, null);
    }
  }
}
