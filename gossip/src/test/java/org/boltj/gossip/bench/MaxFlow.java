package org.boltj.gossip.bench;

import java.util.Arrays;
import org.boltj.gossip.graph.EdgeData;

/**
 * The most that can flow from one node to another when all balances are known: Dinic's algorithm.
 * No router can pay more, whatever it knows.
 */
final class MaxFlow {
  private final KnownBalances graph;
  private final long[] empty;
  private final long[] room;
  private final int[] level;
  private final int[] next;
  private final int[] queue;

  MaxFlow(KnownBalances graph) {
    this.graph = graph;
    EdgeData data = new EdgeData();
    empty = new long[2 * graph.channelBound()];
    Arrays.setAll(empty, edge -> graph.read(edge, data) ? graph.balanceMsat(edge) : 0);
    room = new long[empty.length];
    level = new int[graph.nodeBound()];
    next = new int[graph.nodeBound()];
    queue = new int[graph.nodeBound()];
  }

  /** The most that the target can get from the source (msat), counted up to a limit. */
  long between(int source, int target, long limitMsat) {
    System.arraycopy(empty, 0, room, 0, room.length);
    long flow = 0;
    while (flow < limitMsat && layers(source, target)) {
      Arrays.fill(next, 0);
      long more = push(target, source, limitMsat - flow);
      while (more > 0) {
        flow += more;
        more = push(target, source, limitMsat - flow);
      }
    }
    return flow;
  }

  /** Numbers nodes by their distance to the target; whether the source has one. */
  private boolean layers(int source, int target) {
    Arrays.fill(level, -1);
    level[target] = 0;
    queue[0] = target;
    int count = 1;
    for (int at = 0; at < count && level[source] < 0; at++) {
      for (int edge : graph.edgesInto(queue[at])) {
        int from = graph.endpoint(edge >> 1, edge & 1);
        if (room[edge] > 0 && level[from] < 0) {
          level[from] = level[queue[at]] + 1;
          queue[count++] = from;
        }
      }
    }
    return level[source] >= 0;
  }

  /** Takes one path's flow from the target back to the source. */
  private long push(int node, int source, long most) {
    if (node == source || most == 0) {
      return most;
    }
    int[] edges = graph.edgesInto(node);
    for (; next[node] < edges.length; next[node]++) {
      int edge = edges[next[node]];
      int from = graph.endpoint(edge >> 1, edge & 1);
      if (room[edge] > 0 && level[from] == level[node] + 1) {
        long pushed = push(from, source, Math.min(most, room[edge]));
        if (pushed > 0) {
          room[edge] -= pushed;
          room[edge ^ 1] += pushed;
          return pushed;
        }
      }
    }
    return 0;
  }
}
