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
import org.boltj.base.PaymentSecret;
import org.boltj.crypto.Hash;
import org.boltj.onion.FailureMessage;
import org.boltj.onion.SharedSecret;
import org.junit.jupiter.api.Test;

/** Sets of parts (BOLT 4, "Basic Multi-Part Payments"), and that nothing can be probed. */
class IncomingPaymentsTest {
  private static final int HEIGHT = 1_000;
  private static final long NOW = 5_000_000;
  private static final PaymentPreimage PREIMAGE = new PaymentPreimage(Bytes.zeros(32));
  private static final PaymentHash HASH = new PaymentHash(Hash.sha256(PREIMAGE.value()));
  private static final PaymentSecret SECRET = new PaymentSecret(Hash.sha256(Bytes.EMPTY));
  private static final InvoiceRecord INVOICE =
      new InvoiceRecord(
          HASH,
          PREIMAGE,
          SECRET,
          Optional.of(MilliSatoshi.of(1_000)),
          Optional.empty(),
          new CltvExpiryDelta(24),
          "lnbcrt1",
          0,
          10_000,
          new InvoiceRecord.Open());

  private final IncomingPayments payments = new IncomingPayments();

  private static ReceivedPart part(int id, long amount, long total) {
    return new ReceivedPart(
        new HtlcId(new ChannelId(Bytes.zeros(32)), id),
        HASH,
        MilliSatoshi.of(amount),
        new CltvExpiry(HEIGHT + 24),
        MilliSatoshi.of(amount),
        new CltvExpiry(HEIGHT + 24),
        MilliSatoshi.of(total),
        Optional.of(SECRET),
        Optional.empty(),
        Optional.empty(),
        new SharedSecret(Bytes.zeros(32)));
  }

  private IncomingPayments.Outcome add(ReceivedPart part) {
    return add(part, Optional.of(INVOICE));
  }

  private IncomingPayments.Outcome add(ReceivedPart part, Optional<InvoiceRecord> invoice) {
    return payments.add(part, invoice, ExpiryRules.DEFAULT, HEIGHT, NOW);
  }

  private static IncomingPayments.Outcome unknown(ReceivedPart part) {
    return new IncomingPayments.Outcome.Rejected(
        List.of(part), new FailureMessage.IncorrectOrUnknownPaymentDetails(part.amount(), HEIGHT));
  }

  @Test
  void one_part_that_is_all() {
    assertThat(add(part(0, 1_000, 1_000)))
        .isInstanceOfSatisfying(
            IncomingPayments.Outcome.Complete.class,
            complete -> {
              assertThat(complete.set().parts()).hasSize(1);
              assertThat(complete.paid().wasPaidBy(part(0, 1, 1).htlc())).isTrue();
              assertThat(complete.paid().wasPaidBy(part(1, 1, 1).htlc())).isFalse();
            });
  }

