package org.boltj.node;

import static org.assertj.core.api.Assertions.assertThat;

import org.boltj.base.Feature;
import org.boltj.base.Network;
import org.boltj.gossip.message.GossipTimestampFilter;
import org.boltj.gossip.message.QueryChannelRange;
import org.boltj.message.Init;
import org.junit.jupiter.api.Test;

/** A few peers are asked for gossip, and another one as soon as one of them leaves. */
class GossipSourcesTest {
  private final TestWorld world = new TestWorld();
  private final LightningNode node = world.node("node", builder -> builder.gossipSources(2));
  private final RawPeer first = new RawPeer(world, "first").greet(node);
  private final RawPeer second = new RawPeer(world, "second").greet(node);
  private final RawPeer third = new RawPeer(world, "third").greet(node);

  @Test
  void as_many_peers_are_asked_as_the_settings_say() {
    assertThat(isAsked(first)).isTrue();
    assertThat(isAsked(second)).isTrue();
    assertThat(isAsked(third)).isFalse();
    assertThat(third.received(GossipTimestampFilter.class)).hasSize(1);
  }

  @Test
  void a_source_that_disconnects_is_replaced() {
    node.disconnect(first.nodeId);
    world.settle();
    assertThat(isAsked(third)).isTrue();
    assertThat(third.received(GossipTimestampFilter.class))
        .last()
        .satisfies(filter -> assertThat(filter.timestampRange()).isPositive());
    assertThat(second.received(QueryChannelRange.class)).hasSize(1);
  }

  @Test
  void a_peer_that_was_no_source_leaves_no_gap() {
    node.disconnect(third.nodeId);
    world.settle();
    RawPeer fourth = new RawPeer(world, "fourth").greet(node);
    assertThat(isAsked(fourth)).isFalse();
  }

  @Test
  void a_peer_without_gossip_queries_takes_no_place() {
    node.disconnect(first.nodeId);
    node.disconnect(second.nodeId);
    node.disconnect(third.nodeId);
    world.settle();
    for (int i = 0; i < 3; i++) {
      new RawPeer(world, "mute" + i)
          .connect(node)
          .send(
              Init.of(
                  LightningNodeBuilder.DEFAULT_FEATURES.without(Feature.GOSSIP_QUERIES),
                  Network.REGTEST.chainHash()));
    }
    assertThat(isAsked(new RawPeer(world, "able").greet(node))).isTrue();
  }

  private static boolean isAsked(RawPeer peer) {
    return !peer.received(QueryChannelRange.class).isEmpty();
  }
}
