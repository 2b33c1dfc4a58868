package org.boltj.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.boltj.base.ChannelId;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.Satoshi;
import org.boltj.invoice.Invoice;
import org.boltj.payment.PaymentFailure;
import org.junit.jupiter.api.Test;

/** Connections end and come back; channels are closed in agreement, by force, and watched. */
class PeerAwayTest {
  private final TestWorld world = new TestWorld();
  private final LightningNode alice = world.node("alice");
  private final LightningNode bob = world.node("bob");

  @Test
  void nodes_with_a_channel_connect_again_by_themselves() {
    ChannelId channel = world.channel(alice, bob, 1_000_000);
    alice.disconnect(bob.nodeId());
    world.settle();
    assertThat(alice.channel(channel).orElseThrow().usable()).isFalse();
    world.advance(2_000);
    assertThat(alice.channel(channel).orElseThrow().usable()).isTrue();
    assertThat(bob.channel(channel).orElseThrow().usable()).isTrue();
  }

  @Test
  void both_connect_at_the_same_time_and_keep_one_connection() {
    world.hold(alice, bob);
    world.hold(bob, alice);
    CompletableFuture<?> there = alice.connect(new NodeUri(bob.nodeId(), "memory", 1));
    CompletableFuture<?> back = bob.connect(new NodeUri(alice.nodeId(), "memory", 1));
    world.settle();
    world.release(alice, bob);
    world.release(bob, alice);
    world.settle();
    assertThat(there).isCompleted();
    assertThat(back).isCompleted();
    world.advance(1_000);
    assertThat(alice.peers()).hasSize(1);
    assertThat(bob.peers()).hasSize(1);
    world.channel(alice, bob, 500_000);
  }

  @Test
  void a_payment_while_the_peer_is_away_fails_at_once_and_later_succeeds() {
    world.channel(alice, bob, 1_000_000);
    Invoice invoice = world.await(bob.createInvoice(MilliSatoshi.ofSat(10), "away"));
    world.stop("bob");
    world.settle();
    CompletableFuture<PaymentResult> payment = alice.pay(invoice.text());
    world.settle();
    assertThat(payment).isCompletedExceptionally();
    assertThat(payment.handle((r, e) -> ((LightningException.PaymentFailed) e).failure()).join())
        .isInstanceOf(PaymentFailure.InsufficientBalance.class);

    world.start("bob");
    world.advance(60_000);
    assertThat(world.await(alice.pay(invoice.text())).amount()).isEqualTo(MilliSatoshi.ofSat(10));
  }

  @Test
  void an_htlc_in_flight_survives_a_lost_connection() {
    ChannelId channel = world.channel(alice, bob, 1_000_000);
    Invoice invoice = world.await(bob.createInvoice(MilliSatoshi.ofSat(10), "in flight"));
    world.hold(bob, alice);
    CompletableFuture<PaymentResult> payment = alice.pay(invoice.text());
    world.settle();
    alice.disconnect(bob.nodeId());
    world.settle();
    world.drop(bob, alice);
    world.advance(5_000);

    assertThat(world.await(payment).amount()).isEqualTo(MilliSatoshi.ofSat(10));
    assertThat(bob.channel(channel).orElseThrow().pendingHtlcs()).isZero();
  }

  @Test
  void closed_in_agreement() {
    ChannelId channel = world.channel(alice, bob, 1_000_000);
    Invoice invoice = world.await(bob.createInvoice(MilliSatoshi.ofSat(100_000), "before"));
    world.await(alice.pay(invoice.text()));
    world.await(alice.closeChannel(channel));
    assertThat(world.chain.mempool()).hasSize(1);
    world.mine(200);
    world.await(alice.awaitChannelClosed(channel));
    world.await(bob.awaitChannelClosed(channel));
  }

  @Test
  void closed_by_force_while_the_peer_is_away() {
    ChannelId channel = world.channel(alice, bob, 1_000_000);
    Invoice invoice = world.await(bob.createInvoice(MilliSatoshi.ofSat(100_000), "before"));
    world.await(alice.pay(invoice.text()));
    world.stop("bob");
    world.settle();
    world.await(alice.forceClose(channel));
    world.mine(300);
    world.await(alice.awaitChannelClosed(channel));
    // Bob finds out when he comes back.
    LightningNode again = world.start("bob");
    world.mine(300);
    world.await(again.awaitChannelClosed(channel));
    assertThat(world.events("bob", NodeEvent.InternalFailure.class)).isEmpty();
  }

  @Test
  void a_reorganization_of_the_funding_transaction_is_followed() {
    world.connect(alice, bob);
    ChannelId channel =
        world.await(alice.openChannel(OpenOptions.of(bob.nodeId(), Satoshi.of(500_000))));
    world.mine(1);
    world.chain.reorganize(1);
    world.settle();
    assertThat(alice.channel(channel).orElseThrow().status()).isEqualTo(ChannelInfo.Status.OPENING);
    world.mine(6);
    world.await(alice.awaitChannelReady(channel));
    Invoice invoice = world.await(bob.createInvoice(MilliSatoshi.ofSat(10), "after"));
    world.await(alice.pay(invoice.text()));
  }

  @Test
  void a_reorganization_while_the_node_is_stopped_is_seen() {
    world.connect(alice, bob);
    ChannelId channel =
        world.await(alice.openChannel(OpenOptions.of(bob.nodeId(), Satoshi.of(500_000))));
    world.mine(2);
    world.stop("alice");
    world.chain.reorganize(2);
    world.mine(7);
    LightningNode again = world.start("alice");
    world.advance(10_000);
    assertThat(again.blockHeight()).isEqualTo(world.chain.height());
    assertThat(again.channel(channel).orElseThrow().usable()).isTrue();
  }

  @Test
  void htlcs_are_not_taken_while_many_blocks_are_still_unknown() {
    world.channel(alice, bob, 1_000_000);
    Invoice invoice = world.await(bob.createInvoice(MilliSatoshi.ofSat(10), "behind"));
    world.chain.hold();
    world.chain.mine(10);
    CompletableFuture<PaymentResult> early = alice.pay(invoice.text());
    world.settle();
    assertThat(early).isCompletedExceptionally();

    world.chain.release();
    world.settle();
    assertThat(world.await(alice.pay(invoice.text())).amount()).isEqualTo(MilliSatoshi.ofSat(10));
  }
}
