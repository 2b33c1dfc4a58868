package org.boltj.gossip.path;

/**
 * What {@link MinCostFlow} asks about the graph: the arcs into a node, and what a flow over an arc
 * costs as a convex function that is linear in pieces. All of it must stay the same while one flow
 * is looked for.
 */
interface FlowCosts {
  /** Most that a slope may be, so that a path of slopes can be added up. */
  long MAX_SLOPE = Long.MAX_VALUE / 256;

  /** A graph without arcs. */
  FlowCosts NONE =
      new FlowCosts() {
        @Override
        public void arcsInto(int node, Arcs arcs) {}

        @Override
        public void arcsOutOf(int node, Arcs arcs) {}

        @Override
        public long leastSlope(int key, long capacity) {
          return 0;
        }

        @Override
        public long pieceEnd(int key, long from, long capacity) {
          return capacity;
        }

        @Override
        public long slope(int key, long from, long to) {
          return 0;
        }
      };

  /** Takes arcs. */
  interface Arcs {
    /**
     * Takes an arc.
     *
     * @param key by which {@link FlowCosts} knows it
     * @param other the node at its other end
     * @param capacity most that can flow
     */
    void add(int key, int other, long capacity);
  }

  /** Tells every arc that leads into the node and may be used. */
  void arcsInto(int node, Arcs arcs);

  /**
   * Tells every arc that leads out of the node and may be used; others too, if they are not free.
   */
  void arcsOutOf(int node, Arcs arcs);

  /**
   * At most the slope of the arc's first piece, and quicker to tell; an arc is only priced when
   * this does not rule it out.
   */
  long leastSlope(int key, long capacity);

  /**
   * Where the linear piece ends that begins at that flow: more than {@code from}, at most {@code
   * capacity}.
   */
  long pieceEnd(int key, long from, long capacity);

  /** The cost of each further unit between two flows, 0 to {@link #MAX_SLOPE}. */
  long slope(int key, long from, long to);
}
