package org.boltj.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.base.ShortChannelId;
import org.boltj.gossip.graph.ChannelEntry;
import org.boltj.gossip.graph.NetworkGraph;
import org.boltj.gossip.message.ChannelAnnouncement;
import org.boltj.gossip.message.NodeAnnouncement;
import org.boltj.gossip.message.QueryChannelRange;
import org.boltj.gossip.message.ReplyChannelRange;
import org.junit.jupiter.api.Test;

/** What the chain says about channels of others, and what a node says again about its own. */
class AnnouncedChannelsOnChainTest {
  private static final long DAY = 86_400_000L;

  private final TestWorld world = new TestWorld();
  private final LightningNode alice = world.node("alice");
  private final LightningNode bob = world.node("bob");
  private LightningNode carol = world.node("carol");

  private ShortChannelId announced() {
    world.connect(bob, carol);
    ChannelId channel = world.channel(alice, bob, 1_000_000);
    world.mine(6);
    world.advance(5_000);
    channelToClose = channel;
    return onlyChannel(carol);
  }

  private ChannelId channelToClose;

  private ShortChannelId onlyChannel(LightningNode node) {
    ShortChannelId[] found = new ShortChannelId[1];
    world.await(
        node.graph(
            graph -> {
              graph.forEachChannel((ChannelEntry entry) -> found[0] = entry.shortChannelId());
              return graph.channelCount();
            }));
    assertThat(found[0]).isNotNull();
    return found[0];
  }

  private boolean isAlive(LightningNode node, ShortChannelId id) {
    return world.await(node.graph(graph -> graph.isAlive(id)));
  }

  private int count(LightningNode node) {
    return world.await(node.graph(NetworkGraph::channelCount));
  }

  @Test
  void a_spent_channel_is_passed_on_no_more_and_forgotten_after_72_blocks() {
    ShortChannelId id = announced();
    world.await(alice.closeChannel(channelToClose));
    world.mine(1);
    assertThat(isAlive(carol, id)).isFalse();
    RawPeer peer = new RawPeer(world, "raw").greet(carol);
    peer.send(new QueryChannelRange(SignedGossip.CHAIN, 0, 0xffffffffL, Optional.empty()));
    world.advance(500);
    assertThat(peer.received(ReplyChannelRange.class))
        .singleElement()
        .satisfies(reply -> assertThat(reply.encodedShortIds()).isEmpty());
    carol = world.restart("carol");
    assertThat(isAlive(carol, id)).as("after a restart").isFalse();
    world.mine(71);
    assertThat(count(carol)).isEqualTo(1);
    world.mine(1);
    assertThat(count(carol)).isZero();
  }

  @Test
  void a_spend_that_is_reorganized_out_is_taken_back() {
    ShortChannelId id = announced();
    world.await(alice.closeChannel(channelToClose));
    world.mine(1);
    assertThat(isAlive(carol, id)).isFalse();
    world.chain.reorganize(1);
    world.settle();
    assertThat(isAlive(carol, id)).isTrue();
    world.mine(1);
    assertThat(isAlive(carol, id)).isFalse();
  }

  @Test
  void an_announcement_waits_for_its_sixth_confirmation_and_is_refused_long_before_it() {
    SignedGossip network = new SignedGossip(10);
    PretendedFundings fundings = new PretendedFundings(world.chain.source(), id -> true);
    LightningNode node = world.node("dave", builder -> builder.chain(fundings));
    RawPeer peer = new RawPeer(world, "raw").greet(node);
    ShortChannelId soon = ShortChannelId.of(world.chain.height() - 1, 1, 0);
    ShortChannelId far = ShortChannelId.of(world.chain.height() + 10, 1, 0);
    ChannelAnnouncement early = network.channel(1, soon, SignedGossip.CHAIN);
    ChannelAnnouncement tooEarly = network.channel(2, far, SignedGossip.CHAIN);
    peer.send(early).send(tooEarly);
    assertThat(count(node)).isZero();
    assertThat(fundings.lookups.get()).isZero();
    world.mine(3);
    assertThat(count(node)).isZero();
    world.mine(1);
    assertThat(count(node)).isEqualTo(1);
    world.mine(20);
    assertThat(count(node)).isEqualTo(1);
    peer.send(tooEarly);
    assertThat(count(node)).as("it was not held against it").isEqualTo(2);
  }

  @Test
  void a_restart_does_not_forget_to_ask_for_what_a_reorganization_took_away() {
    SignedGossip network = new SignedGossip(10);
    boolean[] exists = {true};
    PretendedFundings fundings = new PretendedFundings(world.chain.source(), id -> exists[0]);
    LightningNode node = world.node("dave", builder -> builder.chain(fundings));
    ShortChannelId id = ShortChannelId.of(world.chain.height(), 1, 0);
    RawPeer peer = new RawPeer(world, "raw").greet(node);
    world.mine(5);
    peer.send(network.channel(1, id, SignedGossip.CHAIN));
    assertThat(isAlive(node, id)).isTrue();
    world.chain.reorganize(6);
    world.settle();
    node = world.restart("dave");
    exists[0] = false;
    world.mine(6);
    assertThat(isAlive(node, id)).isFalse();
  }

  @Test
  void what_changed_while_the_node_was_stopped_is_announced() {
    ShortChannelId id = announced();
    long before = nodeTimestamp(alice);
    world.stop("alice");
    world.advance(60_000);
    LightningNode again = world.node("alice", builder -> builder.alias("renamed").color(0x112233));
    world.connect(again, bob);
    world.advance(200_000);
    assertThat(nodeTimestamp(again)).isGreaterThan(before);
    Optional<Bytes> told = world.await(carol.graph(g -> g.nodeAnnouncement(again.nodeId())));
    assertThat(((NodeAnnouncement) GossipKeeper.decode(told.orElseThrow())).aliasText())
        .isEqualTo("renamed");
    long update = updateTimestamp(id);
    world.advance(600_000);
    assertThat(updateTimestamp(id)).as("nothing is repeated without need").isEqualTo(update);
  }

  private long nodeTimestamp(LightningNode of) {
    return world.await(carol.graph(g -> g.nodeTimestamp(of.nodeId())));
  }

  private long updateTimestamp(ShortChannelId id) {
    return world.await(
        carol.graph(g -> Math.max(g.updateTimestamp(id, 0), g.updateTimestamp(id, 1))));
  }

  @Test
  void own_channels_outlive_a_peer_that_is_away_for_weeks_and_others_do_not() {
    announced();
    world.stop("alice");
    world.advance(16 * DAY);
    assertThat(count(bob)).isEqualTo(1);
    assertThat(count(carol)).isZero();
  }
}
