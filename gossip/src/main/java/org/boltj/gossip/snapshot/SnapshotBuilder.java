package org.boltj.gossip.snapshot;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.boltj.base.BlockHash;
import org.boltj.base.Features;
import org.boltj.base.Network;
import org.boltj.base.PublicKey;
import org.boltj.base.Satoshi;
import org.boltj.base.ShortChannelId;
import org.boltj.gossip.graph.ChannelEntry;
import org.boltj.gossip.graph.DirectionEntry;
import org.jspecify.annotations.Nullable;

/**
 * Collects nodes and channels in any order and makes a {@link GraphSnapshot} of them, which numbers
 * them anew. Not safe for several threads.
 */
public final class SnapshotBuilder {
  private static final int ID = 33;
  private static final long MAX_32_BITS = 0xffffffffL;

  private final BlockHash chainHash;
  private final Map<PublicKey, Integer> numbers = new LinkedHashMap<>();
  private final Map<Features, Features> distinctFeatures = new HashMap<>();
  private @Nullable String[] aliases = new String[64];
  private @Nullable Features[] features = new Features[64];

  private final Map<Long, Integer> channelsById = new HashMap<>();
  private int channels;
  private long[] shortChannelIds = new long[64];
  private int[] ends = new int[128];
  private long[] capacities = new long[64];
  private PolicyColumns policies = new PolicyColumns(128);

  public SnapshotBuilder(BlockHash chainHash) {
    this.chainHash = chainHash;
  }

  /** For mainnet. */
  public SnapshotBuilder() {
    this(Network.MAINNET.chainHash());
  }

  /** The number of a node in this builder; it is added when it was not known. */
  public int node(PublicKey nodeId) {
    Integer known = numbers.putIfAbsent(nodeId, numbers.size());
    if (known != null) {
      return known;
    }
    int node = numbers.size() - 1;
    if (node == aliases.length) {
      aliases = Arrays.copyOf(aliases, 2 * node);
      features = Arrays.copyOf(features, 2 * node);
    }
    return node;
  }

  /** What a node announced of itself; null for unknown. An empty alias is none. */
  public void describe(int node, @Nullable String alias, @Nullable Features announced) {
    aliases[node] = alias == null || alias.isEmpty() ? null : inUtf8(alias);
    features[node] =
        announced == null ? null : distinctFeatures.computeIfAbsent(announced, same -> same);
  }

