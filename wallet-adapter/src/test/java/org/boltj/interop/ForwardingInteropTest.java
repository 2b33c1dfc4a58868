package org.boltj.interop;

import static org.assertj.core.api.Assertions.assertThat;

import org.boltj.base.ChannelId;
import org.boltj.node.NodeEvent;
import org.boltj.node.PaymentResult;

@LdkInterop
class ForwardingInteropTest {
  private static final long AMOUNT_MSAT = 20_000_000;

  @Cell("LDK forwards: boltj to LDK to boltj (private, route hints)")
  void ldkForwards(ChannelKind kind) throws Exception {
    try (InteropWorld world = new InteropWorld(kind)) {
      BoltjPeer alice = world.boltj("alice");
      BoltjPeer bob = world.boltj("bob");
      Ldk ldk = world.ldk("ldk");
      world.channel(alice, ldk);
      world.channel(ldk, bob);

      PaymentResult paid = BoltjPeer.get(alice.node().pay(world.hintedInvoice(bob, AMOUNT_MSAT)));

      assertThat(bob.events().await(NodeEvent.PaymentReceived.class).amount().msat())
          .isEqualTo(AMOUNT_MSAT);
      long earned = ldk.peer().awaitEvent("PaymentForwarded").get("feeMsat").asLong();
      assertThat(paid.fee().msat()).isEqualTo(earned).isPositive();
    }
  }

  @Cell("boltj forwards: LDK to boltj to LDK (private, route hints)")
  void boltjForwards(ChannelKind kind) throws Exception {
    try (InteropWorld world = new InteropWorld(kind)) {
      BoltjPeer boltj = world.boltj("boltj");
      Ldk payer = world.ldk("payer");
      Ldk payee = world.ldk("payee");
      world.channel(payer, boltj);
      ChannelId last = world.channel(boltj, payee);
      payee.awaitHinted(last);

      String hash = payer.pay(payee.invoice(AMOUNT_MSAT));

      long fee = payer.awaitSent(hash).get("feeMsat").asLong();
      assertThat(payee.awaitClaimed(hash).get("msat").asLong()).isEqualTo(AMOUNT_MSAT);
      NodeEvent.PaymentForwarded forwarded = boltj.events().await(NodeEvent.PaymentForwarded.class);
      assertThat(forwarded.fee().msat()).isEqualTo(fee).isPositive();
    }
  }
}
