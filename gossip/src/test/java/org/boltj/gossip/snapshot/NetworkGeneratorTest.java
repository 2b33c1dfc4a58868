package org.boltj.gossip.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.IntStream;
import org.boltj.crypto.Secp256k1;
import org.boltj.gossip.graph.DirectionEntry;
import org.junit.jupiter.api.Test;

class NetworkGeneratorTest {
  private static final GraphSnapshot NETWORK = NetworkGenerator.generate(1, 1_500, 4_500);

  private static int[] degrees(GraphSnapshot graph) {
    int[] degrees = new int[graph.nodeCount()];
    for (int edge = 0; edge < 2 * graph.channelCount(); edge++) {
      degrees[graph.from(edge)]++;
    }
    return IntStream.of(degrees).sorted().toArray();
  }

  @Test
  void theSeedDecides() {
    assertThat(NetworkGenerator.generate(1, 1_500, 4_500)).isEqualTo(NETWORK);
    assertThat(NetworkGenerator.generate(2, 1_500, 4_500)).isNotEqualTo(NETWORK);
  }

  @Test
  void hasTheSizeThatWasAskedFor() {
    assertThat(NETWORK.nodeCount()).isEqualTo(1_500);
    assertThat(NETWORK.channelCount()).isEqualTo(4_500);
    assertThat(NetworkGenerator.generate(3, 2, 1).channelCount()).isEqualTo(1);
    assertThatIllegalArgumentException().isThrownBy(() -> NetworkGenerator.generate(1, 10, 8));
  }

  @Test
  void aFewNodesHaveMostChannels() {
    int[] degrees = degrees(NETWORK);
    assertThat(degrees[0]).isEqualTo(1);
    assertThat(degrees[750]).isLessThanOrEqualTo(2);
    assertThat(IntStream.of(degrees).skip(1_485).sum()).isGreaterThan(2 * 4_500 / 5);
  }

  @Test
  void aThirdOfItIsDead() {
    GraphSnapshot live = NETWORK.liveCore();
    assertThat(live.nodeCount()).isBetween(350, 700);
    assertThat(live.channelCount()).isBetween(2_500, 3_800);
    for (int edge = 0; edge < 2 * live.channelCount(); edge++) {
      assertThat(live.isEnabled(edge)).isTrue();
      assertThat(live.lastUpdate(edge)).isGreaterThan(NetworkGenerator.NOW - 1_300_000);
    }
  }

  @Test
  void everyPolicyCanBeUsed() {
    for (int edge = 0; edge < 2 * NETWORK.channelCount(); edge++) {
      long capacity = NETWORK.capacitySat(edge / 2).orElseThrow();
      NETWORK
          .policy(edge)
          .map(DirectionEntry::policy)
          .ifPresent(
              policy ->
                  assertThat(policy.htlcMaximumMsat().msat())
                      .isBetween(policy.htlcMinimumMsat().msat(), capacity * 1000));
    }
  }

  @Test
  void nodesHaveKeys() {
    for (int at = 0; at < 5; at++) {
      assertThat(NETWORK.nodeIndex(NetworkGenerator.nodeId(1, at))).isNotNegative();
    }
    assertThat(Secp256k1.get().isValid(NETWORK.nodeId(7))).isTrue();
  }
}
