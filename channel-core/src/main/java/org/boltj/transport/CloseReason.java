package org.boltj.transport;

import org.jspecify.annotations.Nullable;

/**
 * Why a connection ended.
 *
 * @param detail more for a log; holds nothing secret and may be empty
 */
public record CloseReason(Kind kind, String detail) {
  /** The kinds of ends. */
  public enum Kind {
    /** We closed it. */
    CLOSED_LOCALLY,
    /** The other side closed it between two messages. */
    CLOSED_REMOTELY,
    /** The other side closed it in the midst of an act or a message. */
    TRUNCATED,
    /** An act of the handshake was wrong. */
    HANDSHAKE_FAILED,
    /** The handshake took too long. */
    HANDSHAKE_TIMEOUT,
    /** There are too many connections or handshakes. */
    REFUSED,
    /** A message or its length had a wrong tag. */
    BAD_MESSAGE,
    /** The other side did not read, and too many bytes piled up. */
    SLOW_READER,
    /** The name is unknown, nobody listens there, or the network failed. */
    NETWORK_FAILED,
    /** The listener threw an exception: a bug of ours. */
    LISTENER_FAILED
  }

  static CloseReason of(Kind kind) {
    return new CloseReason(kind, "");
  }

  static CloseReason of(Kind kind, @Nullable String detail) {
    return new CloseReason(kind, detail == null ? "" : detail);
  }

  @Override
  public String toString() {
    return detail.isEmpty() ? kind.toString() : kind + ": " + detail;
  }
}
