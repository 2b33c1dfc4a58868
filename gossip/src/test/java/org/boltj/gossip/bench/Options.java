package org.boltj.gossip.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is asked for on the command line. */
final class Options {
  static final String USAGE =
      """
      Arguments: snapshot files, or the word generated for the network that the generator makes (also
      when there are none), and
        --parts LIST    some of memory,ingest,single,exact,multi,ceiling,scaling (all)
        --queries N     timed for each amount (1000)
        --exact N       compared with a plain Dijkstra (10000)
        --samples N     pairs of nodes with perfect knowledge of balances (1000)
        --ceiling-all FILE, --ceiling-enabled FILE
                        samples of the largest possible payment (sat, one a line) that others drew from
                        the first snapshot, from all channels or from those enabled both ways ()
        --seconds N     a contestant is let off after that long with one amount (30)
      """;

  /** Stands for the generated network where a file could stand. */
  static final String GENERATED = "generated";

  private final List<String> graphs = new ArrayList<>();
  private final Map<String, String> values =
      new LinkedHashMap<>(
          Map.of(
              "--parts", "memory,ingest,single,exact,multi,ceiling,scaling",
              "--queries", "1000",
              "--exact", "10000",
              "--samples", "1000",
              "--ceiling-all", "",
              "--ceiling-enabled", "",
              "--seconds", "30"));

  private Options() {}

  /**
   * Reads arguments.
   *
   * @throws IllegalArgumentException when there is no such option, with {@link #USAGE}
   */
  static Options parse(List<String> arguments) {
    Options options = new Options();
    for (int i = 0; i < arguments.size(); i++) {
      String name = arguments.get(i);
      if (!name.startsWith("--")) {
        options.graphs.add(name);
      } else if (options.values.containsKey(name) && i + 1 < arguments.size()) {
        options.values.put(name, arguments.get(++i));
      } else {
        throw new IllegalArgumentException(name + "\n" + USAGE);
      }
    }
    return options;
  }

  /** Names of snapshot files, or {@link #GENERATED}; at least one. */
  List<String> graphs() {
    return graphs.isEmpty() ? List.of(GENERATED) : graphs;
  }

  boolean wants(String part) {
    return Set.of(values.get("--parts").split(",", -1)).contains(part);
  }

  int queries() {
    return number("--queries");
  }

  int exactQueries() {
    return number("--exact");
  }

  int ceilingSamples() {
    return number("--samples");
  }

  /** A published ceiling of all channels. */
  Optional<Path> ceilingOfAll() {
    return file("--ceiling-all");
  }

  /** A published ceiling of the channels that are enabled both ways. */
  Optional<Path> ceilingOfEnabled() {
    return file("--ceiling-enabled");
  }

  private Optional<Path> file(String name) {
    return Optional.of(values.get(name)).filter(text -> !text.isEmpty()).map(Path::of);
  }

  /** After that long a slow contestant is let off, once it has answered a hundred queries. */
  int secondsPerCell() {
    return number("--seconds");
  }

  private int number(String name) {
    return Integer.parseInt(values.get(name));
  }
}
