package org.boltj.gossip.path;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PublicKey;
import org.boltj.base.ShortChannelId;
import org.boltj.gossip.graph.EdgeData;
import org.boltj.gossip.graph.GraphView;
import org.boltj.gossip.scoring.ChannelDirection;
import org.boltj.gossip.scoring.EdgeScores;
import org.jspecify.annotations.Nullable;

/**
 * The graph with a request laid over it: the payer's channels, hints and blinded tails are added,
 * what is forbidden is left out, and what the payment learnt is changed. Nodes and edges of the
 * graph keep their numbers; those that are added follow. Making one costs as much as the request is
 * long, whatever the graph's size. Not safe for several threads.
 */
final class Overlay {
  private static final int[] NONE = new int[0];

  final RouteRequest request;
  final int source;

  /**
   * The payee. When the payer pays itself, and when the end of the route is blinded, this is a node
   * of its own.
   */
  final int target;

  private final GraphView graph;
  private final EdgeScores scores;
  private final CostWeights weights;
  private final int graphNodes;
  private final int graphEdges;
  private final boolean circle;
  private final List<PublicKey> addedNodes = new ArrayList<>();
  private final Map<PublicKey, Integer> addedNumbers = new HashMap<>();
  private final AddedEdges added;
  private final EdgeChanges changes;
  private final int[] forbiddenNodes;
  private final EdgeData data = new EdgeData();
  private final EdgeUses uses;

  Overlay(GraphView graph, RouteRequest request, EdgeScores scores) {
    this(graph, request, scores, new EdgeUses(), graph.nodeBound(), 2 * graph.channelBound());
  }

  private Overlay(
      GraphView graph,
      RouteRequest request,
      EdgeScores scores,
      EdgeUses uses,
      int graphNodes,
      int graphEdges) {
    this.uses = uses;
    this.graph = graph;
    this.request = request;
    this.scores = scores;
    this.weights = request.weights();
    this.graphNodes = graphNodes;
    this.graphEdges = graphEdges;
    this.added = new AddedEdges(graphEdges);
    boolean blinded = !request.blindedTails().isEmpty();
    this.circle = request.source().equals(request.target()) && !blinded;
    this.source = index(request.source());
    this.target = circle || blinded ? addNode(request.target()) : index(request.target());
    this.changes = EdgeChanges.of(graph, request);
    request.localChannels().ifPresent(channels -> channels.forEach(this::addLocal));
    request.hints().forEach(this::addHint);
    request.blindedTails().forEach(this::addTail);
    this.forbiddenNodes =
        request.forbiddenNodes().stream()
            .mapToInt(this::known)
            .filter(n -> n >= 0)
            .sorted()
            .toArray();
  }

  private void addLocal(LocalChannel channel) {
    ChannelDirection direction =
        direction(request.source(), channel.shortChannelId(), channel.remoteNodeId());
    if (channel.freeSlots() > 0 && changes.allowsFirst(channel.shortChannelId())) {
      int graphEdge = graphEdge(direction);
      data.inboundFee(0, 0);
      if (graphEdge >= 0) {
        graph.read(graphEdge, data);
      }
      add(AddedEdge.of(channel, direction, source, end(channel.remoteNodeId()), data));
    }
  }

  private void addHint(HintHop hop) {
    // The payer knows his own channels better than the payee does.
    boolean own = hop.from().equals(request.source());
    if (own && request.localChannels().isPresent() || hop.from().equals(hop.to())) {
      return;
    }
    boolean last = hop.to().equals(request.target()) && request.blindedTails().isEmpty();
    boolean allowed =
        (!own || changes.allowsFirst(hop.shortChannelId()))
            && (!last || changes.allowsLast(hop.shortChannelId()));
    if (allowed) {
      ChannelDirection direction = direction(hop.from(), hop.shortChannelId(), hop.to());
      add(AddedEdge.of(hop, direction, index(hop.from()), end(hop.to())));
    }
  }

  private void addTail(BlindedTail tail) {
    int left =
        Math.min(
            request.maxHops() - (tail.hops() - 1),
            OnionRoom.channels(request, tail.payloadBytes()));
    int from = index(tail.introductionNode());
    if (left > 0 && from != source) {
      add(AddedEdge.of(tail, from, target, request.maxHops() - left));
    }
  }

  private void add(AddedEdge edge) {
    AddedEdge changed = edge.direction() == null ? edge : changes.applyTo(edge);
    if (changed.most() >= changed.least()) {
      added.add(changed);
    }
  }

