package org.boltj.gossip.path;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.boltj.base.MilliSatoshi;
import org.boltj.gossip.scoring.ChannelDirection;

/** The edges that a request adds to the graph, with the numbers that follow those of the graph. */
final class AddedEdges {
  private static final int[] NONE = new int[0];

  private final int firstNumber;
  private final List<AddedEdge> edges = new ArrayList<>();
  private final Map<Integer, int[]> into = new HashMap<>();
  private final Map<Integer, int[]> from = new HashMap<>();

  /** None yet; the first one gets that number. */
  AddedEdges(int firstNumber) {
    this.firstNumber = firstNumber;
  }

  void add(AddedEdge edge) {
    int number = bound();
    edges.add(edge);
    append(into, edge.to(), number);
    append(from, edge.from(), number);
  }

  private static void append(Map<Integer, int[]> lists, int node, int edge) {
    int[] old = lists.getOrDefault(node, NONE);
    int[] longer = Arrays.copyOf(old, old.length + 1);
    longer[old.length] = edge;
    lists.put(node, longer);
  }

  /** All numbers are below this. */
  int bound() {
    return firstNumber + edges.size();
  }

  AddedEdge get(int number) {
    return edges.get(number - firstNumber);
  }

  /** Numbers of the edges that lead into the node. */
  int[] into(int node) {
    return into.isEmpty() ? NONE : into.getOrDefault(node, NONE);
  }

  /** Numbers of the edges that lead out of the node. */
  int[] from(int node) {
    return from.isEmpty() ? NONE : from.getOrDefault(node, NONE);
  }

  /** The number of a channel's edge, or -1. */
  int number(ChannelDirection channel) {
    return number(edge -> channel.equals(edge.direction()));
  }

  /** The number of the edge that a blinded tail is, or -1. */
  int number(BlindedTail tail) {
    return number(edge -> tail.equals(edge.tail()));
  }

  private int number(Predicate<AddedEdge> wanted) {
    for (int at = 0; at < edges.size(); at++) {
      if (wanted.test(edges.get(at))) {
        return firstNumber + at;
      }
    }
    return -1;
  }

  /** What the payer's channels among them can send together (msat). */
  MilliSatoshi localBalance() {
    return edges.stream()
        .map(AddedEdge::local)
        .filter(Objects::nonNull)
        .map(local -> local.availableToSend().min(MilliSatoshi.MAX_MONEY))
        .reduce(MilliSatoshi.ZERO, (sum, next) -> sum.plus(next).min(MilliSatoshi.MAX_MONEY));
  }
}
