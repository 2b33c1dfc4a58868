package org.boltj.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.base.Feature;
import org.boltj.base.Features;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.Satoshi;
import org.boltj.gossip.graph.DirectionEntry;
import org.boltj.invoice.Invoice;
import org.boltj.port.FeeEstimator;
import org.junit.jupiter.api.Test;

/** Kinds of channels, and what the node does about them by itself. */
class ChannelKindsTest {
  private final TestWorld world = new TestWorld();

  private static final Features STATIC_REMOTEKEY =
      Features.required(Feature.OPTION_STATIC_REMOTEKEY);
  private static final Features ANCHORS =
      STATIC_REMOTEKEY.or(Features.required(Feature.OPTION_ANCHORS));

  private int channelsKnownTo(LightningNode node) {
    return world.await(node.graph(g -> g.channelCount()));
  }

  private void payBothWays(LightningNode a, LightningNode b) {
    Invoice there = world.await(b.createInvoice(MilliSatoshi.ofSat(30_000), "there"));
    world.await(a.pay(there.text()));
    Invoice back = world.await(a.createInvoice(MilliSatoshi.ofSat(10_000), "back"));
    world.await(b.pay(back.text()));
  }

  @Test
  void of_both_channel_types() {
    LightningNode a = world.node("a");
    LightningNode b = world.node("b");
    for (Features type : List.of(STATIC_REMOTEKEY, ANCHORS)) {
      OpenOptions options = OpenOptions.of(b.nodeId(), Satoshi.of(500_000)).withChannelType(type);
      ChannelId channel = world.channel(a, options, b);
      assertThat(b.channel(channel).orElseThrow().channelType()).isEqualTo(type);
    }
    payBothWays(a, b);
  }

  @Test
  void unannounced_between_neighbours() {
    LightningNode a = world.node("a");
    LightningNode b = world.node("b");
    world.channel(a, OpenOptions.of(b.nodeId(), Satoshi.of(500_000)).unannounced(), b);
    assertThat(channelsKnownTo(a)).isZero();
    payBothWays(a, b);
  }

  @Test
  void without_a_confirmation_between_friends() {
    LightningNode a = world.node("a");
    LightningNode b = world.node("b", n -> n.trustZeroConf(a.nodeId()));
    world.connect(a, b);
    Features zeroConf = ANCHORS.or(Features.required(Feature.OPTION_ZEROCONF));
    ChannelId channel =
        world.await(
            a.openChannel(
                OpenOptions.of(b.nodeId(), Satoshi.of(500_000))
                    .unannounced()
                    .withChannelType(zeroConf)));
    world.await(a.awaitChannelReady(channel));
    payBothWays(a, b);
    world.mine(6);
    assertThat(a.channel(channel).orElseThrow().shortChannelId()).isPresent();
    payBothWays(a, b);
  }

  @Test
  void several_to_one_peer_are_one_way() {
    LightningNode a = world.node("a");
    LightningNode b = world.node("b");
    LightningNode c = world.node("c");
    world.channel(a, b, 1_000_000);
    world.channel(b, c, 100_000);
    world.channel(b, c, 500_000);
    Invoice invoice = world.await(c.createInvoice(MilliSatoshi.ofSat(200_000), "the larger one"));
    assertThat(world.await(a.pay(invoice.text(), PayOptions.DEFAULT.withMaxParts(1))).parts())
        .isEqualTo(1);
  }

  @Test
  void feerates_follow_the_estimate() {
    AtomicLong rate = new AtomicLong(1000);
    FeeEstimator estimator = blocks -> new FeeratePerKw(rate.get());
    LightningNode a = world.node("a", n -> n.feeEstimator(estimator));
    LightningNode b = world.node("b", n -> n.feeEstimator(estimator));
    ChannelId channel = world.channel(a, b, 1_000_000);
    MilliSatoshi before = a.channel(channel).orElseThrow().availableToSend();
    rate.set(3000);
    world.mine(1);
    assertThat(a.channel(channel).orElseThrow().availableToSend()).isLessThan(before);
    payBothWays(a, b);
  }

  @Test
  void the_network_hears_of_channels_and_nodes() {
    LightningNode a = world.node("a");
    LightningNode b = world.node("b");
    LightningNode c = world.node("c");
    world.channel(a, b, 1_000_000);
    world.channel(b, c, 1_000_000);
    for (LightningNode node : List.of(a, b, c)) {
      assertThat(channelsKnownTo(node)).isEqualTo(2);
      Optional<Bytes> announcement = world.await(node.graph(g -> g.nodeAnnouncement(c.nodeId())));
      assertThat(announcement).isPresent();
    }
    // A node that comes later asks for what it missed.
    LightningNode late = world.node("late");
    world.connect(late, a);
    world.advance(5_000);
    assertThat(channelsKnownTo(late)).isEqualTo(2);
    // And what was learned is still known after a restart.
    assertThat(channelsKnownTo(world.restart("late"))).isEqualTo(2);
  }

  @Test
  void a_channel_whose_peer_is_away_for_long_is_disabled_until_it_is_back() {
    LightningNode a = world.node("a");
    LightningNode b = world.node("b");
    LightningNode c = world.node("c");
    world.channel(a, b, 1_000_000);
    world.channel(b, c, 1_000_000);
    world.stop("c");
    world.advance(Duration.ofMinutes(15).toMillis());
    assertThat(disabledChannelsKnownTo(a)).isZero();
    world.advance(Duration.ofMinutes(10).toMillis());
    assertThat(disabledChannelsKnownTo(a)).isEqualTo(1);
    world.start("c");
    world.advance(Duration.ofMinutes(10).toMillis());
    assertThat(disabledChannelsKnownTo(a)).isZero();
  }

  private int disabledChannelsKnownTo(LightningNode node) {
    AtomicInteger disabled = new AtomicInteger();
    return world.await(
        node.graph(
            graph -> {
              graph.forEachChannel(
                  channel ->
                      Stream.of(channel.fromNode1(), channel.fromNode2())
                          .flatMap(Optional::stream)
                          .filter(DirectionEntry::disabled)
                          .forEach(direction -> disabled.incrementAndGet()));
              return disabled.get();
            }));
  }
}
