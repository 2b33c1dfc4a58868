package org.boltj.gossip.path;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.boltj.base.CltvExpiryDelta;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PublicKey;
import org.boltj.base.ShortChannelId;
import org.boltj.gossip.graph.GraphView;
import org.boltj.gossip.message.ChannelUpdate;
import org.boltj.gossip.scoring.ChannelDirection;

/**
 * The public graph with the payer's channels and the payee's hints laid over it, less what must be
 * ignored.
 */
final class SearchGraph {
  private final GraphView graph;
  private final RouteRequest request;
  private final Map<PublicKey, Integer> extraNodes = new HashMap<>();
  private final List<PublicKey> extraIds = new ArrayList<>();
  private final Map<Integer, List<Edge>> extraEdges = new HashMap<>();
  private final Set<ShortChannelId> localIds = new HashSet<>();
  private final Map<ChannelDirection, Long> used = new HashMap<>();
  final int source;
  final int target;

  SearchGraph(GraphView graph, RouteRequest request) {
    this.graph = graph;
    this.request = request;
    this.source = index(request.source());
    this.target = index(request.target());
    request.localChannels().ifPresent(channels -> channels.forEach(this::addLocal));
    request.hints().forEach(this::addHint);
  }

  private void addLocal(LocalChannel channel) {
    ChannelUpdate.Policy policy =
        new ChannelUpdate.Policy(
            new CltvExpiryDelta(0), channel.htlcMinimumMsat(), 0, 0, channel.maxHtlcMsat());
    localIds.add(channel.shortChannelId());
    add(
        request.source(),
        channel.shortChannelId(),
        channel.remoteNodeId(),
        policy,
        channel.availableToSend().msat());
  }

  private void addHint(HintHop hop) {
    // The payer knows his own channels better than the payee does.
    boolean ownChannel = hop.from().equals(request.source()) && request.localChannels().isPresent();
    if (!ownChannel && !hop.from().equals(hop.to())) {
      add(hop.from(), hop.shortChannelId(), hop.to(), hop.policy(), Long.MAX_VALUE);
    }
  }

  private void add(
      PublicKey from, ShortChannelId id, PublicKey to, ChannelUpdate.Policy policy, long limit) {
    ChannelDirection channel = new ChannelDirection(id, from.compareTo(to) < 0 ? 0 : 1);
    int end = index(to);
    Edge edge = new Edge(channel, index(from), end, policy, from.equals(request.source()), limit);
    extraEdges.computeIfAbsent(end, node -> new ArrayList<>()).add(edge);
  }

  private int index(PublicKey nodeId) {
    int known = graph.nodeIndex(nodeId);
    if (known >= 0) {
      return known;
    }
    return extraNodes.computeIfAbsent(
        nodeId,
        id -> {
          extraIds.add(id);
          return graph.nodeBound() + extraIds.size() - 1;
        });
  }

  /** All node numbers are below this. */
  int nodeBound() {
    return graph.nodeBound() + extraIds.size();
  }

  PublicKey nodeId(int node) {
    return node < graph.nodeBound() ? graph.nodeId(node) : extraIds.get(node - graph.nodeBound());
  }

  /** Whether a route may pass through the node. */
  boolean isPassable(int node) {
    return (node >= graph.nodeBound() || graph.isNodeRoutable(node))
        && !request.forbiddenNodes().contains(nodeId(node));
  }

  /** Every direction that leads into the node and may be used. */
  void forEachEdgeInto(int node, Consumer<Edge> consumer) {
    for (Edge edge : extraEdges.getOrDefault(node, List.of())) {
      if (!request.forbiddenChannels().contains(edge.channel())) {
        consumer.accept(edge);
      }
    }
    if (node >= graph.nodeBound()) {
      return;
    }
    int degree = graph.degree(node);
    for (int at = 0; at < degree; at++) {
      publicEdge(graph.channelOf(node, at), node, consumer);
    }
  }

  private void publicEdge(int channel, int to, Consumer<Edge> consumer) {
    int direction = graph.endpoint(channel, 1) == to ? 0 : 1;
    int from = graph.endpoint(channel, direction);
    boolean first = from == source;
    if (first && request.localChannels().isPresent()) {
      return;
    }
    ChannelUpdate.Policy policy = graph.usablePolicy(channel, direction);
    if (policy == null) {
      return;
    }
    ChannelDirection id = new ChannelDirection(graph.shortChannelId(channel), direction);
    if (localIds.contains(id.shortChannelId()) || request.forbiddenChannels().contains(id)) {
      return;
    }
    long capacity = graph.capacityMsat(channel);
    long limit = capacity == Long.MAX_VALUE ? policy.htlcMaximumMsat().msat() : capacity;
    consumer.accept(new Edge(id, from, to, policy, first, limit));
  }

  /** What routes found before carry through that direction (msat). */
  long used(Edge edge) {
    return used.getOrDefault(edge.channel(), 0L);
  }

  /** Takes what a route carries off what its channels can still carry. */
  void use(Route route) {
    for (RouteHop hop : route.hops()) {
      used.merge(hop.channelDirection(), hop.amount().msat(), Long::sum);
    }
  }

  /** What the payer's own channels can send together (msat). */
  MilliSatoshi localBalance() {
    return request
        .localChannels()
        .map(
            channels ->
                channels.stream()
                    .filter(channel -> !isIgnored(channel))
                    .map(LocalChannel::availableToSend)
                    .reduce(MilliSatoshi.ZERO, MilliSatoshi::plus))
        .orElse(MilliSatoshi.MAX_MONEY);
  }

  private boolean isIgnored(LocalChannel channel) {
    int direction = request.source().compareTo(channel.remoteNodeId()) < 0 ? 0 : 1;
    return request
        .forbiddenChannels()
        .contains(new ChannelDirection(channel.shortChannelId(), direction));
  }
}
