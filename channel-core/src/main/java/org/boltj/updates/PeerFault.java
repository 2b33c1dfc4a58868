package org.boltj.updates;

/** What the peer did wrong, sealed by what follows from it (BOLT 1, BOLT 2). */
public sealed interface PeerFault {
  /** What was wrong, with its numbers; printable ASCII, sent to the peer. */
  String text();

  /** Send a warning; go on. */
  record Warn(String text) implements PeerFault {}

  /** Send a warning and close the connection: what was proposed is taken back by reconnecting. */
  record Disconnect(String text) implements PeerFault {}

  /** Send an error and fail the channel. */
  record FailChannel(String text) implements PeerFault {}
}
