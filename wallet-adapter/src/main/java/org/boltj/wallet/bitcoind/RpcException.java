package org.boltj.wallet.bitcoind;

import org.boltj.wallet.follow.ChainUnavailableException;
import org.jspecify.annotations.Nullable;

/** A call to Bitcoin Core that gave no result; the message says what an operator can do. */
public final class RpcException extends ChainUnavailableException {
  private static final long serialVersionUID = 1L;

  /** What went wrong. */
  public enum Kind {
    /** Nobody answers, or not in time. */
    UNREACHABLE,
    /** The credentials are refused, or the address is. */
    UNAUTHORIZED,
    /** The node is starting (code -28) and answers soon. */
    WARMING_UP,
    /** Something answers, but not like Bitcoin Core. */
    MALFORMED,
    /** The node answers with an error of its own; see {@link #code()}. */
    REFUSED
  }

  private final Kind kind;
  private final int code;

  RpcException(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.code = 0;
  }

  RpcException(int code, String message) {
    super(message, null);
    this.kind = code == -28 ? Kind.WARMING_UP : Kind.REFUSED;
    this.code = code;
  }

  public Kind kind() {
    return kind;
  }

  /** Bitcoin Core's error code, or 0 when the node did not give one. */
  public int code() {
    return code;
  }

  /** Whether the node does not know the method: it is too old, or not Bitcoin Core. */
  boolean isUnknownMethod() {
    return code == -32601;
  }
}
