package org.boltj.gossip.graph;

import java.util.HashMap;
import java.util.Map;
import org.boltj.base.Feature;
import org.boltj.base.Features;

/** Which features we know, and one object for the many nodes that announce the same ones. */
final class KnownFeatures {
  private static final Features OF_NODES = Features.optional(Feature.values());

  /** Honest nodes announce some hundred different sets. */
  private static final int MOST = 1000;

  private final Map<Features, Features> shared = new HashMap<>();

  /** An equal set, the same object as before if there was one. */
  Features shared(Features features) {
    if (shared.size() >= MOST) {
      shared.clear();
    }
    return shared.computeIfAbsent(features, first -> first);
  }

  /** Whether payments may pass a node with these: it requires nothing that we do not know. */
  static boolean allow(Features ofNode) {
    return ofNode.requiredBitsUnknownTo(OF_NODES).isEmpty();
  }
}
