package org.boltj.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PaymentHash;
import org.boltj.base.Satoshi;
import org.boltj.node.ChannelInfo;
import org.boltj.node.PaymentResult;
import org.boltj.payment.InvoiceRecord;
import org.boltj.payment.PaymentRecord;
import org.boltj.store.Store;
import org.boltj.store.StoreException;

/** The books of payer, payee and the killed node, which must agree to the millisatoshi. */
final class Ledger {
  private static final int ALL = 1_000_000;

  private final Satoshi capacity;
  private final Payer load;
  private final SteadyNode payer;
  private final SteadyNode payee;

  Ledger(Satoshi capacity, Payer load, SteadyNode payer, SteadyNode payee) {
    this.capacity = capacity;
    this.load = load;
    this.payer = payer;
    this.payee = payee;
  }

  /**
   * Checks all books.
   *
   * @param channels what the killed node told of its channels at last
   * @return what was found, in words
   */
  String check(CrashStore at, List<String> channels) throws StoreException {
    try (Store store = CrashStore.open(at.address())) {
      List<InvoiceRecord> received = received(store.invoices(0, ALL));
      List<InvoiceRecord> delivered = received(payee.node().invoices(0, ALL).join());
      List<PaymentRecord> own = store.payments(0, ALL);
      checkAgreement(load, received, delivered, own);
      checkSums(load, payer.channel(), payee.channel(), received, delivered, own);
      checkChannels(payer.channel(), payee.channel(), channels);
      return "%,d payments received, %,d forwarded, %,d of its own; the payer saw %,d fail; all accounted for"
          .formatted(
              received.size(),
              delivered.size() - succeeded(own).size(),
              succeeded(own).size(),
              load.failures());
    }
  }

  /** Nobody was paid whom the payer believes unpaid, nor the other way round. */
  private void checkAgreement(
      Payer load,
      List<InvoiceRecord> received,
      List<InvoiceRecord> delivered,
      List<PaymentRecord> own) {
    Set<PaymentHash> paid = new HashSet<>(load.succeeded().keySet());
    succeeded(own).forEach(payment -> paid.add(payment.paymentHash()));
    Set<PaymentHash> got = new HashSet<>();
    received.forEach(invoice -> got.add(invoice.paymentHash()));
    delivered.forEach(invoice -> got.add(invoice.paymentHash()));
    assertThat(got).isEqualTo(paid);
    assertThat(own).noneMatch(PaymentRecord::isPending);
    assertThat(received).as("load reached the node").isNotEmpty();
    assertThat(delivered).as("load went through the node").isNotEmpty();
  }

  private void checkSums(
      Payer load,
      ChannelInfo payer,
      ChannelInfo payee,
      List<InvoiceRecord> received,
      List<InvoiceRecord> delivered,
      List<PaymentRecord> own) {
    long half = capacity.sat() * 1000 / 2;
    long spent =
        load.succeeded().values().stream().mapToLong(p -> p.amount().plus(p.fee()).msat()).sum();
    long fees =
        load.succeeded().values().stream()
            .map(PaymentResult::fee)
            .mapToLong(MilliSatoshi::msat)
            .sum();
    long sent = succeeded(own).stream().mapToLong(p -> p.amount().plus(p.fees()).msat()).sum();
    long atKilled = payer.remoteBalance().msat() + payee.remoteBalance().msat();
    assertThat(payer.localBalance().msat()).isEqualTo(half - spent);
    assertThat(payee.localBalance().msat()).isEqualTo(half + sum(delivered));
    assertThat(atKilled).isEqualTo(2 * half + sum(received) + fees - sent);
  }

  private void checkChannels(ChannelInfo payer, ChannelInfo payee, List<String> told) {
    List<String> expected = new ArrayList<>();
    for (ChannelInfo channel : List.of(payer, payee)) {
      assertThat(channel.status()).isEqualTo(ChannelInfo.Status.OPEN);
      assertThat(channel.pendingHtlcs()).isZero();
      assertThat(channel.localBalance().plus(channel.remoteBalance()))
          .isEqualTo(MilliSatoshi.ofSat(capacity.sat()));
      expected.add(
          "channel %s OPEN %d %d 0"
              .formatted(
                  channel.channelId(),
                  channel.remoteBalance().msat(),
                  channel.localBalance().msat()));
    }
    assertThat(told).containsExactlyInAnyOrderElementsOf(expected);
  }

  private static List<PaymentRecord> succeeded(List<PaymentRecord> payments) {
    return payments.stream()
        .filter(payment -> payment.status() instanceof PaymentRecord.Succeeded)
        .toList();
  }

  private static List<InvoiceRecord> received(List<InvoiceRecord> invoices) {
    return invoices.stream()
        .filter(invoice -> invoice.status() instanceof InvoiceRecord.Received)
        .toList();
  }

  private static long sum(List<InvoiceRecord> invoices) {
    return invoices.stream()
        .map(InvoiceRecord::status)
        .mapToLong(status -> ((InvoiceRecord.Received) status).amount().msat())
        .sum();
  }
}
