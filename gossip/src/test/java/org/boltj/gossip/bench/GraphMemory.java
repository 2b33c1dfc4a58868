package org.boltj.gossip.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.ref.Reference;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.boltj.base.Bytes;
import org.boltj.base.Features;
import org.boltj.base.PublicKey;
import org.boltj.base.ShortChannelId;
import org.boltj.gossip.graph.ChannelGraph;
import org.boltj.gossip.graph.DirectionEntry;
import org.boltj.gossip.graph.EdgeData;
import org.boltj.gossip.graph.FundingLookup;
import org.boltj.gossip.graph.NetworkGraph;
import org.boltj.gossip.message.ChannelAnnouncement;
import org.boltj.gossip.message.ChannelUpdate;
import org.boltj.gossip.message.NodeAnnouncement;
import org.boltj.gossip.snapshot.GraphSnapshot;

/** What a graph weighs, and how long it takes to load, to change and to read one. */
final class GraphMemory {
  private static final int OPERATIONS = 2_000_000;

  /** Changes below that are not garbage. */
  private static final long STEADY_BYTES = 100_000;

  /**
   * What a measurement gave.
   *
   * @param megabytes of the graph without raw messages
   * @param wholeMegabytes of the graph with the rules and all raw messages
   * @param loadMillis to make a graph from a snapshot
   * @param updateNanos to replace one policy
   * @param readNanos to read one edge, edges in random order
   * @param lookUpNanos to find one channel by its id
   */
  record Result(
      double megabytes,
      double wholeMegabytes,
      double loadMillis,
      double updateNanos,
      double readNanos,
      double lookUpNanos) {}

  private GraphMemory() {}

  /** Measures one network; the times are those of the second try, with compiled code. */
  static Result measure(GraphSnapshot snapshot) {
    double megabytes = megabytes(snapshot::toGraph);
    double whole = megabytes(() -> withMessages(snapshot));
    long begun = System.nanoTime();
    ChannelGraph graph = snapshot.toGraph();
    double load = (System.nanoTime() - begun) / 1e6;
    double update = 0;
    double read = 0;
    double lookUp = 0;
    for (int round = 0; round < 2; round++) {
      update = updateNanos(graph);
      read = readNanos(graph);
      lookUp = lookUpNanos(graph);
    }
    return new Result(megabytes, whole, load, update, read, lookUp);
  }

  private static double updateNanos(ChannelGraph graph) {
    SplittableRandom random = new SplittableRandom(1);
    DirectionEntry[] entries = new DirectionEntry[1024];
    for (int i = 0; i < entries.length; i++) {
      Optional<DirectionEntry> entry = Optional.empty();
      while (entry.isEmpty()) {
        entry = graph.direction(random.nextInt(2 * graph.channelBound()));
      }
      entries[i] = entry.get();
    }
    long begun = System.nanoTime();
    for (int i = 0; i < OPERATIONS; i++) {
      DirectionEntry entry = entries[i & 1023];
      graph.setPolicy(random.nextInt(2 * graph.channelBound()), i, false, entry.policy());
    }
    return (System.nanoTime() - begun) / (double) OPERATIONS;
  }

  private static double readNanos(ChannelGraph graph) {
    SplittableRandom random = new SplittableRandom(2);
    EdgeData data = new EdgeData();
    long sum = 0;
    long begun = System.nanoTime();
    for (int i = 0; i < OPERATIONS; i++) {
      if (graph.read(random.nextInt(2 * graph.channelBound()), data)) {
        sum += data.feeBaseMsat();
      }
    }
    return use(sum, (System.nanoTime() - begun) / (double) OPERATIONS);
  }

  private static double lookUpNanos(ChannelGraph graph) {
    SplittableRandom random = new SplittableRandom(3);
    long sum = 0;
    long begun = System.nanoTime();
    for (int i = 0; i < OPERATIONS; i++) {
      ShortChannelId id = graph.shortChannelId(random.nextInt(graph.channelBound()));
      sum += graph.channelIndex(id);
    }
    return use(sum, (System.nanoTime() - begun) / (double) OPERATIONS);
  }

  /** The figure, in a way that keeps the work it measured from being left out. */
  private static double use(long sum, double figure) {
    return sum == Long.MIN_VALUE ? 0 : figure;
  }

  /** With messages as long as real ones; nobody looks at their signatures. */
  private static NetworkGraph withMessages(GraphSnapshot shape) {
    NetworkGraph graph = new NetworkGraph(shape.chainHash(), FundingLookup.UNCHECKED);
    for (int channel = 0; channel < shape.channelCount(); channel++) {
      PublicKey node1 = shape.nodeId(shape.node1(channel));
      PublicKey node2 = shape.nodeId(shape.node2(channel));
      ShortChannelId id = shape.shortChannelId(channel);
      graph.restore(
          ChannelAnnouncement.unsigned(
              Features.EMPTY, shape.chainHash(), id, node1, node1, node2, node2),
          Optional.empty(),
          1);
      restoreUpdate(graph, shape, 2 * channel, node1, node2);
      restoreUpdate(graph, shape, 2 * channel + 1, node2, node1);
    }
    for (int node = 0; node < shape.nodeCount(); node++) {
      String alias = shape.alias(node).orElse("");
      graph.restore(
          NodeAnnouncement.unsigned(
              shape.features(node).orElse(Features.EMPTY),
              1,
              shape.nodeId(node),
              Bytes.zeros(3),
              alias.length() > 20 ? "" : alias,
              List.of()));
    }
    return graph;
  }

  private static void restoreUpdate(
      NetworkGraph graph, GraphSnapshot shape, int edge, PublicKey from, PublicKey to) {
    shape
        .policy(edge)
        .ifPresent(
            entry ->
                graph.restore(
                    ChannelUpdate.unsigned(
                        shape.chainHash(),
                        shape.shortChannelId(edge >> 1),
                        from,
                        to,
                        1,
                        entry.disabled(),
                        true,
                        entry.policy())));
  }

  private static double megabytes(Supplier<?> made) {
    long before = used();
    Object held = made.get();
    try {
      return (used() - before) / 1e6;
    } finally {
      Reference.reachabilityFence(held);
    }
  }

  /** Collects garbage until no more of it goes: what has a finalizer, as rivals do, goes late. */
  private static long used() {
    long before = Long.MAX_VALUE;
    long used = usedAfterCollection();
    while (used < before - STEADY_BYTES) {
      before = used;
      used = usedAfterCollection();
    }
    return used;
  }

  @SuppressWarnings("deprecation") // of finalizers, which a rival has: there is no other way
  private static long usedAfterCollection() {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    for (int i = 0; i < 4; i++) {
      memory.gc();
      while (memory.getObjectPendingFinalizationCount() > 0) {
        Thread.onSpinWait();
      }
    }
    return memory.getHeapMemoryUsage().getUsed();
  }
}
