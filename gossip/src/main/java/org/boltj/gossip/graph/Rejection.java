package org.boltj.gossip.graph;

/** Why the graph did not take a gossip message. */
public enum Rejection {
  /** A signature is wrong: the peer that passed it on did not check it. */
  INVALID_SIGNATURE(true),
  /**
   * An update is signed by another node than an announcement says whose funding output was not
   * looked up. Either may be false, and the peer need not know that announcement.
   */
  DOUBTFUL_SIGNATURE(false),
  /** The node ids of a channel_announcement are equal or in the wrong order. */
  INVALID_NODE_IDS(true),
  /** The message is about another chain. */
  WRONG_CHAIN(false),
  /** A channel_update about a channel that was not announced. */
  UNKNOWN_CHANNEL(false),
  /** A node_announcement of a node without announced channels. */
  UNKNOWN_NODE(false),
  /** The funding output does not exist, is spent, or is not deep enough. */
  FUNDING_NOT_FOUND(false),
  /** The funding output has another script than the two keys make. */
  FUNDING_SCRIPT_MISMATCH(false),
  /** The funding output was spent; only a disabling channel_update is taken then. */
  FUNDING_SPENT(false),
  /** It is much longer than its known fields need; BOLT 7 lets nodes leave such gossip out. */
  TOO_LONG(false),
  /** The timestamp is more than a day ahead. */
  TIMESTAMP_IN_FUTURE(false),
  /** dont_forward is set: it is for the channel's other end alone. */
  NOT_FOR_RELAY(false),
  /** The same funding output was announced before for other nodes; all four are banned. */
  CONFLICTING_ANNOUNCEMENT(false),
  /** The node was banned for a conflicting announcement. */
  BANNED_NODE(false),
  /** More updates of that direction, or announcements of that node, in a day than are taken. */
  TOO_MANY_UPDATES(false),
  /** The graph, or what waits for funding outputs, is full. */
  FULL(false);

  private final boolean faultOfPeer;

  Rejection(boolean faultOfPeer) {
    this.faultOfPeer = faultOfPeer;
  }

  /**
   * Whether BOLT 7 lets the receiver warn the peer that passed it on and close the connection,
   * because the peer had to check this itself.
   */
  public boolean isFaultOfPeer() {
    return faultOfPeer;
  }
}
