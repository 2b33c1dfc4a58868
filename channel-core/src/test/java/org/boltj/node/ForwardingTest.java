package org.boltj.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.boltj.base.ChannelId;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.Satoshi;
import org.boltj.invoice.Invoice;
import org.boltj.onion.FailureMessage;
import org.boltj.payment.PaymentAttempt;
import org.boltj.payment.PaymentFailure;
import org.boltj.payment.RelayPolicy;
import org.boltj.peer.PeerLimits;
import org.junit.jupiter.api.Test;

/** Payments over other nodes: fees, several routes, failures and who made them. */
class ForwardingTest {
  private final TestWorld world = new TestWorld();

  private static MilliSatoshi sat(long amount) {
    return MilliSatoshi.ofSat(amount);
  }

  private static PaymentFailure failure(CompletableFuture<PaymentResult> payment) {
    assertThat(payment).isCompletedExceptionally();
    Throwable cause = payment.handle((r, e) -> e).join();
    assertThat(cause).isInstanceOf(LightningException.PaymentFailed.class);
    return ((LightningException.PaymentFailed) cause).failure();
  }

  @Test
  void over_three_hops_with_fees() {
    LightningNode a = world.node("a");
    LightningNode b = world.node("b");
    LightningNode c = world.node("c");
    LightningNode d = world.node("d");
    world.channel(a, b, 1_000_000);
    ChannelId bc = world.channel(b, c, 1_000_000);
    ChannelId cd = world.channel(c, d, 1_000_000);

    Invoice invoice = world.await(d.createInvoice(sat(100_000), "over three hops"));
    PaymentResult paid = world.await(a.pay(invoice.text()));

    MilliSatoshi feeOfC = RelayPolicy.DEFAULT.feeFor(sat(100_000));
    MilliSatoshi feeOfB = RelayPolicy.DEFAULT.feeFor(sat(100_000).plus(feeOfC));
    assertThat(paid.fee()).isEqualTo(feeOfB.plus(feeOfC));
    assertThat(d.channel(cd).orElseThrow().localBalance()).isEqualTo(sat(100_000));
    assertThat(c.channel(bc).orElseThrow().localBalance()).isEqualTo(sat(100_000).plus(feeOfC));
    assertThat(world.events("b", NodeEvent.PaymentForwarded.class))
        .singleElement()
        .satisfies(e -> assertThat(e.fee()).isEqualTo(feeOfB));
    assertNoHtlcs("a", "b", "c", "d");
  }

  @Test
  void over_two_routes_when_one_is_too_small() {
    LightningNode a = world.node("a");
    LightningNode b = world.node("b");
    LightningNode c = world.node("c");
    LightningNode d = world.node("d");
    world.channel(a, b, 600_000);
    world.channel(a, c, 600_000);
    world.channel(b, d, 600_000);
    world.channel(c, d, 600_000);

    Invoice invoice = world.await(d.createInvoice(sat(800_000), "in two parts"));
    PaymentResult paid = world.await(a.pay(invoice.text()));

    assertThat(paid.parts()).isGreaterThan(1);
    assertThat(world.events("d", NodeEvent.PaymentReceived.class))
        .singleElement()
        .satisfies(e -> assertThat(e.amount()).isEqualTo(sat(800_000)));
    assertNoHtlcs("a", "b", "c", "d");
  }

  @Test
  void tries_another_route_after_a_failure() {
    LightningNode a = world.node("a");
    LightningNode b = world.node("b");
    LightningNode c = world.node("c", n -> n.relayPolicy(expensive()));
    LightningNode d = world.node("d");
    world.channel(a, b, 1_000_000);
    world.channel(a, c, 1_000_000);
    ChannelId bd = world.channel(b, d, 1_000_000);
    world.channel(c, d, 1_000_000);
    // The cheap route has no money left in its second channel, which nobody else can see.
    Invoice drain = world.await(d.createInvoice(sat(950_000), "drain"));
    world.await(b.pay(drain.text(), PayOptions.DEFAULT.withMaxParts(1)));
    assertThat(b.channel(bd).orElseThrow().availableToSend()).isLessThan(sat(100_000));

    Invoice invoice = world.await(d.createInvoice(sat(100_000), "retried"));
    PaymentResult paid = world.await(a.pay(invoice.text(), PayOptions.DEFAULT.withMaxParts(1)));

    assertThat(paid.failedAttempts()).isEqualTo(1);
    assertThat(world.events("c", NodeEvent.PaymentForwarded.class)).hasSize(1);
    assertNoHtlcs("a", "b", "c", "d");
  }

