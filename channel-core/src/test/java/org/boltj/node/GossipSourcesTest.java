package org.boltj.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.boltj.base.Feature;
import org.boltj.base.Network;
import org.boltj.gossip.message.GossipTimestampFilter;
import org.boltj.gossip.message.QueryChannelRange;
import org.boltj.gossip.message.QueryShortChannelIds;
import org.boltj.gossip.message.ReplyChannelRange;
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

  @Test
  void every_hour_one_source_makes_room_for_another_peer() {
    answer(first, second, third);
    world.advance(HOUR + 1_000);
    assertThat(isAsked(third)).isTrue();
    assertThat(first.received(GossipTimestampFilter.class))
        .last()
        .satisfies(filter -> assertThat(filter.timestampRange()).isZero());
  }

  @Test
  void without_another_peer_a_source_is_compared_with_again() {
    answer(first, second, third);
    node.disconnect(third.nodeId);
    world.advance(HOUR + 1_000);
    assertThat(
            first.received(QueryChannelRange.class).size()
                + second.received(QueryChannelRange.class).size())
        .isEqualTo(3);
  }

  @Test
  void a_source_that_does_not_answer_is_replaced() {
    keepAlive(first, second, third);
    answerNow(second);
    world.advance(130_000);
    assertThat(isAsked(third)).isTrue();
    assertThat(first.received(GossipTimestampFilter.class))
        .last()
        .satisfies(filter -> assertThat(filter.timestampRange()).isZero());
  }

  @Test
  void a_channel_that_is_not_known_is_asked_for_once() {
    answer(first, second, third);
    SignedGossip network = new SignedGossip(10);
    for (int i = 0; i < 5; i++) {
      first.send(network.update(3, true, world.nowMillis / 1000 - i));
    }
    world.advance(5_000);
    assertThat(first.received(QueryShortChannelIds.class))
        .singleElement()
        .satisfies(
            query -> assertThat(query.encodedShortIds()).containsExactly(SignedGossip.id(3)));
  }

  private static final long HOUR = 3_600_000;

  private static void keepAlive(RawPeer... peers) {
    for (RawPeer peer : peers) {
      peer.answerPings();
    }
  }

  /** Peers that have nothing to tell and say so. */
  private void answer(RawPeer... peers) {
    keepAlive(peers);
    for (RawPeer peer : peers) {
      if (isAsked(peer)) {
        answerNow(peer);
      }
    }
  }

  private static void answerNow(RawPeer peer) {
    peer.send(
        new ReplyChannelRange(
            SignedGossip.CHAIN, 0, 0xffffffffL, 1, List.of(), Optional.empty(), Optional.empty()));
  }

  private static boolean isAsked(RawPeer peer) {
    return !peer.received(QueryChannelRange.class).isEmpty();
  }
}
