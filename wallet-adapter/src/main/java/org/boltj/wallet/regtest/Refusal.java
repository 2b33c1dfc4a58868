package org.boltj.wallet.regtest;

import java.util.Optional;

/** A refused transaction: the reason, and figures for whoever reads the log (maybe empty). */
public record Refusal(RefusalReason reason, String detail) {
  static Optional<Refusal> of(RefusalReason reason, String detail) {
    return Optional.of(new Refusal(reason, detail));
  }

  /** The refusal if the condition holds. */
  static Optional<Refusal> when(boolean condition, RefusalReason reason) {
    return condition ? of(reason, "") : Optional.empty();
  }

  /** Bitcoin Core's form: the reason, then the details. */
  @Override
  public String toString() {
    return detail.isEmpty() ? reason.text() : reason.text() + ", " + detail;
  }
}
