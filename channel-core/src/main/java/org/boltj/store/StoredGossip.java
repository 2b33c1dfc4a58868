package org.boltj.store;

import java.util.List;

/** The graph as it was accepted before; channels stand before their updates. */
public record StoredGossip(
    List<Change.PutGossipChannel> channels,
    List<Change.PutGossipUpdate> updates,
    List<Change.PutGossipNode> nodes) {
  public static final StoredGossip EMPTY = new StoredGossip(List.of(), List.of(), List.of());

  public StoredGossip {
    channels = List.copyOf(channels);
    updates = List.copyOf(updates);
    nodes = List.copyOf(nodes);
  }
}
