package org.boltj.interop;

import static org.assertj.core.api.Assertions.assertThat;

import org.boltj.base.ChannelId;
import org.boltj.node.NodeEvent;

@LdkInterop
class RestartInteropTest {
  private static final long AMOUNT_MSAT = 20_000_000;

  private interface Stop {
    void run(BoltjPeer boltj) throws Exception;
  }

  @Cell("boltj is closed and opened again with HTLCs in flight")
  void restart(ChannelKind kind) throws Exception {
    withHtlcsInFlight(kind, BoltjPeer::restart);
  }

  @Cell("boltj dies and comes back with HTLCs in flight")
  void crash(ChannelKind kind) throws Exception {
    withHtlcsInFlight(kind, BoltjPeer::crash);
  }

  /** A payment of boltj's own and one that it forwards. */
  private static void withHtlcsInFlight(ChannelKind kind, Stop stop) throws Exception {
    try (InteropWorld world = new InteropWorld(kind)) {
      BoltjPeer boltj = world.boltj("boltj");
      Ldk payer = world.ldk("payer");
      Ldk payee = world.ldk("payee");
      ChannelId first = world.channel(payer, boltj);
      ChannelId last = world.channel(boltj, payee);
      payee.awaitHinted(last);
      payee.hold();
      String forwarded = payer.pay(payee.invoice(AMOUNT_MSAT));
      payee.awaitClaimable(forwarded);
      var lost = boltj.node().pay(payee.invoice(AMOUNT_MSAT));
      String own = payee.peer().awaitEvent("PaymentClaimable").get("hash").asText();

      stop.run(boltj);
      assertThat(lost).isCompletedExceptionally();
      boltj.connect(payee);
      payer.connect(boltj);
      boltj.awaitUsable(first);
      boltj.awaitUsable(last);
      payee.claim(own);
      payee.claim(forwarded);

      payer.awaitSent(forwarded);
      NodeEvent.PaymentSent sent = boltj.events().await(NodeEvent.PaymentSent.class);
      assertThat(sent.payment().paymentHash().value().toHex()).isEqualTo(own);
      payer.awaitPendingHtlcs(0);
      payee.awaitPendingHtlcs(0);
      assertThat(boltj.channel(last).pendingHtlcs()).isZero();
    }
  }
}
