package org.boltj.sim.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopologyTest {
  private static final int[] SIZES = {2, 3, 4, 5, 17, 100};

  private static Topology create(String kind, int nodes, int channelsPerNode, long seed) {
    return TopologyKind.parse(kind)
        .create(nodes, channelsPerNode, new Seed(seed).random("topology"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ring", "star", "grid", "scale-free", "small-world"})
  void joinsAllNodesAndNoTwoTwice(String kind) {
    for (int nodes : SIZES) {
      for (int channelsPerNode : new int[] {1, 2, 4, 8}) {
        Topology topology = create(kind, nodes, channelsPerNode, 7);
        assertThat(topology.nodes()).isEqualTo(nodes);
        assertThat(topology.isConnected()).isTrue();
        Set<Set<Integer>> pairs = new HashSet<>();
        topology.links().forEach(link -> pairs.add(Set.of(link.a(), link.b())));
        assertThat(pairs).hasSameSizeAs(topology.links());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"scale-free", "small-world"})
  void comesFromItsSeedAlone(String kind) {
    assertThat(create(kind, 100, 8, 7)).isEqualTo(create(kind, 100, 8, 7));
    assertThat(create(kind, 100, 8, 7)).isNotEqualTo(create(kind, 100, 8, 8));
  }

  @Test
  void hasTheShapeOfItsName() {
    assertThat(create("ring", 10, 8, 1).degrees()).containsOnly(2);
    assertThat(create("star", 10, 8, 1).degrees()).startsWith(9).contains(1);
    assertThat(create("grid", 9, 8, 1).degrees()).containsExactly(2, 3, 2, 3, 4, 3, 2, 3, 2);
    assertThat(Arrays.stream(create("small-world", 100, 4, 1).degrees()).average().orElseThrow())
        .isBetween(3.8, 4.0);
  }

  @Test
  void aScaleFreeNetworkHasFewNodesWithManyChannels() {
    int[] degrees = create("scale-free", 200, 8, 7).degrees();
    assertThat(Arrays.stream(degrees).max().orElseThrow()).isGreaterThan(30);
    assertThat(Arrays.stream(degrees).sorted().limit(100).max().orElseThrow()).isLessThan(8);
  }

  @Test
  void aNetworkLikeThePublicOneHasItsFeesAndCapacities() {
    Topology topology = create("public", 50, 6, 7);
    assertThat(topology.isConnected()).isTrue();
    assertThat(topology.links()).hasSize(150).allMatch(link -> link.capacitySat().isPresent());
    assertThat(topology.policies().stream().distinct().count()).isGreaterThan(10);
    assertThat(create("public", 2, 2, 1).isConnected()).isTrue();
  }

  @Test
  void anUnknownKindIsRefusedWithTheKnownOnes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TopologyKind.parse("torus"))
        .withMessageContaining("'torus'")
        .withMessageContaining("ring, star, grid, scale-free, small-world, public, file:<");
  }

  @Test
  void aChannelWithoutTwoNodesIsRefused() {
    Topology.Link loop = new Topology.Link(1, 1, OptionalLong.empty());
    Topology.Link beyond = new Topology.Link(1, 2, OptionalLong.empty());
    assertThatIllegalArgumentException().isThrownBy(() -> Topology.of(2, List.of(loop)));
    assertThatIllegalArgumentException().isThrownBy(() -> Topology.of(2, List.of(beyond)));
  }
}
