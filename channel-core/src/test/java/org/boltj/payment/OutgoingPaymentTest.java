package org.boltj.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.base.CltvExpiry;
import org.boltj.base.CltvExpiryDelta;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PaymentHash;
import org.boltj.base.PaymentPreimage;
import org.boltj.base.PublicKey;
import org.boltj.base.ShortChannelId;
import org.boltj.gossip.scoring.ChannelDirection;
import org.boltj.onion.FailureMessage;
import org.boltj.onion.UnwrappedFailure;
import org.boltj.updates.PaymentId;
import org.junit.jupiter.api.Test;

/** A payment of 1000 msat over two hops, with all that may come back. */
class OutgoingPaymentTest {
  private static final PublicKey US = key(1);
  private static final PublicKey NEXT = key(2);
  private static final PublicKey RECIPIENT = key(3);
  private static final ShortChannelId OURS = ShortChannelId.of(1, 1, 1);
  private static final ShortChannelId THEIRS = ShortChannelId.of(2, 2, 2);
  private static final ChannelDirection THEIR_CHANNEL = new ChannelDirection(THEIRS, 0);
  private static final ChannelId CHANNEL = new ChannelId(Bytes.zeros(32));
  private static final PaymentPreimage PREIMAGE = new PaymentPreimage(Bytes.zeros(32));

  private final OutgoingPayment payment =
      new OutgoingPayment(
          new PaymentId(Bytes.zeros(32)),
          new PaymentRequest(
              new PaymentHash(Bytes.zeros(32)),
              RECIPIENT,
              MilliSatoshi.of(1_000),
              new CltvExpiryDelta(18),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              "",
              MilliSatoshi.of(50),
              4,
              60_000),
          US,
          0);

  private static PublicKey key(int n) {
    return PublicKey.fromHex("02" + "00".repeat(31) + "0" + n);
  }

  private static PaymentRoute route(long amount) {
    return new PaymentRoute(
        List.of(
            new PaymentHop(NEXT, OURS, MilliSatoshi.of(amount + 10), new CltvExpiry(100)),
            new PaymentHop(RECIPIENT, THEIRS, MilliSatoshi.of(amount), new CltvExpiry(60))));
  }

  private static UnwrappedFailure from(int hop, FailureMessage failure) {
    return new UnwrappedFailure.FromHop(hop, failure, List.of());
  }

  private OutgoingPayment.Step.Send send() {
    return (OutgoingPayment.Step.Send) payment.next(0);
  }

  @Test
  void asks_for_what_is_missing_with_the_fee_that_is_left() {
    assertThat(send())
        .isEqualTo(new OutgoingPayment.Step.Send(MilliSatoshi.of(1_000), MilliSatoshi.of(50), 4));
    payment.sent(CHANNEL, route(600), List.of(), 1);
    assertThat(send())
        .isEqualTo(new OutgoingPayment.Step.Send(MilliSatoshi.of(400), MilliSatoshi.of(40), 3));
    payment.sent(CHANNEL, route(400), List.of(), 1);
    assertThat(payment.next(0)).isInstanceOf(OutgoingPayment.Step.Wait.class);
  }

  @Test
  void the_first_preimage_is_success() {
    payment.sent(CHANNEL, route(1_000), List.of(), 1);
    payment.fulfilled(0, PREIMAGE, 7);
    assertThat(payment.next(8)).isEqualTo(new OutgoingPayment.Step.Succeeded(PREIMAGE));
    assertThat(payment.record().status())
        .isEqualTo(new PaymentRecord.Succeeded(PREIMAGE, MilliSatoshi.of(10), 7));
  }

  @Test
  void a_channel_without_balance_is_offered_less_only() {
    payment.sent(CHANNEL, route(1_000), List.of(), 1);
    payment.failed(0, from(0, new FailureMessage.TemporaryChannelFailure(Bytes.EMPTY)), 2);
    assertThat(payment.avoidance().avoids(THEIR_CHANNEL, MilliSatoshi.of(1_000))).isTrue();
    assertThat(payment.avoidance().avoids(THEIR_CHANNEL, MilliSatoshi.of(999))).isFalse();
    assertThat(send().amount()).isEqualTo(MilliSatoshi.of(1_000));
    assertThat(payment.attempts())
        .singleElement()
        .satisfies(attempt -> assertThat(attempt.erringNode()).contains(NEXT));
  }

