package org.boltj.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.boltj.base.ChannelId;
import org.boltj.base.CltvExpiryDelta;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.ShortChannelId;
import org.boltj.gossip.graph.ChannelEntry;
import org.boltj.gossip.graph.DirectionEntry;
import org.boltj.gossip.message.ChannelUpdate;
import org.boltj.invoice.Invoice;
import org.boltj.payment.RelayPolicy;
import org.boltj.peer.PeerLimits;
import org.junit.jupiter.api.Test;

/** Terms for forwarding are set for each channel while the node runs, and last. */
class RelayPolicyOfChannelTest {
  private static final RelayPolicy DEAR =
      new RelayPolicy(
          MilliSatoshi.ofSat(20),
          500,
          new CltvExpiryDelta(100),
          MilliSatoshi.of(1_000),
          Optional.of(MilliSatoshi.ofSat(300_000)));

  private final TestWorld world = new TestWorld();
  private final LightningNode a = world.node("a", RelayPolicyOfChannelTest::withoutPings);
  private LightningNode b = world.node("b", RelayPolicyOfChannelTest::withoutPings);
  private final LightningNode c = world.node("c");
  private final ChannelId ab = world.channel(a, b, 1_000_000);
  private final ChannelId bc = world.channel(b, c, 1_000_000);

  private static LightningNodeBuilder withoutPings(LightningNodeBuilder builder) {
    return builder.peerLimits(PeerLimits.DEFAULT.withTimes(30_000, 86_400_000, 30_000));
  }

  private MilliSatoshi feeOfPaying(long sat) {
    Invoice invoice = world.await(c.createInvoice(MilliSatoshi.ofSat(sat), "over b"));
    return world.await(a.pay(invoice.text())).fee();
  }

  private ChannelUpdate.Policy policySeenBy(LightningNode node) {
    ShortChannelId id = b.channel(bc).orElseThrow().shortChannelId().orElseThrow();
    int direction = b.nodeId().compareTo(c.nodeId()) < 0 ? 0 : 1;
    return world.await(
        node.graph(
            graph ->
                graph
                    .channel(id)
                    .flatMap(entry -> direction == 0 ? entry.fromNode1() : entry.fromNode2())
                    .orElseThrow()
                    .policy()));
  }

  @Test
  void new_terms_are_announced_and_asked_for() {
    assertThat(feeOfPaying(10_000)).isEqualTo(MilliSatoshi.of(2_000));
    world.await(b.setRelayPolicy(bc, DEAR));
    world.advance(2_000);
    assertThat(policySeenBy(a).feeBaseMsat()).isEqualTo(20_000);
    assertThat(policySeenBy(a).htlcMaximumMsat()).isEqualTo(MilliSatoshi.ofSat(300_000));
    assertThat(feeOfPaying(10_000)).isEqualTo(MilliSatoshi.of(20_000 + 5_000));
    assertThat(b.channel(bc).orElseThrow().relayPolicy()).isEqualTo(DEAR);
    assertThat(b.channel(ab).orElseThrow().relayPolicy()).isEqualTo(RelayPolicy.DEFAULT);
  }

  @Test
  void the_old_terms_are_good_for_ten_minutes() {
    CompletableFuture<PaymentResult> payment = payOnOldTerms(RelayPolicies.GRACE_MILLIS - 1);
    assertThat(world.await(payment).fee()).isEqualTo(MilliSatoshi.of(2_000));
  }

  @Test
  void the_old_terms_are_refused_after_ten_minutes() {
    assertThat(payOnOldTerms(RelayPolicies.GRACE_MILLIS)).isCompletedExceptionally();
    assertThat(feeOfPaying(10_000)).isEqualTo(MilliSatoshi.of(25_000));
  }

  /** The payer has not heard of the new terms for that long. */
  private CompletableFuture<PaymentResult> payOnOldTerms(long millis) {
    world.hold(b, a);
    world.await(b.setRelayPolicy(bc, DEAR));
    world.advance(millis);
    Invoice invoice = world.await(c.createInvoice(MilliSatoshi.ofSat(10_000), "late"));
    world.hold(a, b);
    CompletableFuture<PaymentResult> payment = a.pay(invoice.text());
    world.settle();
    world.release(b, a);
    world.release(a, b);
    world.settle();
    return payment;
  }

  @Test
  void terms_survive_a_restart_and_end_with_the_channel() {
    world.await(b.setRelayPolicy(bc, DEAR));
    b = world.restart("b");
    world.advance(10_000);
    assertThat(b.channel(bc).orElseThrow().relayPolicy()).isEqualTo(DEAR);
    assertThat(feeOfPaying(10_000)).isEqualTo(MilliSatoshi.of(25_000));
    world.await(b.closeChannel(bc));
    world.mine(200);
    assertThat(b.channel(bc)).isEmpty();
    b = world.restart("b");
    assertThat(world.await(b.setRelayPolicy(ab, DEAR))).isEqualTo(ab);
  }

  @Test
  void terms_of_an_unknown_channel_are_refused() {
    ChannelId unknown = new ChannelId(bc.value().reversed());
    CompletableFuture<ChannelId> answer = b.setRelayPolicy(unknown, DEAR);
    world.settle();
    assertThat(answer.handle((ok, e) -> e).join())
        .isInstanceOf(LightningException.UnknownChannel.class);
  }

  private static RelayPolicy atLeast(long sat) {
    return new RelayPolicy(
        MilliSatoshi.ZERO, 0, new CltvExpiryDelta(80), MilliSatoshi.ofSat(sat), Optional.empty());
  }

  @Test
  void terms_that_no_htlc_can_meet_are_refused() {
    CompletableFuture<ChannelId> answer = b.setRelayPolicy(bc, atLeast(1_000_001));
    world.settle();
    assertThat(answer.handle((ok, e) -> e).join())
        .isInstanceOf(LightningException.InvalidRequest.class)
        .hasMessageContaining("1000001000");
    assertThat(b.channel(bc).orElseThrow().relayPolicy()).isEqualTo(RelayPolicy.DEFAULT);
  }

  @Test
  void a_channel_too_small_for_the_terms_of_the_node_is_announced_as_disabled() {
    LightningNode d = world.node("d", builder -> builder.relayPolicy(atLeast(1_500_000)));
    ChannelId channel = world.channel(d, c, 1_000_000);
    ShortChannelId id = d.channel(channel).orElseThrow().shortChannelId().orElseThrow();
    ChannelEntry entry = world.await(c.graph(graph -> graph.channel(id).orElseThrow()));
    DirectionEntry told =
        (d.nodeId().compareTo(c.nodeId()) < 0 ? entry.fromNode1() : entry.fromNode2())
            .orElseThrow();
    assertThat(told.disabled()).isTrue();
    assertThat(told.policy().htlcMinimumMsat())
        .isLessThanOrEqualTo(told.policy().htlcMaximumMsat());
    world.advance(180_000);
    ChannelEntry later = world.await(c.graph(graph -> graph.channel(id).orElseThrow()));
    assertThat(later).as("it is said once").isEqualTo(entry);
  }
}
