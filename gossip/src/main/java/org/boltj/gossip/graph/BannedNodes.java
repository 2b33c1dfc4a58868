package org.boltj.gossip.graph;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.boltj.base.PublicKey;
import org.boltj.gossip.message.ChannelAnnouncement;

/** Nodes whose keys seem to have leaked, the oldest forgotten first. */
final class BannedNodes {
  private final int capacity;
  private final Set<PublicKey> nodes = new LinkedHashSet<>();

  BannedNodes(int capacity) {
    this.capacity = capacity;
  }

  void add(PublicKey node) {
    if (nodes.add(node) && nodes.size() > capacity) {
      nodes.remove(nodes.iterator().next());
    }
  }

  boolean containsOneOf(ChannelAnnouncement announcement) {
    return !nodes.isEmpty()
        && (nodes.contains(announcement.nodeId1()) || nodes.contains(announcement.nodeId2()));
  }

  /** The oldest first. */
  List<PublicKey> all() {
    return List.copyOf(nodes);
  }
}