  private static RelayPolicy expensive() {
    return new RelayPolicy(
        MilliSatoshi.of(5_000), 1_000, RelayPolicy.DEFAULT.cltvExpiryDelta(), MilliSatoshi.of(1));
  }

  @Test
  void the_failure_names_the_node_and_what_it_said() {
    LightningNode a = world.node("a");
    LightningNode b = world.node("b");
    LightningNode c = world.node("c");
    world.channel(a, b, 1_000_000);
    ChannelId bc = world.channel(b, c, 1_000_000);
    Invoice drain = world.await(c.createInvoice(sat(950_000), "drain"));
    world.await(b.pay(drain.text()));
    assertThat(b.channel(bc)).isPresent();

    Invoice invoice = world.await(c.createInvoice(sat(200_000), "too much for b"));
    CompletableFuture<PaymentResult> payment =
        a.pay(invoice.text(), PayOptions.DEFAULT.withMaxParts(1));
    world.settle();

    assertThat(failure(payment))
        .isInstanceOfSatisfying(
            PaymentFailure.NoRoute.class,
            none -> {
              assertThat(none.attempts()).hasSize(1);
              assertThat(none.attempts().get(0).erringNode()).contains(b.nodeId());
              assertThat(none.attempts().get(0).failure())
                  .get()
                  .isInstanceOf(FailureMessage.TemporaryChannelFailure.class);
            });
    assertNoHtlcs("a", "b", "c");
  }

  @Test
  void the_recipient_refuses_what_it_does_not_expect() {
    LightningNode a = world.node("a");
    LightningNode b = world.node("b");
    LightningNode c = world.node("c");
    LightningNode stranger = world.node("stranger");
    world.channel(a, b, 1_000_000);
    world.channel(b, c, 1_000_000);
    Invoice good = world.await(c.createInvoice(sat(1_000), "expires"));
    world.await(a.pay(good.text()));

    // The same invoice again: the payer's own memory refuses it at once.
    CompletableFuture<PaymentResult> again = a.pay(good.text());
    world.settle();
    assertThat(failure(again)).isEqualTo(new PaymentFailure.AlreadyPaid(false));

    // Somebody else pays it again: the recipient treats it as unknown.
    world.channel(stranger, b, 1_000_000);
    CompletableFuture<PaymentResult> other = stranger.pay(good.text());
    world.settle();
    assertThat(failure(other))
        .isInstanceOfSatisfying(
            PaymentFailure.RejectedByRecipient.class,
            rejected ->
                assertThat(rejected.failure())
                    .isEqualTo(
                        new FailureMessage.IncorrectOrUnknownPaymentDetails(
                            sat(1_000), c.blockHeight())));
    assertNoHtlcs("a", "b", "c", "stranger");
  }

  @Test
  void keysend_and_its_refusal() {
    LightningNode a = world.node("a");
    LightningNode b = world.node("b");
    LightningNode c = world.node("c", n -> n.acceptKeysend(false));
    world.channel(a, b, 1_000_000);
    world.channel(b, c, 1_000_000);

    world.await(a.keysend(b.nodeId(), sat(777), PayOptions.DEFAULT));
    assertThat(world.events("b", NodeEvent.PaymentReceived.class))
        .singleElement()
        .satisfies(e -> assertThat(e.amount()).isEqualTo(sat(777)));

    CompletableFuture<PaymentResult> refused = a.keysend(c.nodeId(), sat(777), PayOptions.DEFAULT);
    world.settle();
    assertThat(failure(refused)).isInstanceOf(PaymentFailure.RejectedByRecipient.class);
  }

  @Test
  void unannounced_channels_are_found_by_the_hint_in_the_invoice() {
    LightningNode a = world.node("a");
    LightningNode b = world.node("b");
    LightningNode c = world.node("c");
    world.channel(a, b, 1_000_000);
    world.channel(b, OpenOptions.of(c.nodeId(), Satoshi.of(1_000_000)).unannounced(), c);

    Invoice invoice = world.await(c.createInvoice(sat(5_000), "private"));
    assertThat(invoice.routeHints()).hasSize(1);
    assertThat(world.await(a.pay(invoice.text())).fee())
        .isEqualTo(RelayPolicy.DEFAULT.feeFor(sat(5_000)));
  }

