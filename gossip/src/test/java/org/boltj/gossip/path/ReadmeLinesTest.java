package org.boltj.gossip.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.boltj.base.MilliSatoshi;
import org.boltj.gossip.graph.ChannelGraph;
import org.boltj.gossip.scoring.LiquidityScorer;
import org.boltj.gossip.scoring.Scorer;
import org.boltj.gossip.snapshot.GraphSnapshot;
import org.boltj.gossip.snapshot.NetworkGenerator;
import org.boltj.gossip.snapshot.SnapshotFiles;
import org.boltj.gossip.snapshot.SnapshotFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lines of Java in the module's README, as they stand there, find a route. */
class ReadmeLinesTest {
  private static final Path SOURCE =
      Path.of("src/test/java/org/boltj/gossip/path/ReadmeLinesTest.java");

  private static PathResult search(Path file, int from, int to) throws IOException {
    // README: begin
    GraphSnapshot snapshot = SnapshotFiles.read(file).liveCore();
    ChannelGraph graph = snapshot.toGraph();
    RouteRequest request =
        RouteRequest.builder(graph.nodeId(from), graph.nodeId(to), MilliSatoshi.ofSat(100_000))
            .weights(CostWeights.DEFAULT)
            .maxParts(4)
            .build();
    Scorer scorer = new LiquidityScorer();
    PathFinder finder = new MultiPartPathFinder(); // SinglePathFinder for one route
    PathResult result = finder.find(graph, request, scorer, snapshot.latestUpdate());
    // README: end
    return result;
  }

  @Test
  void theyFindARoute(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("network.boltj");
    GraphSnapshot network = NetworkGenerator.generate(8, 300, 1_200);
    SnapshotFiles.write(network, SnapshotFormat.COMPACT, file);
    long found = 0;
    for (int to = 1; to <= 20; to++) {
      found += search(file, 0, to) instanceof PathResult.Found ? 1 : 0;
    }
    assertThat(found).isGreaterThan(10);
  }

  @Test
  void theyStandInTheReadme() throws IOException {
    List<String> lines = Files.readAllLines(SOURCE);
    int begin = lines.indexOf("    // README: begin");
    int end = lines.indexOf("    // README: end");
    String snippet = String.join("\n", lines.subList(begin + 1, end)).stripIndent();
    assertThat(Files.readString(Path.of("README.md"))).contains("```java\n" + snippet + "\n```\n");
  }
}
