package org.boltj.gossip.path;

import static org.boltj.gossip.TestKeys.NOW;

import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.Features;
import org.boltj.base.Network;
import org.boltj.base.PublicKey;
import org.boltj.base.Satoshi;
import org.boltj.base.ShortChannelId;
import org.boltj.gossip.graph.FundingLookup;
import org.boltj.gossip.graph.GraphView;
import org.boltj.gossip.graph.NetworkGraph;
import org.boltj.gossip.message.ChannelAnnouncement;
import org.boltj.gossip.message.ChannelUpdate;

/** A real graph without signatures: filled as if from a store. */
final class TestGraph {
  private final NetworkGraph network =
      new NetworkGraph(Network.REGTEST.chainHash(), FundingLookup.UNCHECKED);
  final GraphView graph = network.channels();

  /** A key that need not be on the curve; its order is that of the number. */
  static PublicKey node(int number) {
    byte[] key = new byte[33];
    key[0] = 2;
    key[32] = (byte) number;
    return new PublicKey(Bytes.wrap(key));
  }

  static ShortChannelId id(int number) {
    return ShortChannelId.of(number, 0, 0);
  }

  TestGraph channel(int number, PublicKey node, PublicKey other, long capacitySat) {
    network.restore(
        ChannelAnnouncement.unsigned(
            Features.EMPTY, Network.REGTEST.chainHash(), id(number), node, node, other, other),
        Optional.of(Satoshi.of(capacitySat)),
        NOW);
    return this;
  }

  TestGraph update(int number, PublicKey from, PublicKey to, ChannelUpdate.Policy policy) {
    return update(number, from, to, policy, false);
  }

  TestGraph update(
      int number, PublicKey from, PublicKey to, ChannelUpdate.Policy policy, boolean disabled) {
    network.restore(
        ChannelUpdate.unsigned(
            Network.REGTEST.chainHash(), id(number), from, to, NOW, disabled, true, policy));
    return this;
  }
}
