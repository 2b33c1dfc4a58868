package org.boltj.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.ShortChannelId;
import org.boltj.gossip.graph.NetworkGraph;
import org.boltj.gossip.message.ChannelAnnouncement;
import org.boltj.gossip.message.QueryChannelRange;
import org.boltj.gossip.message.ReplyChannelRange;
import org.boltj.store.StoreException;
import org.junit.jupiter.api.Test;

/** Who announces outputs of others, or too much, keeps nobody's true announcements out. */
class RivalAnnouncementsTest {
  private static final ShortChannelId ID = SignedGossip.id(1);

  private final TestWorld world = new TestWorld();
  private final SignedGossip network = new SignedGossip(20);
  private final SlowFundings fundings = new SlowFundings(world.chain.source());
  private final LightningNode node = world.node("node", builder -> builder.chain(fundings));

  private int count() {
    return world.await(node.graph(NetworkGraph::channelCount));
  }

  private int waiting() {
    return world.await(node.graph(NetworkGraph::pendingCount));
  }

  private void answer(ShortChannelId id) {
    fundings.answer(id);
    world.settle();
  }

  @Test
  void a_false_announcement_does_not_keep_the_true_one_out() {
    RawPeer liar = new RawPeer(world, "liar").greet(node);
    RawPeer honest = new RawPeer(world, "honest").greet(node);
    liar.send(network.falseChannel(5, ID, 0));
    honest.send(network.channel(1)).send(network.update(1, true, 1_699_999_000));
    assertThat(waiting()).isEqualTo(2);
    answer(ID);
    assertThat(waiting()).isZero();
    Optional<Bytes> known = world.await(node.graph(graph -> graph.channelAnnouncement(ID)));
    assertThat(known).contains(network.channel(1).encode());
    int direction = network.update(1, true, 1_699_999_000).direction();
    long told = world.await(node.graph(graph -> graph.updateTimestamp(ID, direction)));
    assertThat(told).isEqualTo(1_699_999_000);
    assertThat(fundings.questions).containsExactly(ID);
    liar.send(network.falseChannel(6, ID, 1));
    assertThat(fundings.questions).as("its script is known by now").containsExactly(ID);
    assertThat(honest.isClosed()).isFalse();
  }

  @Test
  void a_peer_has_one_announcement_of_an_output() {
    RawPeer liar = new RawPeer(world, "liar").greet(node);
    List<Bytes> lies = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      lies.add(network.falseChannel(5 + i, ID, i).encode());
    }
    liar.sendAtOnce(lies);
    assertThat(waiting()).isEqualTo(1);
    new RawPeer(world, "honest").greet(node).send(network.channel(1));
    answer(ID);
    assertThat(count()).isEqualTo(1);
  }

  @Test
  void what_a_peer_announced_is_not_looked_up_when_it_has_left() {
    RawPeer fleeting = new RawPeer(world, "fleeting").greet(node);
    RawPeer honest = new RawPeer(world, "honest").greet(node);
    List<Bytes> announcements = new ArrayList<>();
    for (int channel = 0; channel < 100; channel++) {
      announcements.add(network.channel(channel).encode());
    }
    fleeting.sendAtOnce(announcements);
    assertThat(waiting()).isEqualTo(100);
    honest.send(network.falseChannel(5, SignedGossip.id(99), 0));
    node.disconnect(fleeting.nodeId);
    world.settle();
    int asked = fundings.questions.size();
    assertThat(waiting()).as("under way, and the other peer's").isEqualTo(asked + 1);
    honest.send(network.channel(98));
    assertThat(waiting()).isEqualTo(asked + 2);
  }

  @Test
  void early_announcements_are_limited_within_a_batch_too() {
    int height = world.chain.height();
    RawPeer eager = new RawPeer(world, "eager").greet(node);
    List<Bytes> announcements = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      ShortChannelId id = ShortChannelId.of(height, i, 0);
      announcements.add(network.channel(i % 20, id, SignedGossip.CHAIN).encode());
    }
    eager.sendAtOnce(announcements);
    assertThat(waiting()).isEqualTo(250);
    assertThat(fundings.questions).isEmpty();
  }

  @Test
  void what_found_no_place_is_asked_for_minutes_later() {
    RawPeer honest = new RawPeer(world, "honest").greet(node);
    honest.answerPings();
    honest.send(
        new ReplyChannelRange(
            SignedGossip.CHAIN, 0, 0xffffffffL, 1, List.of(), Optional.empty(), Optional.empty()));
    for (int i = 0; i < 4; i++) {
      RawPeer liar = new RawPeer(world, "liar " + i).greet(node);
      liar.answerPings();
      liar.send(network.falseChannel(5 + i, ID, i));
    }
    world.advance(150_000);
    int asked = honest.received(QueryChannelRange.class).size();
    honest.send(network.channel(1));
    assertThat(waiting()).isEqualTo(4);
    world.advance(310_000);
    assertThat(honest.received(QueryChannelRange.class)).hasSizeGreaterThan(asked);
  }

  @Test
  void a_ban_empties_the_store_and_outlives_a_restart() throws StoreException {
    RawPeer peer = new RawPeer(world, "peer").greet(node);
    ChannelAnnouncement first = network.channel(1);
    ChannelAnnouncement second = network.channel(9, ID, SignedGossip.CHAIN);
    peer.send(first);
    answer(ID);
    peer.send(network.channel(0));
    answer(SignedGossip.id(0));
    assertThat(count()).isEqualTo(2);
    peer.send(second);
    answer(ID);
    // Channel 0 is one of the banned node 1.
    assertThat(count()).isZero();
    assertThat(world.store("node").load().gossip().channels()).isEmpty();
    LightningNode again = world.restart("node");
    assertThat(world.await(again.graph(NetworkGraph::banned))).hasSize(4);
    new RawPeer(world, "other").greet(again).send(network.channel(2)).send(network.channel(15));
    assertThat(world.await(again.graph(NetworkGraph::pendingCount)))
        .as("channel 2 is one of the banned node 2, channel 15 of others")
        .isEqualTo(1);
  }
}