  private static ChannelDirection direction(PublicKey from, ShortChannelId id, PublicKey to) {
    return new ChannelDirection(id, from.compareTo(to) < 0 ? 0 : 1);
  }

  private int graphEdge(ChannelDirection direction) {
    int channel = graph.channelIndex(direction.shortChannelId());
    int edge = 2 * channel + direction.direction();
    return channel < 0 || edge >= graphEdges ? -1 : edge;
  }

  /** Where an edge to that node ends: in a circle the payer as payee is another node. */
  private int end(PublicKey nodeId) {
    return circle && nodeId.equals(request.target()) ? target : index(nodeId);
  }

  private int known(PublicKey nodeId) {
    int inGraph = graph.nodeIndex(nodeId);
    return inGraph >= 0 && inGraph < graphNodes ? inGraph : addedNumbers.getOrDefault(nodeId, -1);
  }

  private int index(PublicKey nodeId) {
    int known = known(nodeId);
    if (known >= 0) {
      return known;
    }
    int number = addNode(nodeId);
    addedNumbers.put(nodeId, number);
    return number;
  }

  private int addNode(PublicKey nodeId) {
    addedNodes.add(nodeId);
    return graphNodes + addedNodes.size() - 1;
  }

  /** Whether the payer pays itself. */
  boolean circle() {
    return circle;
  }

  /** Order of two edges that does not depend on how they are numbered. */
  int compareIds(int one, int other) {
    ChannelDirection first = direction(one);
    ChannelDirection second = direction(other);
    return first == null || second == null ? Integer.compare(one, other) : first.compareTo(second);
  }

  /** The number of a channel's edge, or -1: added edges come before those of the graph. */
  int edge(ChannelDirection channel) {
    int number = added.number(channel);
    return number >= 0 ? number : graphEdge(channel);
  }

  /** The number of the edge that a blinded tail is, or -1. */
  int edge(BlindedTail tail) {
    return added.number(tail);
  }

  /** The nodes where a channel begins and ends, as far as it is known here. */
  Optional<int[]> ends(ChannelDirection channel) {
    int edge = edge(channel);
    if (edge < 0) {
      return Optional.empty();
    }
    if (edge >= graphEdges) {
      return Optional.of(new int[] {added.get(edge).from(), added.get(edge).to()});
    }
    int to = graph.endpoint(edge >> 1, 1 - (edge & 1));
    return Optional.of(new int[] {peek(edge), circle && to == source ? target : to});
  }

  /** The number that the node has here, or -1. */
  int nodeIndex(PublicKey nodeId) {
    return known(nodeId);
  }

  /** All node numbers are below this. */
  int nodeBound() {
    return graphNodes + addedNodes.size();
  }

  /** All edge numbers are below this. */
  int edgeBound() {
    return added.bound();
  }

  /** Numbers from here on are edges that the request adds. */
  int graphEdges() {
    return graphEdges;
  }

  PublicKey nodeId(int node) {
    return node < graphNodes ? graph.nodeId(node) : addedNodes.get(node - graphNodes);
  }

  /** The edge's channel, or null when it is a blinded tail. */
  @Nullable ChannelDirection direction(int edge) {
    return edge < graphEdges
        ? new ChannelDirection(graph.shortChannelId(edge >> 1), edge & 1)
        : added.get(edge).direction();
  }

  /** Whether a route may pass through the node. */
  boolean isPassable(int node) {
    return (node >= graphNodes || graph.isNodeRoutable(node))
        && (forbiddenNodes.length == 0 || Arrays.binarySearch(forbiddenNodes, node) < 0);
  }

  /** The most that a channel into the node may take off the node's fee (msat). */
  long mostInboundDiscount(int node, long wanted) {
    return node < graphNodes ? graph.mostInboundDiscount(node, wanted) : 0;
  }

  /**
   * The node where an edge of the graph begins, without looking whether it may be used; -1 when the
   * node is too new for this search. In a circle, the payer as payer.
   */
  int peek(int edge) {
    int from = graph.endpoint(edge >> 1, edge & 1);
    return from < graphNodes ? from : -1;
  }

  /** Edges of the graph that lead into the node, usable or not, to be read only. */
  int[] graphEdgesInto(int node) {
    int inGraph = circle && node == target ? source : node;
    return inGraph < graphNodes ? inTime(graph.edgesInto(inGraph)) : NONE;
  }

  /** Without edges that are too new: their numbers are those of added edges here. */
  private int[] inTime(int[] edges) {
    return 2 * graph.channelBound() == graphEdges
        ? edges
        : Arrays.stream(edges).filter(edge -> edge < graphEdges).toArray();
  }

