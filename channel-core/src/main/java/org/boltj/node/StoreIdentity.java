package org.boltj.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.boltj.base.Bytes;
import org.boltj.store.Change;
import org.boltj.store.StoreException;
import org.boltj.store.StoredNode;

/** A store belongs to one node on one network: with another seed its channels would be lost. */
final class StoreIdentity {
  private static final String NODE_ID = "node_id";
  private static final String NETWORK = "network";

  private StoreIdentity() {}

  static void check(Env env, StoredNode stored) throws StoreException {
    Bytes nodeId = env.nodeId.value();
    Bytes network = Bytes.wrap(env.settings.network().name().getBytes(UTF_8));
    if (!stored.meta().getOrDefault(NODE_ID, nodeId).equals(nodeId)) {
      throw new StoreException(
          "the store belongs to node "
              + stored.meta().get(NODE_ID)
              + ", but the seed makes node "
              + env.nodeId);
    }
    if (!stored.meta().getOrDefault(NETWORK, network).equals(network)) {
      throw new StoreException(
          "the store belongs to another network than " + env.settings.network());
    }
    if (!stored.meta().containsKey(NODE_ID)) {
      env.change(new Change.PutMeta(NODE_ID, nodeId));
      env.change(new Change.PutMeta(NETWORK, network));
    }
  }
}
