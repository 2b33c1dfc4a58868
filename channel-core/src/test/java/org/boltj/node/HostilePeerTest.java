package org.boltj.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.base.Feature;
import org.boltj.base.Features;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.Network;
import org.boltj.codec.WireWriter;
import org.boltj.message.ErrorMessage;
import org.boltj.message.Init;
import org.boltj.message.Ping;
import org.boltj.message.Pong;
import org.boltj.message.Shutdown;
import org.boltj.message.WarningMessage;
import org.junit.jupiter.api.Test;

/** What a peer may say without harm to the node, its channels and its other peers. */
class HostilePeerTest {
  private final TestWorld world = new TestWorld();
  private final LightningNode node = world.node("node");
  private final RawPeer peer = new RawPeer(world, "raw");

  private static Init init(Features features) {
    return Init.of(features, Network.REGTEST.chainHash());
  }

  @Test
  void init_comes_first_and_both_sides_are_connected_then() {
    peer.connect(node);
    assertThat(peer.received(Init.class)).hasSize(1);
    assertThat(node.peers()).isEmpty();
    peer.send(init(LightningNodeBuilder.DEFAULT_FEATURES));
    assertThat(node.peers()).extracting(PeerInfo::nodeId).containsExactly(peer.nodeId);
  }

  @Test
  void another_first_message_closes_the_connection() {
    peer.connect(node).send(new Ping(1, Bytes.EMPTY));
    assertThat(peer.isClosed()).isTrue();
    assertThat(peer.received(Pong.class)).isEmpty();
  }

  @Test
  void unknown_required_features_close_the_connection() {
    peer.connect(node).send(init(LightningNodeBuilder.DEFAULT_FEATURES.withBit(2000)));
    assertThat(peer.isClosed()).isTrue();
    assertThat(peer.received(WarningMessage.class)).singleElement().asString().isNotEmpty();
  }

  @Test
  void unknown_optional_features_do_not_matter() {
    peer.connect(node).send(init(LightningNodeBuilder.DEFAULT_FEATURES.withBit(2001)));
    assertThat(peer.isClosed()).isFalse();
  }

  @Test
  void features_without_what_they_depend_on_close_the_connection() {
    peer.connect(node)
        .send(
            init(
                LightningNodeBuilder.DEFAULT_FEATURES
                    .without(Feature.PAYMENT_SECRET)
                    .or(Features.optional(Feature.BASIC_MPP))));
    assertThat(peer.isClosed()).isTrue();
  }

  @Test
  void another_chain_closes_the_connection() {
    peer.connect(node)
        .send(Init.of(LightningNodeBuilder.DEFAULT_FEATURES, Network.MAINNET.chainHash()));
    assertThat(peer.isClosed()).isTrue();
  }

  @Test
  void unknown_even_messages_close_and_unknown_odd_ones_do_not() {
    peer.greet(node).send(new WireWriter().u16(50_001).bytes(Bytes.zeros(7)).toBytes());
    assertThat(peer.isClosed()).isFalse();
    peer.send(new WireWriter().u16(50_000).bytes(Bytes.zeros(7)).toBytes());
    assertThat(peer.isClosed()).isTrue();
  }

  @Test
  void truncated_messages_close_the_connection() {
    peer.greet(node).send(new WireWriter().u16(32).bytes(Bytes.zeros(20)).toBytes());
    assertThat(peer.isClosed()).isTrue();
  }

  @Test
  void pings_are_answered_and_a_flood_of_them_is_not() {
    peer.greet(node).send(new Ping(9, Bytes.EMPTY)).send(new Ping(65_532, Bytes.EMPTY));
    assertThat(peer.received(Pong.class)).containsExactly(new Pong(Bytes.zeros(9)));
    for (int i = 0; i < 5_000 && !peer.isClosed(); i++) {
      peer.send(new Ping(0, Bytes.EMPTY));
    }
    assertThat(peer.isClosed()).isTrue();
  }

  @Test
  void a_silent_peer_is_pinged_and_given_up() {
    peer.greet(node);
    world.advance(31_000);
    assertThat(peer.received(Ping.class)).hasSize(1);
    assertThat(peer.isClosed()).isFalse();
    world.advance(31_000);
    assertThat(peer.isClosed()).isTrue();
  }

  @Test
  void messages_about_unknown_channels_are_answered_by_an_error() {
    ChannelId unknown = new ChannelId(id(7));
    peer.greet(node).send(new Shutdown(unknown, Bytes.fromHex("0014" + "00".repeat(20))));
    assertThat(peer.received(ErrorMessage.class))
        .singleElement()
        .satisfies(e -> assertThat(e.channelId()).isEqualTo(unknown));
    assertThat(peer.isClosed()).isFalse();
  }

  private static Bytes id(int last) {
    return Bytes.concat(Bytes.zeros(31), Bytes.of((byte) last));
  }

  @Test
  void a_stranger_cannot_fail_the_channel_of_others() {
    LightningNode bob = world.node("bob");
    ChannelId channel = world.channel(node, bob, 500_000);
    peer.greet(node)
        .send(ErrorMessage.of(channel, "die"))
        .send(ErrorMessage.of(new ChannelId(Bytes.zeros(32)), "die all"));
    assertThat(node.channel(channel).orElseThrow().usable()).isTrue();
    world.await(node.pay(invoice(bob)));
  }

  private String invoice(LightningNode from) {
    return world.await(from.createInvoice(MilliSatoshi.ofSat(1_000), "still fine")).text();
  }

  @Test
  void garbage_of_every_type_harms_nobody() {
    LightningNode bob = world.node("bob");
    ChannelId channel = world.channel(node, bob, 500_000);
    Random random = new Random(1);
    for (int type = 0; type < 600; type++) {
      byte[] body = new byte[random.nextInt(300)];
      random.nextBytes(body);
      peer.greet(node).send(new WireWriter().u16(type).bytes(Bytes.wrap(body)).toBytes());
    }
    assertThat(world.events("node", NodeEvent.InternalFailure.class)).isEmpty();
    assertThat(node.channel(channel).orElseThrow().usable()).isTrue();
    world.await(node.pay(invoice(bob)));
  }

  @Property(tries = 200)
  void any_bytes_harm_nobody(@ForAll List<@Size(max = 200) byte[]> messages) {
    TestWorld own = new TestWorld();
    LightningNode alone = own.node("alone");
    RawPeer wild = new RawPeer(own, "wild");
    wild.greet(alone);
    for (byte[] message : messages) {
      wild.send(Bytes.of(message));
    }
    assertThat(own.events("alone", NodeEvent.InternalFailure.class)).isEmpty();
  }
}
