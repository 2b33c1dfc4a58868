package org.boltj.sim.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.zip.GZIPOutputStream;
import org.boltj.base.CltvExpiryDelta;
import org.boltj.base.MilliSatoshi;
import org.boltj.payment.RelayPolicy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The file is a network of our own: a triangle a-b-c with two channels a-b, a tail c-d, an island
 * e-f, one channel that is switched off and one that lacks a policy.
 */
class CoreOfGraphTest {
  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void copy() throws Exception {
    file = folder.resolve("graph.json");
    try (InputStream in = CoreOfGraphTest.class.getResourceAsStream("describegraph-small.json")) {
      Files.copy(Objects.requireNonNull(in), file);
    }
  }

  private static Topology read(Path path, int nodes, int channelsPerNode) {
    return TopologyKind.parse("file:" + path)
        .create(nodes, channelsPerNode, new Seed(1).random("topology"));
  }

  @Test
  void takesTheLargestChannelOfEachPairThatRelaysBothWays() {
    Topology topology = read(file, 4, 8);
    assertThat(topology.isConnected()).isTrue();
    assertThat(topology.links())
        .extracting(Topology.Link::capacitySat)
        .containsExactlyInAnyOrder(
            OptionalLong.of(90_000_000),
            OptionalLong.of(3_000_000),
            OptionalLong.of(2_000_000),
            OptionalLong.of(500_000));
  }

  @Test
  void beginsWithTheNodeOfMostNeighboursAndKeepsItsPolicy() {
    Topology topology = read(file, 3, 8);
    RelayPolicy ofC =
        new RelayPolicy(MilliSatoshi.of(6), 6, new CltvExpiryDelta(40), MilliSatoshi.of(1_000));
    RelayPolicy ofA =
        new RelayPolicy(
            MilliSatoshi.of(2_000), 20, new CltvExpiryDelta(144), MilliSatoshi.of(1_000));
    assertThat(topology.policies().get(0)).contains(ofC);
    assertThat(topology.policies().get(1)).contains(ofA);
  }

  @Test
  void fewerChannelsKeepTheLargestThatJoinAll() {
    Topology topology = read(file, 4, 1);
    assertThat(topology.links()).hasSize(3);
    assertThat(topology.isConnected()).isTrue();
  }

  @Test
  void readsPackedFiles() throws Exception {
    Path packed = folder.resolve("graph.json.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      Files.copy(file, out);
    }
    assertThat(read(packed, 4, 8)).isEqualTo(read(file, 4, 8));
  }

  @Test
  void capacitiesAreBroughtIntoWhatAChannelMayHold() {
    WorldPlan plan =
        WorldPlan.draw(
            new Seed(1),
            read(file, 4, 8),
            new CapacityRange(50_000, 50_000),
            new Latency(1, 1),
            RoutingChoice.DEFAULT);
    assertThat(plan.channels())
        .extracting(channel -> channel.capacity().sat())
        .contains(CapacityRange.MOST_SAT, 500_000L)
        .doesNotContain(50_000L);
  }

  @Test
  void saysWhatIsWrongWithAFile() throws Exception {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(file, 5, 8))
        .withMessage("the file has only 4 nodes that hang together, not 5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(folder.resolve("none.json"), 2, 8))
        .withMessageEndingWith("none.json: there is no such file");
    Path text = Files.writeString(folder.resolve("text.json"), "{ not json");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(text, 2, 8))
        .withMessageContaining("text.json, line 1, column 3: not JSON");
    Path empty = Files.writeString(folder.resolve("empty.json"), "{\"edges\": []}");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(empty, 2, 8))
        .withMessageContaining("empty.json lists no channel");
  }
}
