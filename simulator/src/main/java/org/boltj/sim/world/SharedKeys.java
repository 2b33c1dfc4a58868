package org.boltj.sim.world;

import org.boltj.node.NodeKeys;
import org.boltj.sign.ChannelSigner;
import org.boltj.sign.ForesightedSigner;
import org.boltj.sign.NodeSigner;
import org.boltj.sign.RecentKeys;

/**
 * Both ends of a channel derive the same public keys for each commitment, which costs more than
 * signing it. In one world they are derived once; signatures are all made and all checked.
 */
public final class SharedKeys {
  private static final int REMEMBERED = 4_096;

  private final RecentKeys recent = new RecentKeys(REMEMBERED);

  /** The same keys, whose signers share what is public. */
  public NodeKeys of(NodeKeys keys) {
    return new NodeKeys() {
      @Override
      public NodeSigner nodeSigner() {
        return keys.nodeSigner();
      }

      @Override
      public ChannelSigner channelSigner(long keyIndex) {
        return new ForesightedSigner(keys.channelSigner(keyIndex), recent);
      }
    };
  }
}
