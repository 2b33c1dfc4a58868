package org.boltj.gossip.graph;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.boltj.base.Bytes;
import org.boltj.base.Features;
import org.boltj.base.PublicKey;
import org.jspecify.annotations.Nullable;

/**
 * What is known of nodes: ids, features, and the edges that lead into them. A node's list of edges
 * is never changed, only replaced. Grows as {@link ChannelColumns} does.
 */
final class NodeColumns {
  private static final int ID_BYTES = 33;
  private static final int[] NO_EDGES = new int[0];
  private static final VarHandle EDGES = MethodHandles.arrayElementVarHandle(int[][].class);
  private static final VarHandle FEATURES = MethodHandles.arrayElementVarHandle(Features[].class);

  private final int length;
  private final Versions versions;
  private final byte[] ids;
  private final int[][] edgesInto;
  private final @Nullable Features[] features;
  private final boolean[] unroutable;
  private final int[] lowestInboundBase;
  private final int[] lowestInboundMillionths;

  NodeColumns(int length) {
    this(
        length,
        new Versions(length),
        new byte[ID_BYTES * length],
        new int[length][],
        new Features[length],
        new boolean[length],
        new int[length],
        new int[length]);
  }

  private NodeColumns(
      int length,
      Versions versions,
      byte[] ids,
      int[][] edgesInto,
      @Nullable Features[] features,
      boolean[] unroutable,
      int[] lowestInboundBase,
      int[] lowestInboundMillionths) {
    this.length = length;
    this.versions = versions;
    this.ids = ids;
    this.edgesInto = edgesInto;
    this.features = features;
    this.unroutable = unroutable;
    this.lowestInboundBase = lowestInboundBase;
    this.lowestInboundMillionths = lowestInboundMillionths;
  }

  /** How many nodes there is room for. */
  int length() {
    return length;
  }

  NodeColumns grown(int longer) {
    return new NodeColumns(
        longer,
        versions.grown(longer),
        Arrays.copyOf(ids, ID_BYTES * longer),
        Arrays.copyOf(edgesInto, longer),
        Arrays.copyOf(features, longer),
        Arrays.copyOf(unroutable, longer),
        Arrays.copyOf(lowestInboundBase, longer),
        Arrays.copyOf(lowestInboundMillionths, longer));
  }

  // ---- written by one thread ----

  void add(int node, PublicKey id) {
    versions.beginWrite(node);
    id.value().copyTo(ids, ID_BYTES * node);
    unroutable[node] = false;
    lowestInboundBase[node] = 0;
    lowestInboundMillionths[node] = 0;
    versions.endWrite(node);
    FEATURES.setRelease(features, node, (Features) null);
    EDGES.setRelease(edgesInto, node, NO_EDGES);
  }

  void addEdge(int node, int edge) {
    int[] known = edgesInto[node];
    int[] more = Arrays.copyOf(known, known.length + 1);
    more[known.length] = edge;
    EDGES.setRelease(edgesInto, node, more);
  }

  void removeEdge(int node, int edge) {
    int[] known = edgesInto[node];
    int[] fewer = Arrays.copyOf(known, known.length - 1);
    int last = known[known.length - 1];
    for (int at = 0; at < fewer.length; at++) {
      fewer[at] = known[at] == edge ? last : known[at];
    }
    EDGES.setRelease(edgesInto, node, fewer.length == 0 ? NO_EDGES : fewer);
  }

  void setFeatures(int node, Features of, boolean routable) {
    FEATURES.setRelease(features, node, of);
    unroutable[node] = !routable;
  }

  /** The node gives such discounts too: the largest of all are bounds, not prices. */
  void noteInboundFee(int node, int base, int millionths) {
    lowestInboundBase[node] = Math.min(lowestInboundBase[node], base);
    lowestInboundMillionths[node] = Math.min(lowestInboundMillionths[node], millionths);
  }

  /** Whether the node may give less than its bounds once a channel has no more these discounts. */
  boolean isBound(int node, int base, int millionths) {
    return base < 0 && base == lowestInboundBase[node]
        || millionths < 0 && millionths == lowestInboundMillionths[node];
  }

  void setInboundBounds(int node, int base, int millionths) {
    lowestInboundBase[node] = base;
    lowestInboundMillionths[node] = millionths;
  }

  // ---- read by any thread ----

  int[] edgesInto(int node) {
    return (int[]) EDGES.getAcquire(edgesInto, node);
  }

  /** What the node announced, or null when it has not. */
  @Nullable Features features(int node) {
    return (Features) FEATURES.getAcquire(features, node);
  }

  boolean isRoutable(int node) {
    return !unroutable[node];
  }

  long mostDiscount(int node, long amountMsat) {
    return GraphView.discount(
        -(long) lowestInboundBase[node], -(long) lowestInboundMillionths[node], amountMsat);
  }

  PublicKey id(int node) {
    while (true) {
      int version = versions.beginRead(node);
      byte[] id = Arrays.copyOfRange(ids, ID_BYTES * node, ID_BYTES * (node + 1));
      if (versions.isUnchanged(node, version)) {
        return new PublicKey(Bytes.wrap(id));
      }
    }
  }

  boolean hasId(int node, Bytes id) {
    int at = ID_BYTES * node;
    for (int i = ID_BYTES - 1; i >= 0; i--) {
      if (ids[at + i] != id.get(i)) {
        return false;
      }
    }
    return true;
  }

  long hash(int node) {
    int at = ID_BYTES * node;
    long hash = 0;
    for (int i = 0; i < ID_BYTES; i++) {
      hash = hash * 31 + ids[at + i];
    }
    return NumberIndex.mix(hash);
  }

  /** What {@link #hash(int)} gives for a node of that id. */
  static long hash(Bytes id) {
    long hash = 0;
    for (int i = 0; i < ID_BYTES; i++) {
      hash = hash * 31 + id.get(i);
    }
    return NumberIndex.mix(hash);
  }
}
