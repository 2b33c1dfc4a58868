package org.boltj.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.boltj.base.MilliSatoshi;
import org.boltj.invoice.Invoice;
import org.boltj.payment.InvoiceRecord;
import org.boltj.payment.PaymentRecord;
import org.boltj.store.StoreException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Each node of a payment dies at each of its writes, before and after the write is durable, and
 * comes back. The payment must then end as one: paid everywhere or nowhere, with no HTLC left
 * behind.
 */
class CrashTest {
  private static final MilliSatoshi AMOUNT = MilliSatoshi.ofSat(70_000);
  private static final List<String> NAMES = List.of("a", "b", "c");

  @TestFactory
  List<DynamicTest> a_payment_survives_a_crash_at_every_write() {
    List<DynamicTest> tests = new ArrayList<>();
    for (String name : NAMES) {
      for (boolean durable : new boolean[] {false, true}) {
        tests.add(
            DynamicTest.dynamicTest(
                name + " dies " + (durable ? "after" : "before") + " its writes are durable",
                () -> crashAtEveryWrite(name, durable, true)));
      }
    }
    return tests;
  }

  @TestFactory
  List<DynamicTest> a_failing_payment_survives_a_crash_at_every_write() {
    List<DynamicTest> tests = new ArrayList<>();
    for (String name : NAMES) {
      for (boolean durable : new boolean[] {false, true}) {
        tests.add(
            DynamicTest.dynamicTest(
                name + " dies " + (durable ? "after" : "before") + " its writes are durable",
                () -> crashAtEveryWrite(name, durable, false)));
      }
    }
    return tests;
  }

  private static void crashAtEveryWrite(String name, boolean durable, boolean payable)
      throws StoreException {
    int writes = 0;
    while (crashAt(name, writes, durable, payable)) {
      writes++;
    }
    assertThat(writes).as("writes of one payment").isGreaterThanOrEqualTo(3);
  }

  /** Whether the node did die: else the payment was over before that many writes. */
  private static boolean crashAt(String name, int writes, boolean durable, boolean payable)
      throws StoreException {
    TestWorld world = new TestWorld();
    NAMES.forEach(n -> world.useStore(n, new CrashingStore()));
    LightningNode a = world.node("a");
    LightningNode b = world.node("b");
    LightningNode c = world.node("c", n -> n.acceptKeysend(false));
    world.channel(a, b, 1_000_000);
    world.channel(b, c, 1_000_000);
    Invoice invoice = world.await(c.createInvoice(AMOUNT, "crash"));
    CrashingStore store = (CrashingStore) world.store(name);

    store.crashAfter(writes, durable);
    if (payable) {
      a.pay(invoice.text());
    } else {
      // Refused by the recipient.
      a.keysend(c.nodeId(), AMOUNT, PayOptions.DEFAULT);
    }
    world.settle();
    boolean died = store.revive();
    if (died) {
      world.restart(name);
    }
    world.advance(120_000);
    check(world, name + " at write " + writes, invoice);
    return died;
  }

  private static void check(TestWorld world, String when, Invoice invoice) throws StoreException {
    long total = 0;
    for (String name : NAMES) {
      for (ChannelInfo channel : world.get(name).channels()) {
        assertThat(channel.status()).as(when).isEqualTo(ChannelInfo.Status.OPEN);
        assertThat(channel.usable()).as(when + ": reconnected").isTrue();
        assertThat(channel.pendingHtlcs()).as(when + ": htlcs of " + name).isZero();
        total += channel.localBalance().msat();
      }
      assertThat(world.events(name, NodeEvent.InternalFailure.class)).as(when).isEmpty();
    }
    assertThat(total).as(when + ": no money made or lost").isEqualTo(2_000_000_000L);
    for (PaymentRecord payment : world.store("a").payments(0, 10)) {
      assertThat(payment.isPending()).as(when).isFalse();
    }
    boolean received =
        NAMES.stream()
            .anyMatch(
                n -> {
                  try {
                    return world
                        .store(n)
                        .invoice(invoice.paymentHash())
                        .map(i -> i.status() instanceof InvoiceRecord.Received)
                        .orElse(false);
                  } catch (StoreException e) {
                    throw new AssertionError(e);
                  }
                });
    boolean sent =
        world.store("a").paymentsFor(invoice.paymentHash()).stream()
            .anyMatch(p -> p.status() instanceof PaymentRecord.Succeeded);
    assertThat(sent).as(when + ": paid as " + received).isEqualTo(received);
  }
}
