package org.boltj.node;

import org.boltj.base.Bytes;
import org.boltj.sign.ChannelSecrets;
import org.boltj.sign.ChannelSigner;
import org.boltj.sign.InMemoryChannelSigner;
import org.boltj.sign.InMemoryNodeSigner;
import org.boltj.sign.NodeSigner;

/** The signers of a node. */
public interface NodeKeys {
  /** Bytes that a seed has at least: fewer can be guessed. */
  int MIN_SEED_SIZE = 32;

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
   * @throws IllegalArgumentException when it is shorter
   */
  static NodeKeys ofSeed(Bytes seed) {
    if (seed.size() < MIN_SEED_SIZE) {
      throw new IllegalArgumentException(
          "a node's seed has %d bytes or more, not %d".formatted(MIN_SEED_SIZE, seed.size()));
    }
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