  /**
   * Edges of the graph whose other direction leads out of the node: {@code edge ^ 1} is such a way
   * out.
   */
  int[] graphEdgesBackInto(int node) {
    return node < graphNodes ? inTime(graph.edgesInto(node)) : NONE;
  }

  /** Added edges that lead into the node. */
  int[] addedEdgesInto(int node) {
    return added.into(node);
  }

  /** Added edges that lead out of the node. */
  int[] addedEdgesFrom(int node) {
    return added.from(node);
  }

  /**
   * Reads an edge as it is now.
   *
   * @return whether it may be used; if not, {@code into} holds nothing of use
   */
  boolean read(int edge, OverlayEdge into) {
    return readUnused(edge, into) && (uses.isEmpty() || lessUsed(edge, into));
  }

  private boolean lessUsed(int edge, OverlayEdge into) {
    LocalChannel local = local(edge);
    long used = uses.amount(edge);
    into.room -= used;
    into.inFlight += used;
    into.most = Math.min(into.most, into.room);
    return into.most >= into.least && (local == null || uses.htlcs(edge) < local.freeSlots());
  }

  /**
   * Notes what a route found for this payment uses of an edge, so that the next one finds what is
   * left; negative numbers give back.
   */
  void use(int edge, long amount, int htlcs) {
    uses.add(edge, amount, htlcs);
  }

  /**
   * The same for another amount and fee, next to what is used here then and later. Numbers are the
   * same, but edges that an onion of that size has no room for may be missing at the end.
   */
  Overlay forShare(long amount, long maxFee) {
    RouteRequest share =
        request.toBuilder().amount(MilliSatoshi.of(amount)).maxFee(MilliSatoshi.of(maxFee)).build();
    return new Overlay(graph, share, scores, uses, graphNodes, graphEdges);
  }

  /** The same weighed otherwise, with nothing used. Numbers are the same, as the graph grows. */
  Overlay weighing(CostWeights other) {
    RouteRequest changed = request.toBuilder().weights(other).build();
    return new Overlay(graph, changed, scores, new EdgeUses(), graphNodes, graphEdges);
  }

  private boolean readUnused(int edge, OverlayEdge into) {
    if (edge >= graphEdges) {
      added.get(edge).copyTo(into, edge);
      into.first = into.from == source;
      into.last = into.to == target;
      return true;
    }
    boolean usable = graph.read(edge, data);
    if (changes.isEmpty()) {
      return usable && take(edge, into);
    }
    return changes.read(edge, usable, data) && take(edge, into) && changes.applyTo(edge, into);
  }

  private boolean take(int edge, OverlayEdge into) {
    int from = data.from();
    int to = data.to();
    if (from == source && request.localChannels().isPresent()
        || from >= graphNodes
        || to >= graphNodes) {
      return false;
    }
    into.take(edge, data);
    into.to = circle && to == source ? target : to;
    into.first = from == source;
    into.last = into.to == target;
    return true;
  }

  /** What the scorer says to sending an amount over the edge (msat). */
  long penalty(OverlayEdge edge, long amount) {
    return edge.certain
        ? 0
        : scores.penaltyMsat(
            edge.edge < graphEdges ? edge.edge : -1,
            edge.from < graphNodes ? edge.from : -1,
            edge.to < graphNodes ? edge.to : -1,
            amount + edge.inFlight,
            edge.capacity);
  }

  /**
   * The cost of sending an amount over the edge (msat), with a fee that its forwarding node keeps.
   */
  long cost(OverlayEdge edge, long amount, long fee) {
    return weights.hopCost(fee, edge.delay(), amount, penalty(edge, amount));
  }

  /** Channels that fit in a row before the payee, by hop limit and onion. */
  int hopsAtTarget() {
    int fit = Math.min(request.maxHops(), OnionRoom.channels(request, request.finalPayloadBytes()));
    return request.blindedTails().isEmpty() ? request.maxHops() - fit : 0;
  }

  /** The tail that the edge is, or null. */
  @Nullable BlindedTail tail(int edge) {
    return edge < graphEdges ? null : added.get(edge).tail();
  }

  /** The payer's channel that the edge is, or null. */
  @Nullable LocalChannel local(int edge) {
    return edge < graphEdges ? null : added.get(edge).local();
  }

  /** What the payer's own channels can send together (msat); all money when they are not told. */
  MilliSatoshi localBalance() {
    return request.localChannels().isEmpty() ? MilliSatoshi.MAX_MONEY : added.localBalance();
  }
}
