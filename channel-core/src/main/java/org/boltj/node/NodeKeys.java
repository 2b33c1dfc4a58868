package org.boltj.node;

import org.boltj.base.Bytes;
import org.boltj.sign.ChannelSecrets;
import org.boltj.sign.ChannelSigner;
import org.boltj.sign.InMemoryChannelSigner;
import org.boltj.sign.InMemoryNodeSigner;
import org.boltj.sign.NodeSigner;

/** The signers of a node. */
public interface NodeKeys {

  /** Signs as the node. */
  NodeSigner nodeSigner();

  /**
   * Signs for one channel.
   *
   * @param keyIndex the channel's path, not negative
   */
  ChannelSigner channelSigner(long keyIndex);

  /**
   * Keys in memory, all derived from one seed.
   *
   * @param seed 32 secret bytes or more; whoever has them has the money
   */
  static NodeKeys ofSeed(Bytes seed) {
    NodeSigner node = InMemoryNodeSigner.ofSeed(seed);
    return new NodeKeys() {
      @Override
      public NodeSigner nodeSigner() {
        return node;
      }

      @Override
      public ChannelSigner channelSigner(long keyIndex) {
        return new InMemoryChannelSigner(ChannelSecrets.derive(seed, keyIndex));
      }
    };
  }
}
