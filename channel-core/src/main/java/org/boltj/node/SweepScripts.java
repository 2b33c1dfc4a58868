package org.boltj.node;

import java.util.function.Consumer;
import org.boltj.base.Bytes;
import org.boltj.port.FundsSource;
import org.jspecify.annotations.Nullable;

/**
 * Where money of channels goes on chain: a fresh script of the wallet for each channel. A wallet
 * that fails while the node runs costs no channel its safety: the last script is used again then.
 */
final class SweepScripts {
  private final FundsSource funds;
  private final Consumer<String> failures;
  private @Nullable Bytes last;
  private boolean lastIsFresh;

  /**
   * @param failures is told when a script is used twice
   */
  SweepScripts(FundsSource funds, Consumer<String> failures) {
    this.funds = funds;
    this.failures = failures;
  }

  /**
   * Fetches the first script, so that there always is one.
   *
   * @throws IllegalStateException when the wallet gives none
   */
  void start() {
    try {
      last = funds.newScriptPubKey();
    } catch (RuntimeException e) {
      throw new IllegalStateException("the wallet gives no script", e);
    }
    lastIsFresh = true;
  }

  /** For the next channel. */
  Bytes next() {
    Bytes known = last;
    if (known == null || !lastIsFresh) {
      known = fetch(known);
      last = known;
    }
    lastIsFresh = false;
    return known;
  }

  private Bytes fetch(@Nullable Bytes known) {
    try {
      return funds.newScriptPubKey();
    } catch (RuntimeException e) {
      if (known == null) {
        throw e;
      }
      failures.accept("the wallet gives no script, the last one is used again: " + e);
      return known;
    }
  }
}
