package org.boltj.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.boltj.base.ChannelId;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.Satoshi;
import org.boltj.node.NodeEvent;
import org.boltj.node.OpenOptions;
import org.boltj.node.PayOptions;
import org.boltj.node.PaymentResult;

@LdkInterop
class PayingInteropTest {
  private static final int MANY = 30;

  @Cell("boltj pays LDK (BOLT 11)")
  void boltjPays(ChannelKind kind) throws Exception {
    try (InteropWorld world = new InteropWorld(kind)) {
      BoltjPeer boltj = world.boltj("boltj");
      Ldk ldk = world.ldk("ldk");
      ChannelId channel = world.channel(boltj, ldk);

      PaymentResult paid = BoltjPeer.get(boltj.node().pay(ldk.invoice(25_000_000)));

      assertThat(ldk.awaitClaimed(paid.paymentHash().value().toHex()).get("msat").asLong())
          .isEqualTo(25_000_000);
      ldk.awaitPendingHtlcs(0);
      assertThat(ldk.balanceMsat(channel)).isEqualTo(InteropWorld.PUSH_MSAT + 25_000_000);
    }
  }

  @Cell("LDK pays boltj (BOLT 11)")
  void ldkPays(ChannelKind kind) throws Exception {
    try (InteropWorld world = new InteropWorld(kind)) {
      BoltjPeer boltj = world.boltj("boltj");
      Ldk ldk = world.ldk("ldk");
      ChannelId channel = world.channel(boltj, ldk);

      ldk.awaitSent(ldk.pay(boltj.invoice(31_000_000)));

      NodeEvent.PaymentReceived received = boltj.events().await(NodeEvent.PaymentReceived.class);
      assertThat(received.amount().msat()).isEqualTo(31_000_000);
      ldk.awaitPendingHtlcs(0);
      assertThat(ldk.balanceMsat(channel)).isEqualTo(InteropWorld.PUSH_MSAT - 31_000_000);
    }
  }

  @Cell("many payments at once, both ways")
  void manyAtOnce(ChannelKind kind) throws Exception {
    try (InteropWorld world = new InteropWorld(kind)) {
      BoltjPeer boltj = world.boltj("boltj");
      Ldk ldk = world.ldk("ldk");
      ChannelId channel = world.channel(boltj, ldk);
      List<String> toLdk = new ArrayList<>();
      List<String> toBoltj = new ArrayList<>();
      for (int i = 0; i < MANY; i++) {
        toLdk.add(ldk.invoice(2_000_000 + i));
        toBoltj.add(boltj.invoice(3_000_000 + i));
      }

      List<CompletableFuture<PaymentResult>> ours =
          toLdk.stream().map(invoice -> boltj.node().pay(invoice)).toList();
      ldk.peer().call("payAll", Map.of("invoices", toBoltj, "inFlight", 10));

      for (CompletableFuture<PaymentResult> payment : ours) {
        BoltjPeer.get(payment);
      }
      ldk.awaitPendingHtlcs(0);
      assertThat(ldk.balanceMsat(channel)).isEqualTo(InteropWorld.PUSH_MSAT - MANY * 1_000_000L);
    }
  }

  @Cell("keysend: boltj to LDK")
  void keysendToLdk(ChannelKind kind) throws Exception {
    try (InteropWorld world = new InteropWorld(kind)) {
      BoltjPeer boltj = world.boltj("boltj");
      Ldk ldk = world.ldk("ldk");
      world.channel(boltj, ldk);

      PaymentResult paid =
          BoltjPeer.get(
              boltj.node().keysend(ldk.nodeId(), MilliSatoshi.of(12_000_000), PayOptions.DEFAULT));

      String hash = paid.paymentHash().value().toHex();
      assertThat(ldk.awaitClaimable(hash).get("purpose").asText()).contains("Spontaneous");
      assertThat(ldk.awaitClaimed(hash).get("msat").asLong()).isEqualTo(12_000_000);
    }
  }

  @Cell("keysend: LDK to boltj")
  void keysendToBoltj(ChannelKind kind) throws Exception {
    try (InteropWorld world = new InteropWorld(kind)) {
      BoltjPeer boltj = world.boltj("boltj");
      Ldk ldk = world.ldk("ldk");
      world.channel(boltj, ldk);

      ldk.awaitSent(ldk.keysend(boltj.nodeId(), 9_000_000));

      assertThat(boltj.events().await(NodeEvent.PaymentReceived.class).amount().msat())
          .isEqualTo(9_000_000);
    }
  }

  @Cell("MPP over two channels: boltj pays LDK")
  void mppToLdk(ChannelKind kind) throws Exception {
    try (InteropWorld world = new InteropWorld(kind)) {
      BoltjPeer boltj = world.boltj("boltj");
      Ldk ldk = world.ldk("ldk");
      twoSmallChannels(world, boltj, ldk);

      PaymentResult paid = BoltjPeer.get(boltj.node().pay(ldk.invoice(150_000_000)));

      assertThat(paid.parts()).isGreaterThan(1);
      String hash = paid.paymentHash().value().toHex();
      assertThat(ldk.awaitClaimed(hash).get("parts").asInt()).isEqualTo(paid.parts());
    }
  }

  @Cell("MPP over two channels: LDK pays boltj")
  void mppToBoltj(ChannelKind kind) throws Exception {
    try (InteropWorld world = new InteropWorld(kind)) {
      BoltjPeer boltj = world.boltj("boltj");
      Ldk ldk = world.ldk("ldk");
      twoSmallChannels(world, boltj, ldk);

      ldk.awaitSent(ldk.pay(boltj.invoice(130_000_000)));

      assertThat(boltj.events().await(NodeEvent.PaymentReceived.class).amount().msat())
          .isEqualTo(130_000_000);
    }
  }

  /** Neither side has more than 100,000 sat in one of them. */
  private static void twoSmallChannels(InteropWorld world, BoltjPeer boltj, Ldk ldk)
      throws Exception {
    boltj.connect(ldk);
    List<ChannelId> channels = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      OpenOptions options =
          OpenOptions.of(ldk.nodeId(), Satoshi.of(200_000))
              .withPush(MilliSatoshi.ofSat(100_000))
              .withChannelType(world.kind().type())
              .unannounced();
      channels.add(BoltjPeer.get(boltj.node().openChannel(options)));
    }
    world.mine(6);
    for (ChannelId channel : channels) {
      boltj.awaitUsable(channel);
      ldk.awaitUsable(channel);
    }
  }
}
