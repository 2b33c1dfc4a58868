package org.boltj.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.boltj.base.ChannelId;

/** Two LDK nodes on our embedded chain: what they do there, boltj has to do with either. */
@LdkInterop
class LdkBaselineTest {
  private static final int PAYMENTS = 50;
  private static final int IN_FLIGHT = 10;

  @Cell("LDK opens to LDK and pays, on our chain")
  void twoLdkNodesOpenAndPay(ChannelKind kind) throws Exception {
    try (InteropWorld world = new InteropWorld(kind)) {
      Ldk payer = world.ldk("payer");
      Ldk payee = world.ldk("payee");
      payer.connect(payee);
      ChannelId channel = payer.open(payee.nodeId(), InteropWorld.CAPACITY_SAT, 0);
      world.mine(6);
      payer.awaitUsable(channel);
      payee.awaitUsable(channel);
      List<String> invoices = new ArrayList<>();
      for (int i = 0; i < PAYMENTS; i++) {
        invoices.add(payee.invoice(5_000_000));
      }
      double millis =
          payer
              .peer()
              .call("payAll", Map.of("invoices", invoices, "inFlight", IN_FLIGHT))
              .asDouble();
      assertThat(millis).isPositive();
      payee.awaitPendingHtlcs(0);
      assertThat(payee.channel(channel).get("outboundMsat").asLong())
          .isEqualTo(PAYMENTS * 5_000_000L - 1000 * InteropWorld.CAPACITY_SAT / 100);
      payer.close(channel);
      world.mine(1);
      payer.await("gone", Map.of("channelId", channel.value().toHex()));
    }
  }
}
