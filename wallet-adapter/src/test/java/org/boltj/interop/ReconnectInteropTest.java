package org.boltj.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.boltj.base.ChannelId;
import org.boltj.node.NodeEvent;
import org.boltj.node.PaymentResult;

@LdkInterop
class ReconnectInteropTest {
  private static final long AMOUNT_MSAT = 20_000_000;

  /** What LDK logs when the connection is cut: before or after each message of the dance. */
  private static final List<String> CUTS_WHEN_BOLTJ_PAYS =
      List.of(
          "Received message UpdateAddHTLC",
          "Received message CommitmentSigned",
          "Enqueueing message RevokeAndACK",
          "Enqueueing message CommitmentSigned",
          "Received message RevokeAndACK",
          "Enqueueing message UpdateFulfillHTLC");

  private static final List<String> CUTS_WHEN_LDK_PAYS =
      List.of(
          "Enqueueing message UpdateAddHTLC",
          "Enqueueing message CommitmentSigned",
          "Received message RevokeAndACK",
          "Received message CommitmentSigned",
          "Enqueueing message RevokeAndACK",
          "Received message UpdateFulfillHTLC");

  @Cell("disconnect with HTLCs in flight: LDK claims while away and after")
  void outgoingInFlight(ChannelKind kind) throws Exception {
    try (InteropWorld world = new InteropWorld(kind)) {
      BoltjPeer boltj = world.boltj("boltj");
      Ldk ldk = world.ldk("ldk");
      ChannelId channel = world.channel(boltj, ldk);
      ldk.hold();
      CompletableFuture<PaymentResult> first = boltj.node().pay(ldk.invoice(AMOUNT_MSAT));
      String firstHash = ldk.peer().awaitEvent("PaymentClaimable").get("hash").asText();
      CompletableFuture<PaymentResult> second = boltj.node().pay(ldk.invoice(AMOUNT_MSAT));
      String secondHash = ldk.peer().awaitEvent("PaymentClaimable").get("hash").asText();

      boltj.node().disconnect(ldk.nodeId());
      boltj.events().await(NodeEvent.PeerDisconnected.class);
      ldk.claim(firstHash);
      boltj.connect(ldk);
      assertThat(BoltjPeer.get(first).amount().msat()).isEqualTo(AMOUNT_MSAT);
      assertThat(second).isNotDone();
      ldk.claim(secondHash);

      assertThat(BoltjPeer.get(second).amount().msat()).isEqualTo(AMOUNT_MSAT);
      ldk.awaitPendingHtlcs(0);
      assertThat(ldk.balanceMsat(channel)).isEqualTo(InteropWorld.PUSH_MSAT + 2 * AMOUNT_MSAT);
    }
  }

  @Cell("disconnect with an HTLC of LDK in flight, forwarded by boltj")
  void incomingInFlight(ChannelKind kind) throws Exception {
    try (InteropWorld world = new InteropWorld(kind)) {
      BoltjPeer boltj = world.boltj("boltj");
      Ldk payer = world.ldk("payer");
      Ldk payee = world.ldk("payee");
      world.channel(payer, boltj);
      payee.awaitHinted(world.channel(boltj, payee));
      payee.hold();
      String hash = payer.pay(payee.invoice(AMOUNT_MSAT));
      payee.awaitClaimable(hash);

      payer.disconnect(boltj.nodeId());
      boltj.events().await(NodeEvent.PeerDisconnected.class);
      payee.claim(hash);
      payee.awaitPendingHtlcs(0);
      payer.connect(boltj);

      payer.awaitSent(hash);
      payer.awaitPendingHtlcs(0);
      boltj.events().await(NodeEvent.PaymentForwarded.class);
    }
  }

  @Cell("the connection breaks at each message while boltj pays")
  void cutWhileBoltjPays(ChannelKind kind) throws Exception {
    try (InteropWorld world = new InteropWorld(kind)) {
      BoltjPeer boltj = world.boltj("boltj");
      Ldk ldk = world.ldk("ldk");
      ChannelId channel = world.channel(boltj, ldk);
      for (String cut : CUTS_WHEN_BOLTJ_PAYS) {
        String invoice = ldk.invoice(AMOUNT_MSAT);
        ldk.peer().call("cutAt", Map.of("text", cut));
        CompletableFuture<PaymentResult> payment = boltj.node().pay(invoice);
        ldk.peer().awaitEvent("Cut");
        boltj.events().await(NodeEvent.PeerDisconnected.class);
        boltj.connect(ldk);

        assertThat(BoltjPeer.get(payment).amount().msat()).as(cut).isEqualTo(AMOUNT_MSAT);
        ldk.awaitPendingHtlcs(0);
      }
      assertThat(ldk.balanceMsat(channel))
          .isEqualTo(InteropWorld.PUSH_MSAT + CUTS_WHEN_BOLTJ_PAYS.size() * AMOUNT_MSAT);
    }
  }

  @Cell("the connection breaks at each message while LDK pays")
  void cutWhileLdkPays(ChannelKind kind) throws Exception {
    try (InteropWorld world = new InteropWorld(kind)) {
      BoltjPeer boltj = world.boltj("boltj");
      Ldk ldk = world.ldk("ldk");
      ChannelId channel = world.channel(boltj, ldk);
      for (String cut : CUTS_WHEN_LDK_PAYS) {
        String invoice = boltj.invoice(AMOUNT_MSAT);
        ldk.peer().call("cutAt", Map.of("text", cut));
        String hash = ldk.pay(invoice);
        ldk.peer().awaitEvent("Cut");
        boltj.events().await(NodeEvent.PeerDisconnected.class);
        boltj.connect(ldk);

        ldk.awaitSent(hash);
        ldk.awaitPendingHtlcs(0);
      }
      assertThat(ldk.balanceMsat(channel))
          .isEqualTo(InteropWorld.PUSH_MSAT - CUTS_WHEN_LDK_PAYS.size() * AMOUNT_MSAT);
    }
  }
}
