package org.boltj.gossip.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.boltj.base.Bytes;
import org.boltj.base.CltvExpiryDelta;
import org.boltj.base.Features;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PublicKey;
import org.boltj.base.Satoshi;
import org.boltj.base.ShortChannelId;
import org.boltj.gossip.message.ChannelUpdate;
import org.junit.jupiter.api.Test;

/** The compact graph holds what an obvious map holds, whatever comes and goes. */
class ChannelGraphTest {
  private final ChannelGraph graph = new ChannelGraph();

  static PublicKey node(int number) {
    byte[] id = new byte[33];
    id[0] = 2;
    id[31] = (byte) (number >> 8);
    id[32] = (byte) number;
    return new PublicKey(Bytes.wrap(id));
  }

  private static ChannelUpdate.Policy policy(long base, long minimum, long maximum, int inbound) {
    return new ChannelUpdate.Policy(
        new CltvExpiryDelta(40),
        MilliSatoshi.of(minimum),
        base,
        250,
        MilliSatoshi.of(maximum),
        inbound,
        2 * inbound);
  }

  @Test
  void anEdgeIsReadWithTheInboundFeeOfItsReceiver() {
    int channel = graph.addChannel(new ShortChannelId(7), node(1), node(2), 1000);
    graph.setPolicy(2 * channel, 5, false, policy(0xffff_ffffL, 3, 900_000, -7));
    graph.setPolicy(2 * channel + 1, 6, false, policy(1, 1, 900_000, -9));
    EdgeData data = new EdgeData();
    assertThat(graph.read(2 * channel, data)).isTrue();
    assertThat(data.from()).isEqualTo(graph.nodeIndex(node(1)));
    assertThat(data.to()).isEqualTo(graph.nodeIndex(node(2)));
    assertThat(data.capacityMsat()).isEqualTo(1_000_000);
    assertThat(data.cltvExpiryDelta()).isEqualTo(40);
    assertThat(data.htlcMinimumMsat()).isEqualTo(3);
    assertThat(data.htlcMaximumMsat()).isEqualTo(900_000);
    assertThat(data.feeBaseMsat()).isEqualTo(0xffff_ffffL);
    assertThat(data.feeProportionalMillionths()).isEqualTo(250);
    assertThat(data.inboundFeeBaseMsat()).isEqualTo(-9);
    assertThat(data.inboundFeeProportionalMillionths()).isEqualTo(-18);
    assertThat(graph.edgesInto(data.to())).containsExactly(2 * channel);
    assertThat(graph.edgesInto(data.from())).containsExactly(2 * channel + 1);
  }

  @Test
  void whatCannotCarryPaymentsIsKeptButNotUsable() {
    int channel = graph.addChannel(new ShortChannelId(7), node(1), node(2), 1000);
    EdgeData data = new EdgeData();
    assertThat(graph.read(0, data)).isFalse();
    assertThat(graph.direction(0)).isEmpty();
    ChannelUpdate.Policy good = policy(1, 0, 1_000_000, 0);
    graph.setPolicy(0, 5, true, good);
    assertThat(graph.read(0, data)).isFalse();
    assertThat(graph.direction(0)).contains(new DirectionEntry(5, true, good));
    graph.setPolicy(0, 6, false, policy(1, 0, 1_000_001, 0));
    assertThat(graph.read(0, data)).isFalse();
    graph.setPolicy(0, 7, false, policy(1, 10, 9, 0));
    assertThat(graph.read(0, data)).isFalse();
    graph.setPolicy(0, 8, false, good);
    assertThat(graph.read(0, data)).isTrue();
    graph.setRoutable(channel, false);
    assertThat(graph.read(0, data)).isFalse();
    graph.setPolicy(0, 9, false, good);
    assertThat(graph.read(0, data)).isFalse();
    graph.setRoutable(channel, true);
    assertThat(graph.read(0, data)).isTrue();
  }

  @Test
  void featuresThatWeDoNotKnowKeepPaymentsOutOfANode() {
    int node = graph.addNode(node(1));
    assertThat(graph.nodeFeatures(node)).isEmpty();
    assertThat(graph.isNodeRoutable(node)).isTrue();
    Features unknown = Features.EMPTY.withBit(1000);
    graph.setNodeFeatures(node, unknown);
    assertThat(graph.nodeFeatures(node)).contains(unknown);
    assertThat(graph.isNodeRoutable(node)).isFalse();
    graph.setNodeFeatures(node, Features.EMPTY.withBit(1001));
    assertThat(graph.isNodeRoutable(node)).isTrue();
  }

