package org.boltj.transport.memory;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.boltj.base.PublicKey;
import org.boltj.transport.PeerTransport;

/** Nodes that reach each other by their ids; host and port do not matter. */
public final class InMemoryNetwork {
  private final Delivery delivery;
  private final Map<PublicKey, InMemoryTransport> nodes = new ConcurrentHashMap<>();

  /** Everything arrives at once. */
  public InMemoryNetwork() {
    this(Delivery.IMMEDIATE);
  }

  public InMemoryNetwork(Delivery delivery) {
    this.delivery = delivery;
  }

  /** The transport of one node; a node that is started again needs a new one. */
  public PeerTransport transport(PublicKey nodeId) {
    return new InMemoryTransport(this, nodeId);
  }

  Delivery delivery() {
    return delivery;
  }

  void register(InMemoryTransport node) {
    nodes.put(node.nodeId(), node);
  }

  void unregister(InMemoryTransport node) {
    nodes.remove(node.nodeId(), node);
  }

  Optional<InMemoryTransport> find(PublicKey nodeId) {
    return Optional.ofNullable(nodes.get(nodeId));
  }
}
