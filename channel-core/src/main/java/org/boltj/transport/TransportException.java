package org.boltj.transport;

import java.io.IOException;

/** A connection could not be made. */
public final class TransportException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient CloseReason reason;

  public TransportException(CloseReason reason) {
    super(reason.toString());
    this.reason = reason;
  }

  public CloseReason reason() {
    return reason;
  }
}