  /** What can be written: half a character cannot. */
  private static String inUtf8(String alias) {
    return new String(alias.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  /**
   * Adds a channel.
   *
   * @param capacitySat or {@link GraphSnapshot#UNKNOWN_CAPACITY}
   * @return the number of the edge from {@code nodeA} to {@code nodeB} in this builder; the edge
   *     back has that number {@code ^ 1}
   * @throws IllegalArgumentException when there is such a channel, when the two nodes are one, or
   *     when the capacity is no amount
   */
  public int channel(ShortChannelId shortChannelId, int nodeA, int nodeB, long capacitySat) {
    if (nodeA == nodeB) {
      throw new IllegalArgumentException("channel " + shortChannelId + " joins a node to itself");
    }
    if (capacitySat < GraphSnapshot.UNKNOWN_CAPACITY || capacitySat > Satoshi.MAX_MONEY.sat()) {
      throw new IllegalArgumentException(
          "the capacity of channel " + shortChannelId + " is no amount: " + capacitySat + " sat");
    }
    if (channelsById.putIfAbsent(shortChannelId.value(), channels) != null) {
      throw new IllegalArgumentException("channel " + shortChannelId + " stands there twice");
    }
    if (channels == capacities.length) {
      grow(2 * channels);
    }
    shortChannelIds[channels] = shortChannelId.value();
    ends[2 * channels] = nodeA;
    ends[2 * channels + 1] = nodeB;
    capacities[channels] = capacitySat;
    channels++;
    return 2 * channels - 2;
  }

  private void grow(int size) {
    shortChannelIds = Arrays.copyOf(shortChannelIds, size);
    ends = Arrays.copyOf(ends, 2 * size);
    capacities = Arrays.copyOf(capacities, size);
    policies = policies.resized(2 * size);
  }

  /** Adds a channel with its policies. */
  void channel(ChannelEntry entry) {
    int edge =
        channel(
            entry.shortChannelId(),
            node(entry.nodeId1()),
            node(entry.nodeId2()),
            entry.capacity().map(Satoshi::sat).orElse(GraphSnapshot.UNKNOWN_CAPACITY));
    entry.fromNode1().ifPresent(direction -> policy(edge, direction));
    entry.fromNode2().ifPresent(direction -> policy(edge ^ 1, direction));
  }

  /**
   * Sets what is asked for on an edge of this builder.
   *
   * @throws IllegalArgumentException when the timestamp or a fee does not fit 32 bits
   */
  public void policy(int edge, DirectionEntry policy) {
    requireFits(policy.timestamp(), "timestamp");
    requireFits(policy.policy().feeBaseMsat(), "fee_base_msat");
    requireFits(policy.policy().feeProportionalMillionths(), "fee_proportional_millionths");
    policies.set(edge, policy);
  }

  private static void requireFits(long value, String field) {
    if (value < 0 || value > MAX_32_BITS) {
      throw new IllegalArgumentException(field + " must fit 32 bits: " + value);
    }
  }

  /**
   * The edge of a channel from one node to the other, or -1 when there is no such channel.
   *
   * @throws IllegalArgumentException when the channel has other ends
   */
  int edge(ShortChannelId shortChannelId, int from, int to) {
    Integer channel = channelsById.get(shortChannelId.value());
    if (channel == null) {
      return -1;
    }
    int edge = ends[2 * channel] == from ? 2 * channel : 2 * channel + 1;
    if (ends[edge] != from || ends[edge ^ 1] != to) {
      throw new IllegalArgumentException("channel " + shortChannelId + " joins other nodes");
    }
    return edge;
  }

  boolean hasPolicy(int edge) {
    return policies.isKnown(edge);
  }

  /** Takes over a channel with its policies. */
  void copyChannel(GraphSnapshot from, int channel, int node1, int node2) {
    int edge =
        channel(from.shortChannelId(channel), node1, node2, from.channels().capacitiesSat[channel]);
    from.policies().copy(2 * channel, policies, edge);
    from.policies().copy(2 * channel + 1, policies, edge ^ 1);
  }

  /** The snapshot of all that was added. */
  public GraphSnapshot build() {
    PublicKey[] ids = numbers.keySet().toArray(PublicKey[]::new);
    int[] nodeOrder =
        IntStream.range(0, ids.length)
            .boxed()
            .sorted((a, b) -> ids[a].compareTo(ids[b]))
            .mapToInt(node -> node)
            .toArray();
    int[] newNumbers = new int[ids.length];
    for (int at = 0; at < ids.length; at++) {
      newNumbers[nodeOrder[at]] = at;
    }
    int[] channelOrder =
        IntStream.range(0, channels)
            .boxed()
            .sorted((a, b) -> Long.compareUnsigned(shortChannelIds[a], shortChannelIds[b]))
            .mapToInt(channel -> channel)
            .toArray();
    return buildChannels(buildNodes(ids, nodeOrder), newNumbers, channelOrder);
  }

  private NodeColumns buildNodes(PublicKey[] ids, int[] order) {
    NodeColumns built =
        new NodeColumns(
            new byte[ID * order.length], new String[order.length], new Features[order.length]);
    for (int at = 0; at < order.length; at++) {
      ids[order[at]].value().copyTo(built.ids, ID * at);
      built.aliases[at] = aliases[order[at]];
      built.features[at] = features[order[at]];
    }
    return built;
  }

  private GraphSnapshot buildChannels(NodeColumns nodes, int[] newNumbers, int[] order) {
    ChannelColumns built =
        new ChannelColumns(new long[channels], new int[2 * channels], new long[channels]);
    PolicyColumns builtPolicies = new PolicyColumns(2 * channels);
    for (int at = 0; at < channels; at++) {
      int from = order[at];
      built.shortChannelIds[at] = shortChannelIds[from];
      built.capacitiesSat[at] = capacities[from];
      int a = newNumbers[ends[2 * from]];
      int b = newNumbers[ends[2 * from + 1]];
      built.ends[2 * at] = Math.min(a, b);
      built.ends[2 * at + 1] = Math.max(a, b);
      int turned = a < b ? 0 : 1;
      policies.copy(2 * from, builtPolicies, 2 * at + turned);
      policies.copy(2 * from + 1, builtPolicies, 2 * at + 1 - turned);
    }
    return new GraphSnapshot(chainHash, nodes, built, builtPolicies);
  }
}
