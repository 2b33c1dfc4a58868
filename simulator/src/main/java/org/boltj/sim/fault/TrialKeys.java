package org.boltj.sim.fault;

import org.boltj.base.Bytes;
import org.boltj.node.NodeKeys;
import org.boltj.sign.ChannelSigner;
import org.boltj.sign.NodeSigner;

/** The keys of a node from its seed; what is public about them is shared within a world. */
final class TrialKeys implements NodeKeys {
  private final NodeKeys keys;
  private final SharedKeysSigner.Cache cache;

  TrialKeys(Bytes seed, SharedKeysSigner.Cache cache) {
    this.keys = NodeKeys.ofSeed(seed);
    this.cache = cache;
  }

  @Override
  public NodeSigner nodeSigner() {
    return keys.nodeSigner();
  }

  @Override
  public ChannelSigner channelSigner(long keyIndex) {
    return new SharedKeysSigner(keys.channelSigner(keyIndex), cache);
  }
}
