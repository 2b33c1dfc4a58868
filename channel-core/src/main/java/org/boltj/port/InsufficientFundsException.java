package org.boltj.port;

import org.boltj.base.Satoshi;

/** The on-chain wallet has too little to spend. */
public final class InsufficientFundsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Satoshi required;
  private final transient Satoshi available;

  public InsufficientFundsException(Satoshi required, Satoshi available) {
    super("the wallet needs " + required + " but can spend only " + available);
    this.required = required;
    this.available = available;
  }

  /** What the transaction costs, with its fee. */
  public Satoshi required() {
    return required;
  }

  /** What can be spent now. */
  public Satoshi available() {
    return available;
  }
}
