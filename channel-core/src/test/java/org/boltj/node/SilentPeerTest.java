package org.boltj.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.boltj.base.ChannelId;
import org.boltj.base.MilliSatoshi;
import org.boltj.invoice.Invoice;
import org.boltj.message.ChannelReestablish;
import org.boltj.message.WarningMessage;
import org.boltj.peer.PeerLimits;
import org.junit.jupiter.api.Test;

/**
 * A peer that is connected but owes us an answer is disconnected, so that the reconnection can heal
 * it; that never costs the channel.
 */
class SilentPeerTest {
  private static final long PATIENCE = OwedAnswers.ANSWER_MILLIS;

  /** No pings: they would find out too. */
  private static final PeerLimits NO_PINGS =
      PeerLimits.DEFAULT.withTimes(30_000, 86_400_000, 30_000);

  private final TestWorld world = new TestWorld();
  private final LightningNode alice = world.node("alice", builder -> builder.peerLimits(NO_PINGS));
  private LightningNode bob = world.node("bob", builder -> builder.peerLimits(NO_PINGS));
  private final ChannelId channel = world.channel(alice, bob, 1_000_000);

  private String lastReason() {
    return world.events("alice", NodeEvent.PeerDisconnected.class).getLast().reason();
  }

  private void assertHealed() {
    world.drop(bob, alice);
    world.advance(10_000);
    assertThat(world.chain.mempool()).isEmpty();
    assertThat(alice.channel(channel).orElseThrow().usable()).isTrue();
  }

  @Test
  void a_missing_revoke_and_ack() {
    Invoice invoice = world.await(bob.createInvoice(MilliSatoshi.ofSat(10), "patience"));
    world.hold(bob, alice);
    CompletableFuture<PaymentResult> payment = alice.pay(invoice.text());
    world.advance(PATIENCE - 1);
    assertThat(world.events("alice", NodeEvent.PeerDisconnected.class)).isEmpty();
    world.advance(1);
    assertThat(lastReason()).isEqualTo("revoke_and_ack is missing for 60000 ms");
    assertHealed();
    assertThat(world.await(payment).amount()).isEqualTo(MilliSatoshi.ofSat(10));
  }

  @Test
  void a_missing_shutdown_and_the_close_goes_on() {
    world.hold(bob, alice);
    world.await(alice.closeChannel(channel));
    world.advance(PATIENCE);
    assertThat(lastReason()).startsWith("shutdown is missing");
    world.drop(bob, alice);
    assertThat(world.chain.mempool()).isEmpty();
    world.advance(10_000);
    assertThat(world.chain.mempool()).as("the mutual close").hasSize(1);
  }

  @Test
  void a_missing_closing_signed_and_the_close_goes_on() {
    world.hold(bob, alice);
    world.await(alice.closeChannel(channel));
    world.releaseOne(bob, alice);
    world.advance(PATIENCE);
    assertThat(lastReason()).startsWith("closing_signed is missing");
    world.drop(bob, alice);
    assertThat(alice.channel(channel).orElseThrow().status()).isEqualTo(ChannelInfo.Status.CLOSING);
    world.advance(10_000);
    assertThat(world.chain.mempool()).as("the mutual close").hasSize(1);
  }

  @Test
  void a_missing_channel_reestablish() {
    world.stop("bob");
    RawPeer mute = new RawPeer(world, "bob").greet(alice);
    assertThat(mute.received(ChannelReestablish.class)).hasSize(1);
    world.advance(PATIENCE - 1);
    assertThat(mute.isClosed()).isFalse();
    world.advance(1);
    assertThat(mute.isClosed()).isTrue();
    assertThat(mute.received(WarningMessage.class))
        .singleElement()
        .satisfies(
            warning -> {
              assertThat(warning.channelId()).isEqualTo(channel);
              assertThat(warning.text()).startsWith("channel_reestablish is missing");
            });
    assertThat(world.chain.mempool()).isEmpty();

    bob = world.start("bob");
    world.advance(10_000);
    assertThat(alice.channel(channel).orElseThrow().usable()).isTrue();
  }

  @Test
  void answers_in_time_are_never_missed() {
    for (int i = 0; i < 3; i++) {
      Invoice invoice = world.await(bob.createInvoice(MilliSatoshi.ofSat(10), "fine " + i));
      world.await(alice.pay(invoice.text()));
      world.advance(PATIENCE - 1);
    }
    world.advance(5 * PATIENCE);
    assertThat(world.events("alice", NodeEvent.PeerDisconnected.class)).isEmpty();
  }
}
