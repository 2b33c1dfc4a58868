package org.boltj.gossip.path;

import java.util.Arrays;

/**
 * What it costs to come from the source to the nodes around it while nothing flows yet. A search
 * from the target that knows it looks only at nodes on ways that are about as cheap as the
 * cheapest, and at those nearer to the target than the ball reaches.
 */
final class FlowBall implements FlowCosts.Arcs {
  private final NodeQueue queue = new NodeQueue();

  // By node; Long.MAX_VALUE when no way is known.
  private long[] distances = {};
  private int[] touched = new int[256];
  private int touchedCount;
  private long radius;

  private FlowCosts costs = FlowCosts.NONE;
  private long here;
  private long lookedAt;

  /**
   * Lets the ball grow until it meets the target or that much work was done.
   *
   * @return how many arcs were looked at
   */
  long grow(int nodeBound, FlowCosts graph, int source, int target, long most) {
    clear(nodeBound);
    costs = graph;
    lookedAt = 0;
    radius = 0;
    offer(source, 0);
    while (!queue.isEmpty() && lookedAt < most) {
      int node = queue.poll();
      here = distances[node];
      radius = here;
      if (node == target) {
        break;
      }
      costs.arcsOutOf(node, this);
    }
    costs = FlowCosts.NONE;
    return lookedAt;
  }

  private void clear(int nodeBound) {
    for (int i = 0; i < touchedCount; i++) {
      distances[touched[i]] = Long.MAX_VALUE;
    }
    touchedCount = 0;
    queue.clear(nodeBound);
    if (nodeBound > distances.length) {
      int old = distances.length;
      distances = Arrays.copyOf(distances, nodeBound);
      Arrays.fill(distances, old, nodeBound, Long.MAX_VALUE);
    }
  }

  @Override
  public void add(int key, int head, long capacity) {
    lookedAt++;
    if (capacity > 0 && here + costs.leastSlope(key, capacity) < distances[head]) {
      offer(head, here + costs.slope(key, 0, costs.pieceEnd(key, 0, capacity)));
    }
  }

  private void offer(int node, long distance) {
    if (distance >= distances[node] || distance > MinCostFlow.FARTHEST) {
      return;
    }
    if (distances[node] == Long.MAX_VALUE) {
      if (touchedCount == touched.length) {
        touched = Arrays.copyOf(touched, 2 * touchedCount);
      }
      touched[touchedCount++] = node;
    }
    distances[node] = distance;
    queue.offer(node, distance);
  }

  /**
   * Sets what each node's distance is short of the radius. With these as potentials no arc has a
   * negative cost: a node outside of the ball is no nearer than the radius.
   */
  void shortOfRadius(long[] potentials) {
    for (int i = 0; i < touchedCount; i++) {
      int node = touched[i];
      potentials[node] = Math.max(0, radius - distances[node]);
    }
  }
}
