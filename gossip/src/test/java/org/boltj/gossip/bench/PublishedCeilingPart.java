package org.boltj.gossip.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.boltj.base.CltvExpiryDelta;
import org.boltj.base.MilliSatoshi;
import org.boltj.gossip.graph.ChannelGraph;
import org.boltj.gossip.message.ChannelUpdate;
import org.boltj.gossip.snapshot.GraphSnapshot;

/**
 * A ceiling that somebody else has drawn, beside our own draw from the same snapshot by the same
 * method, and beside what our finder pays then: random pairs of all nodes that have such channels,
 * parallel channels merged, the capacity of what is merged split at a place drawn at random, no
 * fees and no limits.
 *
 * <p>A file has one number a line: the largest payment that is possible for some pair (sat).
 */
final class PublishedCeilingPart {
  private final BenchGraph graph;
  private final Options options;
  private final Report report;

  PublishedCeilingPart(BenchGraph graph, Options options, Report report) {
    this.graph = graph;
    this.options = options;
    this.report = report;
  }

  void run() {
    options.ceilingOfAll().ifPresent(file -> compare("all channels", file, false));
    options.ceilingOfEnabled().ifPresent(file -> compare("enabled both ways", file, true));
  }

  private void compare(String which, Path file, boolean enabledOnly) {
    List<Long> published = read(file);
    BenchGraph merged = merged(enabledOnly);
    List<CeilingPart.Sample> drawn =
        IntStream.range(0, options.ceilingSamples())
            .parallel()
            .mapToObj(number -> CeilingPart.sample(merged, number, false))
            .toList();
    for (int i = 0; i < CeilingPart.AMOUNTS_SAT.size(); i++) {
      report.add(figure(which, i, published, drawn));
    }
  }

  private static Figure figure(
      String which, int at, List<Long> published, List<CeilingPart.Sample> drawn) {
    long amount = CeilingPart.AMOUNTS_SAT.get(at);
    double theirs = CeilingPart.share(published.stream().map(sat -> sat >= amount).toList());
    double ceiling = CeilingPart.share(drawn.stream().map(each -> each.ceiling().get(at)).toList());
    double paid = CeilingPart.share(drawn.stream().map(each -> each.free().get(at)).toList());
    double error =
        2 * Math.sqrt(theirs * (1 - theirs) * (1.0 / published.size() + 1.0 / drawn.size()));
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("published_samples", published.size());
    values.put("samples", drawn.size());
    values.put("published", theirs);
    values.put("ceiling", ceiling);
    values.put("success", paid);
    values.put("two_standard_errors", error);
    Aim aim =
        new Aim(
            "the published ceiling, within two standard errors of both draws",
            Math.abs(theirs - paid) <= error);
    return new Figure("published ceiling", which + ", " + amount + " sat", "boltj", values, aim);
  }

  private static List<Long> read(Path file) {
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> !line.isBlank())
          .map(line -> Long.parseLong(line.strip()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * One channel for each pair of nodes that has any, with all their capacity; nodes without one are
   * not there.
   */
  private BenchGraph merged(boolean enabledOnly) {
    GraphSnapshot snapshot = graph.snapshot();
    Map<Long, long[]> pairs = new TreeMap<>();
    for (int channel = 0; channel < snapshot.channelCount(); channel++) {
      long capacity = snapshot.capacitySat(channel).orElse(0);
      boolean enabled = snapshot.isEnabled(2 * channel) && snapshot.isEnabled(2 * channel + 1);
      if (capacity > 0 && (enabled || !enabledOnly)) {
        long pair = (long) snapshot.node1(channel) << 32 | snapshot.node2(channel);
        int first = channel;
        pairs.computeIfAbsent(pair, none -> new long[] {first, 0})[1] += capacity;
      }
    }
    ChannelGraph merged = new ChannelGraph();
    for (long[] channel : pairs.values()) {
      add(merged, (int) channel[0], channel[1]);
    }
    List<Integer> nodes = IntStream.range(0, merged.nodeBound()).boxed().toList();
    return new BenchGraph(graph.name(), snapshot, merged, nodes, graph.nowSeconds());
  }

  private void add(ChannelGraph merged, int first, long capacitySat) {
    GraphSnapshot snapshot = graph.snapshot();
    int channel =
        merged.addChannel(
            snapshot.shortChannelId(first),
            snapshot.nodeId(snapshot.node1(first)),
            snapshot.nodeId(snapshot.node2(first)),
            capacitySat);
    ChannelUpdate.Policy free =
        new ChannelUpdate.Policy(
            new CltvExpiryDelta(0), MilliSatoshi.ZERO, 0, 0, MilliSatoshi.ofSat(capacitySat));
    merged.setPolicy(2 * channel, graph.nowSeconds(), false, free);
    merged.setPolicy(2 * channel + 1, graph.nowSeconds(), false, free);
  }
}
