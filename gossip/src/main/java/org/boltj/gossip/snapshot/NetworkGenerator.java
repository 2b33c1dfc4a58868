package org.boltj.gossip.snapshot;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.boltj.base.Feature;
import org.boltj.base.Features;
import org.boltj.base.PrivateKey;
import org.boltj.base.PublicKey;
import org.boltj.base.ShortChannelId;
import org.boltj.codec.WireWriter;
import org.boltj.crypto.Hash;
import org.boltj.crypto.Secp256k1;

/**
 * Makes networks that resemble the public one of February 2026: a few nodes with a thousand
 * channels and thousands with one, capacities and fees from four orders of magnitude with the usual
 * round numbers and defaults, a third of the channels dead. The figures are quantiles and shares of
 * a list of that day's channels; who is joined to whom is drawn anew, in proportion to the number
 * of channels of each. The same seed and size give the same network everywhere.
 *
 * <p>Node ids are keys on the curve, see {@link #nodeKey}.
 */
public final class NetworkGenerator {
  /** Nodes of today's network, about. */
  public static final int NODES = 15_000;

  /** Channels of today's network, about. */
  public static final int CHANNELS = 45_000;

  /** The time of every generated network: 2026-02-03 00:00 UTC (seconds since 1970). */
  public static final long NOW = 1_770_076_800;

  private static final int FIRST_BLOCK = 500_000;
  private static final int LAST_BLOCK = 934_000;
  private static final int TRANSACTIONS_A_BLOCK = 3_000;

  private static final Features[] FEATURES = {
    Features.required(
            Feature.OPTION_DATA_LOSS_PROTECT, Feature.VAR_ONION_OPTIN, Feature.PAYMENT_SECRET)
        .or(Features.required(Feature.OPTION_STATIC_REMOTEKEY))
        .or(Features.optional(Feature.GOSSIP_QUERIES, Feature.BASIC_MPP))
        .or(Features.optional(Feature.OPTION_ANCHORS, Feature.KEYSEND)),
    Features.required(Feature.VAR_ONION_OPTIN, Feature.PAYMENT_SECRET)
        .or(Features.optional(Feature.GOSSIP_QUERIES, Feature.BASIC_MPP, Feature.OPTION_QUIESCE))
        .or(Features.optional(Feature.OPTION_ROUTE_BLINDING, Feature.OPTION_ONION_MESSAGES)),
  };

  private final long seed;
  private final int nodes;
  private final int channels;
  private final SplittableRandom random;

  private NetworkGenerator(long seed, int nodes, int channels) {
    this.seed = seed;
    this.nodes = nodes;
    this.channels = channels;
    this.random = new SplittableRandom(seed);
  }

  /** A network of today's size. */
  public static GraphSnapshot generate(long seed) {
    return generate(seed, NODES, CHANNELS);
  }

  /**
   * A network of that size.
   *
   * @param nodes at least 2
   * @param channels at least {@code nodes - 1}, so that all can hang together
   */
  public static GraphSnapshot generate(long seed, int nodes, int channels) {
    if (nodes < 2 || channels < nodes - 1 || channels > 100_000_000) {
      throw new IllegalArgumentException(
          nodes + " nodes cannot be joined by " + channels + " channels");
    }
    return new NetworkGenerator(seed, nodes, channels).build();
  }

  /**
   * The private key of the {@code at}-th key of a seed's networks, whose node is {@link #nodeId}.
   */
  public static PrivateKey nodeKey(long seed, int at) {
    return new PrivateKey(Hash.sha256(new WireWriter().u64(seed).u32(at).toBytes()));
  }

  /** The node with that key; a network of n nodes has the nodes 0 to n - 1 of its seed. */
  public static PublicKey nodeId(long seed, int at) {
    return Secp256k1.get().publicKey(nodeKey(seed, at));
  }

  private GraphSnapshot build() {
    GeneratedShape shape = new GeneratedShape(nodes, channels, random.split());
    GeneratedPolicies policies = new GeneratedPolicies(shape, NOW, random.split());
    SnapshotBuilder builder = new SnapshotBuilder();
    IntStream.range(0, nodes)
        .parallel()
        .mapToObj(at -> nodeId(seed, at))
        .toList()
        .forEach(builder::node);
    for (int node = 0; node < nodes; node++) {
      builder.describe(node, "node " + node, FEATURES[random.nextInt(FEATURES.length)]);
    }
    Set<ShortChannelId> used = new HashSet<>();
    for (int channel = 0; channel < channels; channel++) {
      long capacity = policies.capacitySat(channel);
      int edge =
          builder.channel(freshId(used), shape.end(channel, 0), shape.end(channel, 1), capacity);
      policies.set(builder, edge, channel, capacity);
    }
    return builder.build();
  }

  private ShortChannelId freshId(Set<ShortChannelId> used) {
    ShortChannelId drawn;
    do {
      drawn =
          ShortChannelId.of(
              random.nextInt(FIRST_BLOCK, LAST_BLOCK),
              random.nextInt(1, TRANSACTIONS_A_BLOCK),
              random.nextInt(2));
    } while (!used.add(drawn));
    return drawn;
  }
}
