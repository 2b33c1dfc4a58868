package org.boltj.node;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.boltj.base.BlockHash;
import org.boltj.base.Bytes;
import org.boltj.base.CltvExpiryDelta;
import org.boltj.base.Features;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.Network;
import org.boltj.base.PrivateKey;
import org.boltj.base.PublicKey;
import org.boltj.base.ShortChannelId;
import org.boltj.base.Signature;
import org.boltj.codec.WireWriter;
import org.boltj.crypto.Hash;
import org.boltj.crypto.Secp256k1;
import org.boltj.gossip.graph.FundingScript;
import org.boltj.gossip.message.ChannelAnnouncement;
import org.boltj.gossip.message.ChannelUpdate;
import org.boltj.gossip.message.NodeAnnouncement;

/**
 * A network of numbered nodes with keys and of numbered channels, and what its nodes sign. Channel
 * {@code i} is in block {@code 1 + i / 100}; its funding keys follow from its id alone.
 */
final class SignedGossip {
  static final BlockHash CHAIN = Network.REGTEST.chainHash();

  private static final Map<Integer, PublicKey> NODE_IDS = new ConcurrentHashMap<>();

  private final int nodes;

  SignedGossip(int nodes) {
    this.nodes = nodes;
  }

  private static PrivateKey secret(long kind, long number) {
    return new PrivateKey(
        Hash.sha256(new WireWriter().u64(kind).u64(number).bytes(Bytes.zeros(3)).toBytes()));
  }

  static PublicKey nodeId(int node) {
    return NODE_IDS.computeIfAbsent(node, n -> Secp256k1.get().publicKey(secret(0, n)));
  }

  static ShortChannelId id(int channel) {
    return ShortChannelId.of(1 + channel / 100, channel % 100, 0);
  }

  static Bytes fundingScript(ShortChannelId id) {
    Secp256k1 curve = Secp256k1.get();
    return FundingScript.of(
        curve.publicKey(secret(1, id.value())), curve.publicKey(secret(2, id.value())));
  }

  int first(int channel) {
    return channel % nodes;
  }

  /** The nodes of the channels 0 to {@code nodes - 1} make a ring, so that all are connected. */
  int second(int channel) {
    return (channel + 1 + channel / nodes * 7 % (nodes - 1)) % nodes;
  }

  ChannelAnnouncement channel(int channel) {
    return channel(channel, id(channel), CHAIN);
  }

  ChannelAnnouncement channel(int channel, ShortChannelId id, BlockHash chain) {
    return channel(channel, id, chain, id.value());
  }

  /** What anybody can sign for an output that is not his: the funding keys are others. */
  ChannelAnnouncement falseChannel(int channel, ShortChannelId id, int keys) {
    return channel(channel, id, CHAIN, -1L - keys);
  }

  private ChannelAnnouncement channel(
      int channel, ShortChannelId id, BlockHash chain, long fundingKeys) {
    Secp256k1 curve = Secp256k1.get();
    PrivateKey funding1 = secret(1, fundingKeys);
    PrivateKey funding2 = secret(2, fundingKeys);
    return ChannelAnnouncement.unsigned(
            Features.EMPTY,
            chain,
            id,
            nodeId(first(channel)),
            curve.publicKey(funding1),
            nodeId(second(channel)),
            curve.publicKey(funding2))
        .sign(
            nodeId(first(channel)),
            hash -> sign(first(channel), hash),
            hash -> curve.sign(hash, funding1))
        .sign(
            nodeId(second(channel)),
            hash -> sign(second(channel), hash),
            hash -> curve.sign(hash, funding2));
  }

  private static Signature sign(int node, Bytes hash) {
    return Secp256k1.get().sign(hash, secret(0, node));
  }

  /** An update of the channel's first or second node. */
  ChannelUpdate update(int channel, boolean ofFirst, long timestamp) {
    return update(channel, id(channel), ofFirst, timestamp);
  }

  ChannelUpdate update(int channel, ShortChannelId id, boolean ofFirst, long timestamp) {
    int from = ofFirst ? first(channel) : second(channel);
    int to = ofFirst ? second(channel) : first(channel);
    ChannelUpdate.Policy policy =
        new ChannelUpdate.Policy(
            new CltvExpiryDelta(40),
            MilliSatoshi.of(1),
            1_000 + timestamp % 1_000,
            100,
            MilliSatoshi.ofSat(500_000));
    return ChannelUpdate.unsigned(
            CHAIN, id, nodeId(from), nodeId(to), timestamp, false, true, policy)
        .sign(hash -> sign(from, hash));
  }

  NodeAnnouncement node(int node, long timestamp) {
    return NodeAnnouncement.unsigned(
            Features.EMPTY, timestamp, nodeId(node), Bytes.zeros(3), "node " + node, List.of())
        .sign(hash -> sign(node, hash));
  }
}
