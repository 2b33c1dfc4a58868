package org.boltj.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.Network;
import org.boltj.base.Satoshi;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireMessage;
import org.boltj.codec.WireWriter;
import org.boltj.gossip.message.ChannelUpdate;
import org.boltj.gossip.message.GossipTimestampFilter;
import org.boltj.gossip.message.QueryChannelRange;
import org.boltj.invoice.Invoice;
import org.boltj.message.ErrorMessage;
import org.boltj.message.MessageCodec;
import org.boltj.message.OpenChannel;
import org.boltj.message.Ping;
import org.boltj.message.Pong;
import org.boltj.message.Shutdown;
import org.boltj.message.WarningMessage;
import org.boltj.peer.PeerLimits;
import org.boltj.peer.PeerLimits.Rate;
import org.boltj.transport.TransportLimits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Each limit meets a peer that exceeds it: that peer is refused, slowed down or disconnected, and a
 * payment between others still succeeds.
 */
class LimitsTest {
  private static final PeerLimits FEW =
      PeerLimits.DEFAULT
          .withControl(new Rate(20, 10))
          .withQueries(new Rate(5, 1))
          .withOpenings(new Rate(6, 1))
          .withGossip(new Rate(50, 100));

  private final TestWorld world = new TestWorld();
  private final LightningNode node =
      world.node(
          "node",
          builder ->
              builder.limits(
                  Limits.DEFAULT
                      .withPeer(FEW)
                      .withUnread(40, 100_000)
                      .withUnfundedChannels(3, 5)
                      .withSeenOnions(10)));
  private final LightningNode friend = world.node("friend");
  private final ChannelId channel = world.channel(node, friend, 1_000_000);
  private final RawPeer peer = new RawPeer(world, "hostile").greet(node);

  /** Whatever the hostile peer does: others are served, and no channel fails. */
  @AfterEach
  void others_are_served_on() {
    Invoice invoice = world.await(friend.createInvoice(MilliSatoshi.ofSat(10), "served"));
    assertThat(world.await(node.pay(invoice.text())).amount()).isEqualTo(MilliSatoshi.ofSat(10));
    assertThat(node.channel(channel).orElseThrow().usable()).isTrue();
    assertThat(world.events("node", NodeEvent.InternalFailure.class)).isEmpty();
    assertThat(world.chain.mempool()).isEmpty();
  }

  private int sentUntilClosed(WireMessage message) {
    int sent = 0;
    while (!peer.isClosed() && sent < 1_000) {
      peer.send(message);
      sent++;
    }
    return sent;
  }

  private String warning() {
    return peer.received(WarningMessage.class).getLast().text();
  }

  @Test
  void pings_beyond_their_rate() {
    assertThat(sentUntilClosed(new Ping(65_532, Bytes.EMPTY))).isEqualTo(21);
    assertThat(warning()).isEqualTo("too many messages");
  }

  @Test
  void messages_within_their_rate_go_on_for_ever() {
    for (int i = 0; i < 200; i++) {
      peer.send(new Ping(1, Bytes.EMPTY));
      world.advance(100);
    }
    assertThat(peer.isClosed()).isFalse();
  }

  @Test
  void queries_beyond_their_rate() {
    int sent = 0;
    while (!peer.isClosed() && sent < 100) {
      peer.send(new QueryChannelRange(Network.REGTEST.chainHash(), 0, 1_000, Optional.empty()));
      sent++;
    }
    assertThat(sent).isEqualTo(6);
    assertThat(warning()).isEqualTo("too many queries");
  }

  @Test
  void filters_that_each_ask_for_the_whole_graph() {
    assertThat(sentUntilClosed(GossipTimestampFilter.since(Network.REGTEST.chainHash(), 0)))
        .isEqualTo(6);
    assertThat(warning()).isEqualTo("too many queries");
  }

