package org.boltj.sim.fault;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.boltj.base.PublicKey;
import org.boltj.sim.world.Latency;
import org.boltj.sim.world.Seed;
import org.boltj.sim.world.VirtualTime;
import org.jspecify.annotations.Nullable;

/** Carries messages between nodes in virtual time; each way between two nodes may be disturbed. */
final class TrialNetwork {
  private final VirtualTime time;
  private final Seed seed;
  private final Latency latency;
  private final Map<PublicKey, TrialTransport> transports = new HashMap<>();
  private final Map<List<Integer>, Line> lines = new LinkedHashMap<>();
  private final Map<List<Integer>, Long> latencies = new HashMap<>();
  private final Set<TrialConnection> open = new LinkedHashSet<>();
  private long inFlight;
  private long messages;

  TrialNetwork(VirtualTime time, Seed seed, Latency latency) {
    this.time = time;
    this.seed = seed;
    this.latency = latency;
  }

  /** The node's process listens from now on, in the place of an earlier one. */
  void join(TrialTransport transport) {
    transports.put(transport.node().nodeId(), transport);
  }

  void leave(TrialTransport transport) {
    transports.remove(transport.node().nodeId(), transport);
  }

  @Nullable TrialTransport find(PublicKey nodeId) {
    return transports.get(nodeId);
  }

  Line line(int from, int to) {
    return lines.computeIfAbsent(List.of(from, to), pair -> new Line());
  }

  long latencyMillis(int from, int to) {
    List<Integer> pair = List.of(Math.min(from, to), Math.max(from, to));
    return latencies.computeIfAbsent(pair, p -> latency.between(seed, from, to));
  }

  VirtualTime time() {
    return time;
  }

  void deliverAt(long millis, Runnable arrival) {
    inFlight++;
    messages++;
    time.at(
        millis,
        () -> {
          inFlight--;
          arrival.run();
        });
  }

  void opened(TrialConnection connection) {
    open.add(connection);
  }

  void ended(TrialConnection connection) {
    open.remove(connection);
  }

  /** Ends the connections between two nodes; both are told. */
  void cut(int one, int other, long until) {
    line(one, other).cut(until);
    line(other, one).cut(until);
    for (TrialConnection connection : new ArrayList<>(open)) {
      if (connection.joins(one, other)) {
        connection.broken();
      }
    }
  }

  void heal() {
    lines.values().forEach(Line::heal);
  }

  /** Messages on their way now. */
  long inFlight() {
    return inFlight;
  }

  /** How many messages were sent. */
  long messages() {
    return messages;
  }
}
