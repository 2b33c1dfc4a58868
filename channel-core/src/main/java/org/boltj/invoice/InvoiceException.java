package org.boltj.invoice;

/** A text that is no invoice, or an invoice that must not be paid (BOLT 11). */
public final class InvoiceException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What kind of fault it is; the message has the details. */
  public enum Problem {
    /** A character or the separator is wrong, or cases are mixed (BIP 173). */
    NOT_BECH32,
    /** A character was mistyped or lost. */
    WRONG_CHECKSUM,
    /** The prefix names no network that we know. */
    UNKNOWN_PREFIX,
    /** The invoice is for another network than asked for. */
    WRONG_NETWORK,
    INVALID_AMOUNT,
    /** Too short to be an invoice, or a field claims more than there is. */
    TRUNCATED,
    /** A field's content does not follow BOLT 11. */
    INVALID_FIELD,
    /** A field that must be there is not. */
    MISSING_FIELD,
    INVALID_SIGNATURE
  }

  private final Problem problem;

  InvoiceException(Problem problem, String message) {
    super(message);
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }
}