  @Test
  void fee_limit_and_missing_balance_are_told() {
    LightningNode a = world.node("a");
    LightningNode b = world.node("b");
    LightningNode c = world.node("c");
    world.channel(a, b, 1_000_000);
    world.channel(b, c, 1_000_000);
    Invoice invoice = world.await(c.createInvoice(sat(100_000), "limits"));

    CompletableFuture<PaymentResult> cheap =
        a.pay(invoice.text(), PayOptions.DEFAULT.withFeeLimit(MilliSatoshi.of(10)));
    world.settle();
    assertThat(failure(cheap).text()).contains("fee limit");

    Invoice huge = world.await(c.createInvoice(sat(2_000_000), "more than there is"));
    CompletableFuture<PaymentResult> tooMuch = a.pay(huge.text());
    world.settle();
    assertThat(failure(tooMuch)).isInstanceOf(PaymentFailure.InsufficientBalance.class);
  }

  @Test
  void an_incomplete_payment_comes_back_after_a_minute() {
    LightningNode a = world.node("a", n -> n.peerLimits(patient()));
    LightningNode b = world.node("b", n -> n.peerLimits(patient()));
    LightningNode c = world.node("c", n -> n.peerLimits(patient()));
    LightningNode d = world.node("d", n -> n.peerLimits(patient()));
    world.channel(a, b, 600_000);
    world.channel(a, c, 600_000);
    world.channel(b, d, 600_000);
    world.channel(c, d, 600_000);
    Invoice invoice = world.await(d.createInvoice(sat(800_000), "in two parts"));

    // One part hangs behind c, so that the other waits at d.
    world.hold(c, d);
    CompletableFuture<PaymentResult> payment = a.pay(invoice.text());
    world.advance(Duration.ofSeconds(59).toMillis());
    assertThat(payment).isNotDone();
    assertThat(pendingHtlcs(d)).isEqualTo(1);
    world.advance(Duration.ofSeconds(2).toMillis());
    assertThat(pendingHtlcs(d)).isZero();
    assertThat(world.events("d", NodeEvent.PaymentReceived.class)).isEmpty();

    // When the other part comes at last, it is alone and comes back as well.
    world.release(c, d);
    world.advance(Duration.ofSeconds(61).toMillis());
    assertThat(failure(payment))
        .isInstanceOfSatisfying(
            PaymentFailure.TimedOut.class,
            failure ->
                assertThat(failure.attempts())
                    .extracting(PaymentAttempt::failure)
                    .containsOnly(Optional.of(new FailureMessage.MppTimeout())));
    assertNoHtlcs("a", "b", "c", "d");
  }

  private static PeerLimits patient() {
    return PeerLimits.DEFAULT.withTimes(30_000, 600_000, 600_000);
  }

  private static int pendingHtlcs(LightningNode node) {
    return node.channels().stream().mapToInt(ChannelInfo::pendingHtlcs).sum();
  }

  @Test
  void bad_invoices_are_refused_before_anything_is_sent() {
    LightningNode a = world.node("a");
    LightningNode b = world.node("b");
    Invoice invoice =
        world.await(
            b.createInvoice(
                InvoiceOptions.of(sat(1), "soon over").withExpiry(Duration.ofSeconds(5))));
    Invoice anyAmount =
        world.await(b.createInvoice(InvoiceOptions.of(sat(1), "any amount").withAnyAmount()));
    world.advance(10_000);

    for (CompletableFuture<PaymentResult> payment :
        List.of(
            a.pay(invoice.text()),
            a.pay(anyAmount.text()),
            a.pay("lnbc1notaninvoice"),
            a.keysend(b.nodeId(), MilliSatoshi.ZERO, PayOptions.DEFAULT),
            a.pay(
                anyAmount,
                new PayOptions(
                    Optional.of(MilliSatoshi.ZERO), Optional.empty(), Duration.ofSeconds(1), 1)))) {
      world.settle();
      assertThat(failure(payment)).isInstanceOf(PaymentFailure.BadInvoice.class);
    }
    assertThatThrownBy(
            () -> world.await(b.pay(anyAmount.text(), PayOptions.DEFAULT.withAmount(sat(5)))))
        .hasMessageContaining("cannot pay itself");
  }

  private void assertNoHtlcs(String... names) {
    for (String name : names) {
      assertThat(world.get(name).channels())
          .as(name)
          .allSatisfy(c -> assertThat(c.pendingHtlcs()).isZero());
      assertThat(world.events(name, NodeEvent.InternalFailure.class)).isEmpty();
    }
  }
}
