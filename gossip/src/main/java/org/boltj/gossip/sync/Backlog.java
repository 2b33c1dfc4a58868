package org.boltj.gossip.sync;

import org.boltj.base.ShortChannelId;

/** What a peer's gossip_timestamp_filter asks for of the graph as it is, sent bit by bit. */
sealed interface Backlog {
  /** Nothing is left to send. */
  record Nothing() implements Backlog {}

  /** Channels from that one on, then the nodes. */
  record Channels(ShortChannelId next) implements Backlog {}

  /** Nodes from that number of the graph on. */
  record Nodes(int next) implements Backlog {}
}
