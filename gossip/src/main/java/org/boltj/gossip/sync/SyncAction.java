package org.boltj.gossip.sync;

import org.boltj.base.Bytes;

/** What is to be done for the conversation about gossip with a peer. */
public sealed interface SyncAction {
  /** Send an encoded message. */
  record Send(Bytes message) implements SyncAction {}

  /** Send a warning: the peer did not keep to BOLT 7. */
  record Warn(String text) implements SyncAction {}

  /**
   * Our questions to the peer have ended.
   *
   * @param complete whether all were answered by a peer that claims to know all, and that had most
   *     of what it said it has; otherwise another peer should be asked
   */
  record Synced(boolean complete) implements SyncAction {}
}
