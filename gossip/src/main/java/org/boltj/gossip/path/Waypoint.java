package org.boltj.gossip.path;

import org.boltj.base.PublicKey;
import org.boltj.gossip.scoring.ChannelDirection;

/** Something that a route must pass. */
public sealed interface Waypoint {
  /** A node between payer and payee. */
  record Node(PublicKey nodeId) implements Waypoint {}

  /** A channel in one direction. */
  record Channel(ChannelDirection direction) implements Waypoint {}
}
