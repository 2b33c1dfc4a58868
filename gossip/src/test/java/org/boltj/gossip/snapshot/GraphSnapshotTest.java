package org.boltj.gossip.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.OptionalLong;
import org.boltj.base.Bytes;
import org.boltj.base.CltvExpiryDelta;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PublicKey;
import org.boltj.base.ShortChannelId;
import org.boltj.gossip.graph.ChannelGraph;
import org.boltj.gossip.graph.DirectionEntry;
import org.boltj.gossip.message.ChannelUpdate;
import org.junit.jupiter.api.Test;

class GraphSnapshotTest {
  private static final PublicKey A = key(1);
  private static final PublicKey B = key(2);
  private static final PublicKey C = key(3);
  private static final PublicKey D = key(4);

  private static PublicKey key(int last) {
    return new PublicKey(Bytes.fromHex("02" + "00".repeat(31) + "0" + last));
  }

  private static ShortChannelId id(int block) {
    return ShortChannelId.of(block, 1, 0);
  }

  private static DirectionEntry fee(long base, long updated, boolean disabled) {
    return new DirectionEntry(
        updated,
        disabled,
        new ChannelUpdate.Policy(
            new CltvExpiryDelta(40), MilliSatoshi.of(1), base, 7, MilliSatoshi.of(900_000)));
  }

  @Test
  void numbersFollowTheIdsWhateverTheOrderOfEntry() {
    SnapshotBuilder builder = new SnapshotBuilder();
    int b = builder.node(B);
    int edge = builder.channel(id(9), b, builder.node(A), 1000);
    builder.policy(edge, fee(5, 1, false));
    builder.channel(id(3), b, builder.node(C), GraphSnapshot.UNKNOWN_CAPACITY);
    GraphSnapshot built = builder.build();
    assertThat(built.nodeId(0)).isEqualTo(A);
    assertThat(built.nodeIndex(C)).isEqualTo(2);
    assertThat(built.nodeIndex(D)).isEqualTo(-1);
    assertThat(built.channelIndex(id(9))).isEqualTo(1);
    assertThat(built.channelIndex(id(4))).isEqualTo(-1);
    assertThat(built.capacitySat(0)).isEmpty();
    assertThat(built.capacitySat(1)).isEqualTo(OptionalLong.of(1000));
    assertThat(built.node1(1)).isZero();
    assertThat(built.policy(2)).isEmpty();
    assertThat(built.policy(3)).contains(fee(5, 1, false));
    assertThat(built.from(3)).isEqualTo(1);
    assertThat(built.to(3)).isZero();
  }

  @Test
  void refusesWhatNoNetworkHas() {
    SnapshotBuilder builder = new SnapshotBuilder();
    int a = builder.node(A);
    int b = builder.node(B);
    assertThatIllegalArgumentException().isThrownBy(() -> builder.channel(id(1), a, a, 5));
    assertThatIllegalArgumentException().isThrownBy(() -> builder.channel(id(1), a, b, -2));
    builder.channel(id(1), a, b, 5);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.channel(id(1), b, a, 5))
        .withMessageContaining("channel 1x1x0 stands there twice");
  }

  @Test
  void goesIntoAGraphAndComesBack() {
    GraphSnapshot network = NetworkGenerator.generate(4, 100, 300);
    ChannelGraph graph = network.toGraph();
    assertThat(graph.channelCount()).isEqualTo(300);
    assertThat(graph.shortChannelId(17)).isEqualTo(network.shortChannelId(17));
    assertThat(graph.endpoint(17, 1)).isEqualTo(network.node2(17));
    assertThat(graph.direction(35)).isEqualTo(network.policy(35));
    GraphSnapshot back = GraphSnapshot.of(graph, network.chainHash());
    assertThat(back.toGraph().nodeFeatures(3)).isEqualTo(network.features(3));
    assertThat(back.liveCore().channelCount()).isEqualTo(network.liveCore().channelCount());
    assertThat(back.channels().same(network.channels())).isTrue();
    assertThat(back.policies().same(network.policies())).isTrue();
  }

  @Test
  void theLiveCoreIsTheLargestPartOfLiveChannels() {
    SnapshotBuilder builder = new SnapshotBuilder();
    int[] nodes = {builder.node(A), builder.node(B), builder.node(C), builder.node(D)};
    join(builder, 1, nodes[0], nodes[1], 2_000_000, false);
    join(builder, 2, nodes[1], nodes[2], 2_000_000, false);
    join(builder, 3, nodes[0], nodes[2], 2_000_000, true);
    join(builder, 4, nodes[2], nodes[3], 100, false);
    builder.channel(id(5), nodes[1], nodes[3], 50);
    GraphSnapshot core = builder.build().liveCore();
    assertThat(core.toString()).isEqualTo("3 nodes, 2 channels");
    assertThat(core.shortChannelId(1)).isEqualTo(id(2));
    assertThat(LiveCore.of(builder.build(), 0).toString()).isEqualTo("4 nodes, 3 channels");
    assertThat(new SnapshotBuilder().build().liveCore().nodeCount()).isZero();
  }

  private static void join(
      SnapshotBuilder builder, int block, int a, int b, long updated, boolean disabled) {
    int edge = builder.channel(id(block), a, b, 1000);
    builder.policy(edge, fee(1, updated, false));
    builder.policy(edge ^ 1, fee(2, updated, disabled));
  }
}