  @Test
  void whatMakesNoSenseIsRefusedAndLeavesNothing() {
    graph.addChannel(new ShortChannelId(7), node(1), node(2), -1);
    assertThatThrownBy(() -> graph.addChannel(new ShortChannelId(7), node(1), node(3), 5))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> graph.addChannel(new ShortChannelId(8), node(3), node(3), 5))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> graph.addChannel(new ShortChannelId(8), node(3), node(4), -2))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(graph.nodeCount()).isEqualTo(2);
    assertThat(graph.channelCount()).isEqualTo(1);
    assertThat(graph.channel(0).capacity()).isEmpty();
  }

  @Property(tries = 100)
  void itHoldsWhatAMapHolds(@ForAll long seed) {
    Random random = new Random(seed);
    ChannelGraph compact = new ChannelGraph();
    Map<ShortChannelId, ChannelEntry> map = new TreeMap<>();
    for (int i = 0; i < 400; i++) {
      ShortChannelId id = new ShortChannelId(random.nextInt(100) * 0x1_0000_0001L);
      ChannelEntry known = map.get(id);
      if (known == null) {
        int first = random.nextInt(60);
        int second = first + 1 + random.nextInt(4);
        compact.addChannel(id, node(first), node(second), first);
        map.put(id, entry(id, node(first), node(second), first));
      } else if (random.nextInt(3) == 0) {
        compact.removeChannel(compact.channelIndex(id));
        map.remove(id);
      } else {
        int direction = random.nextInt(2);
        DirectionEntry entry =
            new DirectionEntry(i, random.nextBoolean(), policy(i, 0, i, random.nextInt()));
        compact.setPolicy(
            2 * compact.channelIndex(id) + direction,
            entry.timestamp(),
            entry.disabled(),
            entry.policy());
        map.put(id, with(known, direction, entry));
      }
    }
    assertSame(compact, map);
  }

  private static void assertSame(ChannelGraph compact, Map<ShortChannelId, ChannelEntry> map) {
    Map<ShortChannelId, ChannelEntry> held = new TreeMap<>();
    for (int channel = 0; channel < compact.channelBound(); channel++) {
      if (compact.hasChannel(channel)) {
        held.put(compact.shortChannelId(channel), compact.channel(channel));
      }
    }
    assertThat(held).isEqualTo(map);
    assertThat(compact.channelCount()).isEqualTo(map.size());
    Map<PublicKey, List<ShortChannelId>> into = new TreeMap<>();
    for (int node = 0; node < compact.nodeBound(); node++) {
      if (compact.hasNode(node)) {
        List<ShortChannelId> ids = new ArrayList<>();
        for (int edge : compact.edgesInto(node)) {
          assertThat(compact.endpoint(edge >> 1, 1 - (edge & 1))).isEqualTo(node);
          ids.add(compact.shortChannelId(edge >> 1));
        }
        into.put(compact.nodeId(node), ids.stream().sorted().toList());
      }
    }
    Map<PublicKey, List<ShortChannelId>> expected = new TreeMap<>();
    for (ChannelEntry entry : map.values()) {
      for (PublicKey node : List.of(entry.nodeId1(), entry.nodeId2())) {
        expected.computeIfAbsent(node, none -> new ArrayList<>()).add(entry.shortChannelId());
      }
    }
    assertThat(into).isEqualTo(expected);
    assertThat(compact.nodeCount()).isEqualTo(expected.size());
  }

  private static ChannelEntry entry(
      ShortChannelId id, PublicKey node1, PublicKey node2, long capacity) {
    return new ChannelEntry(
        id, node1, node2, Optional.of(Satoshi.of(capacity)), Optional.empty(), Optional.empty());
  }

  private static ChannelEntry with(ChannelEntry known, int direction, DirectionEntry entry) {
    return new ChannelEntry(
        known.shortChannelId(),
        known.nodeId1(),
        known.nodeId2(),
        known.capacity(),
        direction == 0 ? Optional.of(entry) : known.fromNode1(),
        direction == 1 ? Optional.of(entry) : known.fromNode2());
  }

  @Test
  void theLargestDiscountIsThatOfTheChannelsAsTheyAre() {
    int one = graph.addChannel(new ShortChannelId(7), node(1), node(2), 1000);
    int other = graph.addChannel(new ShortChannelId(8), node(1), node(3), 1000);
    int node = graph.nodeIndex(node(1));
    graph.setPolicy(2 * one, 1, false, policy(1, 0, 1000, -900_000));
    graph.setPolicy(2 * other, 1, false, policy(1, 0, 1000, -400_000));
    assertThat(graph.mostInboundDiscount(node, 100)).isEqualTo(900_000 + 180 + 1);
    graph.setPolicy(2 * one, 2, false, policy(1, 0, 1000, 0));
    assertThat(graph.mostInboundDiscount(node, 100)).isEqualTo(400_000 + 80 + 1);
    graph.setPolicy(2 * one, 3, false, policy(1, 0, 1000, -500_000));
    assertThat(graph.mostInboundDiscount(node, 100)).isEqualTo(500_000 + 100 + 1);
    graph.removeChannel(one);
    assertThat(graph.mostInboundDiscount(node, 100)).isEqualTo(400_000 + 80 + 1);
    graph.setPolicy(2 * other, 2, false, policy(1, 0, 1000, 5));
    assertThat(graph.mostInboundDiscount(node, 100)).isZero();
  }
}
