package org.boltj.sim.world;

import java.util.HashMap;
import java.util.Map;
import org.boltj.base.PublicKey;
import org.jspecify.annotations.Nullable;

/** Carries messages between nodes in virtual time, in order and without loss. */
final class MemoryNetwork {
  private final VirtualTime time;
  private final Seed seed;
  private final Latency latency;
  private final Map<PublicKey, MemoryTransport> transports = new HashMap<>();
  private long messages;
  private long bytes;

  MemoryNetwork(VirtualTime time, Seed seed, Latency latency) {
    this.time = time;
    this.seed = seed;
    this.latency = latency;
  }

  /** The transport of one node. */
  MemoryTransport transport(int node, PublicKey nodeId) {
    MemoryTransport transport = new MemoryTransport(this, node, nodeId);
    transports.put(nodeId, transport);
    return transport;
  }

  @Nullable MemoryTransport find(PublicKey nodeId) {
    return transports.get(nodeId);
  }

  long latencyMillis(MemoryTransport from, MemoryTransport to) {
    return latency.between(seed, from.node, to.node);
  }

  void deliver(long delayMillis, Runnable arrival) {
    time.after(delayMillis, arrival);
  }

  void count(int size) {
    messages++;
    bytes += size;
  }

  /** How many messages were sent. */
  long messages() {
    return messages;
  }

  /** Their size without encryption (bytes). */
  long bytes() {
    return bytes;
  }
}