  @Test
  void parts_wait_for_each_other_and_none_is_counted_twice() {
    assertThat(add(part(0, 600, 1_000))).isInstanceOf(IncomingPayments.Outcome.Waiting.class);
    assertThat(add(part(0, 600, 1_000))).isInstanceOf(IncomingPayments.Outcome.Waiting.class);
    assertThat(add(part(1, 400, 1_000)))
        .isInstanceOfSatisfying(
            IncomingPayments.Outcome.Complete.class,
            complete -> assertThat(complete.set().received()).isEqualTo(MilliSatoshi.of(1_000)));
    assertThat(payments.nextDeadlineMillis()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void parts_that_disagree_about_the_total_all_come_back() {
    ReceivedPart first = part(0, 600, 1_000);
    ReceivedPart second = part(1, 400, 1_001);
    add(first);
    assertThat(add(second))
        .isInstanceOfSatisfying(
            IncomingPayments.Outcome.Rejected.class,
            rejected -> assertThat(rejected.parts()).containsExactly(first, second));
  }

  @Test
  void a_set_has_sixty_seconds_from_its_first_part() {
    add(part(0, 600, 1_000));
    assertThat(payments.expired(NOW + 59_999)).isEmpty();
    assertThat(payments.nextDeadlineMillis()).isEqualTo(NOW + 60_000);
    assertThat(payments.expired(NOW + 60_000)).hasSize(1);
    assertThat(payments.expired(NOW + 60_000)).isEmpty();
  }

  @Test
  void a_set_that_could_not_be_claimed_in_time_comes_back() {
    add(part(0, 600, 1_000));
    assertThat(payments.tooLate(ExpiryRules.DEFAULT, HEIGHT + 5)).isEmpty();
    assertThat(payments.tooLate(ExpiryRules.DEFAULT, HEIGHT + 6)).hasSize(1);
  }

  @Test
  void an_invoice_that_asks_for_less_is_not_paid_at_the_deadline_itself() {
    InvoiceRecord hasty =
        new InvoiceRecord(
            HASH,
            PREIMAGE,
            SECRET,
            Optional.of(MilliSatoshi.of(1_000)),
            Optional.empty(),
            new CltvExpiryDelta(18),
            "lnbcrt1",
            0,
            10_000,
            new InvoiceRecord.Open());
    ReceivedPart late = withExpiry(part(0, 1_000, 1_000), HEIGHT + 20);
    assertThat(add(late, Optional.of(hasty))).isEqualTo(unknown(late));
    ReceivedPart inTime = withExpiry(part(0, 1_000, 1_000), HEIGHT + 21);
    assertThat(add(inTime, Optional.of(hasty)))
        .isInstanceOf(IncomingPayments.Outcome.Complete.class);
  }

  @Test
  void everything_that_could_be_probed_has_one_answer() {
    ReceivedPart good = part(0, 1_000, 1_000);
    assertThat(add(good, Optional.empty())).isEqualTo(unknown(good));
    assertThat(
            add(
                good,
                Optional.of(
                    INVOICE.with(new InvoiceRecord.Received(MilliSatoshi.of(1), 1, List.of())))))
        .isEqualTo(unknown(good));
    assertThat(add(good, Optional.of(INVOICE.with(new InvoiceRecord.Cancelled()))))
        .isEqualTo(unknown(good));
    ReceivedPart tooLittle = part(0, 999, 999);
    assertThat(add(tooLittle)).isEqualTo(unknown(tooLittle));
    ReceivedPart tooMuch = part(0, 2_002, 2_002);
    assertThat(add(tooMuch)).isEqualTo(unknown(tooMuch));
    ReceivedPart wrongSecret = with(good, Optional.of(new PaymentSecret(Bytes.zeros(32))));
    assertThat(add(wrongSecret)).isEqualTo(unknown(wrongSecret));
    ReceivedPart noSecret = with(good, Optional.empty());
    assertThat(add(noSecret)).isEqualTo(unknown(noSecret));
    ReceivedPart tooSoon = withExpiry(good, HEIGHT + 23);
    assertThat(add(tooSoon)).isEqualTo(unknown(tooSoon));
    assertThat(payments.add(good, Optional.of(INVOICE), ExpiryRules.DEFAULT, HEIGHT, 10_001_000))
        .isEqualTo(unknown(good));
  }

  private static ReceivedPart with(ReceivedPart part, Optional<PaymentSecret> secret) {
    return new ReceivedPart(
        part.htlc(),
        part.paymentHash(),
        part.amount(),
        part.expiry(),
        part.amtToForward(),
        part.outgoingCltvValue(),
        part.totalMsat(),
        secret,
        part.paymentMetadata(),
        part.keysendPreimage(),
        part.sharedSecret());
  }

  private static ReceivedPart withExpiry(ReceivedPart part, long height) {
    return new ReceivedPart(
        part.htlc(),
        part.paymentHash(),
        part.amount(),
        new CltvExpiry(height),
        part.amtToForward(),
        new CltvExpiry(height),
        part.totalMsat(),
        part.paymentSecret(),
        part.paymentMetadata(),
        part.keysendPreimage(),
        part.sharedSecret());
  }

  @Test
  void an_htlc_that_was_changed_on_its_way_is_told_by_name() {
    ReceivedPart good = part(0, 1_000, 1_000);
    ReceivedPart less =
        new ReceivedPart(
            good.htlc(),
            HASH,
            MilliSatoshi.of(999),
            good.expiry(),
            good.amtToForward(),
            good.outgoingCltvValue(),
            good.totalMsat(),
            good.paymentSecret(),
            Optional.empty(),
            Optional.empty(),
            good.sharedSecret());
    assertThat(add(less))
        .isEqualTo(
            new IncomingPayments.Outcome.Rejected(
                List.of(less), new FailureMessage.FinalIncorrectHtlcAmount(MilliSatoshi.of(999))));
  }
}
