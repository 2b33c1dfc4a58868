package org.boltj.gossip;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.boltj.base.Bytes;
import org.boltj.base.CltvExpiryDelta;
import org.boltj.base.Features;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.Network;
import org.boltj.base.PrivateKey;
import org.boltj.base.PublicKey;
import org.boltj.base.ShortChannelId;
import org.boltj.base.Signature;
import org.boltj.crypto.Hash;
import org.boltj.crypto.Secp256k1;
import org.boltj.gossip.message.ChannelAnnouncement;
import org.boltj.gossip.message.ChannelUpdate;
import org.boltj.gossip.message.NodeAnnouncement;

/** Nodes with real keys, named by text, and the gossip they sign. */
public final class TestKeys {
  public static final long NOW = 1_700_000_000L;

  private static final Map<String, PublicKey> PUBLIC = new ConcurrentHashMap<>();

  private TestKeys() {}

  public static PrivateKey secret(String name) {
    return new PrivateKey(Hash.sha256(Bytes.wrap(name.getBytes(UTF_8))));
  }

  public static PublicKey key(String name) {
    return PUBLIC.computeIfAbsent(name, n -> Secp256k1.get().publicKey(secret(n)));
  }

  public static Function<Bytes, Signature> signer(String name) {
    return hash -> Secp256k1.get().sign(hash, secret(name));
  }

  /** The name of the funding key of a node in a channel. */
  public static String fundingKey(String node, ShortChannelId id) {
    return node + " in " + id;
  }

  public static ChannelAnnouncement channel(String node, String other, ShortChannelId id) {
    return channel(node, other, id, Features.EMPTY);
  }

  public static ChannelAnnouncement channel(
      String node, String other, ShortChannelId id, Features features) {
    return channel(node, other, id, features, fundingKey(node, id), fundingKey(other, id));
  }

  /** An announcement by some nodes of an output that others have funded. */
  public static ChannelAnnouncement channelFundedBy(
      String funder, String otherFunder, String node, String other, ShortChannelId id) {
    return channel(
        node, other, id, Features.EMPTY, fundingKey(funder, id), fundingKey(otherFunder, id));
  }

  private static ChannelAnnouncement channel(
      String node,
      String other,
      ShortChannelId id,
      Features features,
      String funding,
      String otherFunding) {
    return ChannelAnnouncement.unsigned(
            features,
            Network.REGTEST.chainHash(),
            id,
            key(node),
            key(funding),
            key(other),
            key(otherFunding))
        .sign(key(node), signer(node), signer(funding))
        .sign(key(other), signer(other), signer(otherFunding));
  }

  public static ChannelUpdate.Policy policy(int cltvDelta, long base, long millionths, long most) {
    return new ChannelUpdate.Policy(
        new CltvExpiryDelta(cltvDelta), MilliSatoshi.ZERO, base, millionths, MilliSatoshi.of(most));
  }

  public static ChannelUpdate update(String node, String other, ShortChannelId id, long timestamp) {
    return update(node, other, id, timestamp, false, policy(40, 1000, 100, 100_000_000));
  }

  public static ChannelUpdate update(
      String node,
      String other,
      ShortChannelId id,
      long timestamp,
      boolean disabled,
      ChannelUpdate.Policy policy) {
    return ChannelUpdate.unsigned(
            Network.REGTEST.chainHash(),
            id,
            key(node),
            key(other),
            timestamp,
            disabled,
            true,
            policy)
        .sign(signer(node));
  }

  public static NodeAnnouncement node(String node, long timestamp) {
    return NodeAnnouncement.unsigned(
            Features.EMPTY, timestamp, key(node), Bytes.zeros(3), node, List.of())
        .sign(signer(node));
  }
}