  @Test
  void messages_about_channels_that_do_not_exist() {
    int sent =
        sentUntilClosed(
            new Shutdown(new ChannelId(Bytes.zeros(32)), Bytes.fromHex("0014" + "00".repeat(20))));
    assertThat(sent).isEqualTo(21);
    assertThat(warning()).isEqualTo("too many messages about channels that do not exist");
  }

  @Test
  void channels_that_are_never_funded_are_limited_for_a_peer_and_for_all() {
    OpenChannel open = anOpenChannel();
    for (int i = 0; i < 4; i++) {
      peer.send(withTemporaryId(open, i));
    }
    assertThat(node.openings()).hasSize(3);
    RawPeer second = new RawPeer(world, "second").greet(node);
    for (int i = 0; i < 4; i++) {
      second.send(withTemporaryId(open, i));
    }
    assertThat(node.openings()).hasSize(5);
    assertThat(second.received(ErrorMessage.class)).hasSize(2);
    assertThat(second.received(ErrorMessage.class).getLast().text())
        .isEqualTo("too many channels are being opened");
  }

  @Test
  void openings_that_are_begun_and_given_up_again_and_again() {
    OpenChannel open = anOpenChannel();
    int sent = 0;
    while (!peer.isClosed() && sent < 100) {
      peer.send(withTemporaryId(open, sent));
      peer.send(ErrorMessage.of(withTemporaryId(open, sent).temporaryChannelId(), "no"));
      sent++;
    }
    assertThat(sent).isEqualTo(7);
    assertThat(warning()).isEqualTo("too many open_channel");
  }

  /** What a real node sends. */
  private OpenChannel anOpenChannel() {
    RawPeer asked = new RawPeer(world, "asked").greet(friend);
    var unused = friend.openChannel(OpenOptions.of(asked.nodeId, Satoshi.of(100_000)));
    world.settle();
    return asked.received(OpenChannel.class).getLast();
  }

  private static OpenChannel withTemporaryId(OpenChannel open, int number) {
    try {
      Bytes wire = open.encode();
      Bytes id = new WireWriter().bytes(Bytes.zeros(31)).u8(number).toBytes();
      return (OpenChannel) MessageCodec.decode(Bytes.concat(wire.slice(0, 34), id, wire.slice(66)));
    } catch (DecodeException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void gossip_beyond_its_rate_is_read_later_and_not_lost() {
    List<Bytes> many = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      many.add(unknownUpdate(i));
    }
    many.add(new Ping(3, Bytes.EMPTY).encode());
    peer.sendAtOnce(many);
    assertThat(peer.isClosed()).isFalse();
    assertThat(peer.received(Pong.class)).as("not read yet").isEmpty();
    world.advance(1_000);
    assertThat(peer.received(Pong.class)).as("not read yet").isEmpty();
    world.advance(3_000);
    assertThat(peer.received(Pong.class)).hasSize(1);
  }

  /** An update of a channel that nobody knows: it is dropped, but had to be looked at. */
  private static Bytes unknownUpdate(int number) {
    return new WireWriter()
        .u16(ChannelUpdate.TYPE)
        .bytes(Bytes.zeros(64))
        .bytes(Network.REGTEST.chainHash().value())
        .u64(number)
        .u32(1_700_000_000L)
        .u8(1)
        .u8(0)
        .u16(80)
        .u64(1)
        .u32(1)
        .u32(1)
        .u64(1_000)
        .toBytes();
  }

  @Test
  void limits_that_let_nothing_through_are_refused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Limits.DEFAULT.withUnread(0, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Limits.DEFAULT.withUnfundedChannels(-1, 5));
    assertThatIllegalArgumentException().isThrownBy(() -> new Rate(0, 1));
    TransportLimits own =
        new TransportLimits(Duration.ofSeconds(1), 1, 1, 1, 1L << 20, Duration.ofSeconds(1), 1);
    assertThat(Limits.DEFAULT.withTransport(own).transport()).isEqualTo(own);
  }
}
