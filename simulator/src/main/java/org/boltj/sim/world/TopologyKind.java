package org.boltj.sim.world;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Where a topology comes from. */
@FunctionalInterface
public interface TopologyKind {
  /** Written before the path of a file. */
  String FILE = "file:";

  /** The kinds that are made by chance and rule, by their names. */
  Map<String, TopologyKind> NAMED = named();

  /**
   * A connected network.
   *
   * @param nodes at least 2
   * @param channelsPerNode how many channels a node has in the mean, where the kind leaves a choice
   */
  Topology create(int nodes, int channelsPerNode, SplittableRandom random);

  /**
   * The kind with that name, or the network in a {@code file:}.
   *
   * @throws IllegalArgumentException when there is no such kind; it names those that there are
   */
  static TopologyKind parse(String text) {
    if (text.startsWith(FILE)) {
      Path file = Path.of(text.substring(FILE.length()));
      return (nodes, channelsPerNode, random) ->
          CoreOfGraph.read(file).topology(nodes, channelsPerNode);
    }
    TopologyKind kind = NAMED.get(text.toLowerCase(Locale.ROOT));
    if (kind == null) {
      throw new IllegalArgumentException(
          "there is no topology '" + text + "'; there are " + String.join(", ", known()));
    }
    return kind;
  }

  /** What {@link #parse} takes. */
  static List<String> known() {
    return Stream.concat(NAMED.keySet().stream(), Stream.of(FILE + "<network>")).toList();
  }

  private static Map<String, TopologyKind> named() {
    Map<String, TopologyKind> kinds = new LinkedHashMap<>();
    kinds.put("ring", (nodes, channels, random) -> RegularTopologies.ring(nodes));
    kinds.put("star", (nodes, channels, random) -> RegularTopologies.star(nodes));
    kinds.put("grid", (nodes, channels, random) -> RegularTopologies.grid(nodes));
    kinds.put("scale-free", RandomTopologies::scaleFree);
    kinds.put("small-world", RandomTopologies::smallWorld);
    kinds.put("public", CoreOfGraph::generated);
    return Collections.unmodifiableMap(kinds);
  }
}
