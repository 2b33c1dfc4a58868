package org.boltj.gossip.sync;

import org.boltj.codec.WireMessage;

/** What happens in the conversation about gossip with a peer. */
public sealed interface SyncEvent {
  /** The peer sent one of the query messages, types 261 to 265; other types are ignored. */
  record Received(WireMessage message, long nowSeconds) implements SyncEvent {}

  /** The connection can take about that many messages. */
  record Writable(int messages) implements SyncEvent {}

  /**
   * New gossip that was gathered so far may go to the peer. At other moments for each peer, so that
   * the load is spread and the way that a message takes does not tell where it came from.
   */
  record Flush() implements SyncEvent {}

  /** Some seconds have passed. */
  record Tick(long nowSeconds) implements SyncEvent {}
}