  @Test
  void a_channel_update_gives_one_more_chance() {
    FailureMessage failure =
        new FailureMessage.FeeInsufficient(MilliSatoshi.of(1_000), Bytes.of((byte) 1));
    payment.sent(CHANNEL, route(1_000), List.of(), 1);
    payment.failed(0, from(0, failure), 2);
    assertThat(payment.avoidance().avoids(THEIR_CHANNEL, MilliSatoshi.of(1_000))).isFalse();
    assertThat(payment.avoidance().channelUpdates()).containsOnlyKeys(THEIR_CHANNEL);
    payment.sent(CHANNEL, route(1_000), List.of(), 1);
    payment.failed(1, from(0, failure), 2);
    assertThat(payment.avoidance().avoids(THEIR_CHANNEL, MilliSatoshi.of(1))).isTrue();
  }

  @Test
  void a_node_that_always_has_another_channel_update_does_not_use_up_all_attempts() {
    for (int part = 0; part < 2; part++) {
      Bytes another = Bytes.of((byte) part);
      payment.sent(CHANNEL, route(1_000), List.of(), 1);
      payment.failed(
          part, from(0, new FailureMessage.FeeInsufficient(MilliSatoshi.of(1_000), another)), 2);
    }
    assertThat(payment.avoidance().avoids(THEIR_CHANNEL, MilliSatoshi.of(1))).isTrue();
  }

  @Test
  void a_probe_has_arrived_only_when_the_recipient_says_so() {
    FailureMessage refusal =
        new FailureMessage.IncorrectOrUnknownPaymentDetails(MilliSatoshi.of(1_000), 100);
    OutgoingPayment probe =
        OutgoingPayment.probe(new PaymentId(Bytes.zeros(32)), payment.request(), US, 0);
    probe.sent(CHANNEL, route(1_000), List.of(), 1);
    probe.failed(0, from(0, refusal), 2);
    assertThat(probe.next(3)).isInstanceOf(OutgoingPayment.Step.Send.class);
    probe.sent(CHANNEL, route(1_000), List.of(), 3);
    probe.failed(1, from(1, refusal), 4);
    assertThat(probe.next(5)).isInstanceOf(OutgoingPayment.Step.Arrived.class);
  }

  @Test
  void a_node_that_fails_as_a_whole_is_avoided() {
    payment.sent(CHANNEL, route(1_000), List.of(), 1);
    payment.failed(0, from(0, new FailureMessage.TemporaryNodeFailure()), 2);
    assertThat(payment.avoidance().avoids(NEXT)).isTrue();
  }

  @Test
  void the_recipient_has_the_last_word_when_nothing_is_in_flight() {
    payment.sent(CHANNEL, route(600), List.of(), 1);
    payment.sent(CHANNEL, route(400), List.of(), 1);
    FailureMessage failure =
        new FailureMessage.IncorrectOrUnknownPaymentDetails(MilliSatoshi.of(600), 5);
    payment.failed(0, from(1, failure), 2);
    assertThat(payment.next(0)).isInstanceOf(OutgoingPayment.Step.Wait.class);
    payment.failed(1, from(1, new FailureMessage.MppTimeout()), 2);
    assertThat(payment.next(0))
        .isInstanceOfSatisfying(
            OutgoingPayment.Step.Failed.class,
            failed ->
                assertThat(failed.failure())
                    .isInstanceOfSatisfying(
                        PaymentFailure.RejectedByRecipient.class,
                        rejected -> assertThat(rejected.failure()).isEqualTo(failure)));
  }

  @Test
  void no_attempt_after_the_time_is_over() {
    payment.sent(CHANNEL, route(1_000), List.of(), 1);
    assertThat(payment.next(60_000)).isInstanceOf(OutgoingPayment.Step.Wait.class);
    payment.refused(0, true, "peer away", 2);
    assertThat(payment.next(60_000))
        .isInstanceOfSatisfying(
            OutgoingPayment.Step.Failed.class,
            failed -> assertThat(failed.failure()).isInstanceOf(PaymentFailure.TimedOut.class));
  }

  @Test
  void answers_for_parts_that_have_ended_change_nothing() {
    payment.sent(CHANNEL, route(1_000), List.of(), 1);
    payment.refused(0, false, "gone", 2);
    payment.failed(0, from(0, new FailureMessage.TemporaryNodeFailure()), 2);
    payment.failed(9, from(0, new FailureMessage.TemporaryNodeFailure()), 2);
    assertThat(payment.attempts()).hasSize(1);
  }

  @Test
  void an_interrupted_payment_only_follows_its_parts() {
    payment.sent(CHANNEL, route(1_000), List.of(), 1);
    OutgoingPayment resumed = OutgoingPayment.interrupted(payment.record(), US);
    assertThat(resumed.next(1)).isInstanceOf(OutgoingPayment.Step.Wait.class);
    resumed.refused(0, false, "never left", 1);
    assertThat(resumed.next(1))
        .isInstanceOfSatisfying(
            OutgoingPayment.Step.Failed.class,
            failed -> assertThat(failed.failure()).isInstanceOf(PaymentFailure.Interrupted.class));
  }
}
