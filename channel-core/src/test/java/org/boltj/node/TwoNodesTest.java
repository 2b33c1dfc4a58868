package org.boltj.node;

import static org.assertj.core.api.Assertions.assertThat;

import org.boltj.base.ChannelId;
import org.boltj.base.MilliSatoshi;
import org.boltj.invoice.Invoice;
import org.junit.jupiter.api.Test;

class TwoNodesTest {
  private final TestWorld world = new TestWorld();

  @Test
  void open_a_channel_and_pay() {
    LightningNode alice = world.node("alice");
    LightningNode bob = world.node("bob");
    ChannelId channel = world.channel(alice, bob, 1_000_000);

    Invoice invoice = world.await(bob.createInvoice(MilliSatoshi.ofSat(50_000), "two coffees"));
    PaymentResult paid = world.await(alice.pay(invoice.text()));

    assertThat(paid.amount()).isEqualTo(MilliSatoshi.ofSat(50_000));
    assertThat(paid.fee()).isEqualTo(MilliSatoshi.ZERO);
    assertThat(bob.channel(channel).orElseThrow().localBalance())
        .isEqualTo(MilliSatoshi.ofSat(50_000));
    assertThat(world.events("bob", NodeEvent.PaymentReceived.class))
        .singleElement()
        .satisfies(e -> assertThat(e.amount()).isEqualTo(MilliSatoshi.ofSat(50_000)));
  }
}
