package org.boltj.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.boltj.base.ChannelId;

@LdkInterop
class FeeUpdateInteropTest {
  private static final long AMOUNT_MSAT = 20_000_000;

  @Cell("update_fee by boltj as opener, up and down, with payments between")
  void updateFee(ChannelKind kind) throws Exception {
    try (InteropWorld world = new InteropWorld(kind)) {
      BoltjPeer boltj = world.boltj("boltj");
      Ldk ldk = world.ldk("ldk");
      ChannelId channel = world.channel(boltj, ldk);
      for (long satPerKw : new long[] {2_000, 5_000, 1_000}) {
        world.feerate(satPerKw);
        world.mine(1);
        ldk.await("feerate", Map.of("channelId", channel.value().toHex(), "satPerKw", satPerKw));

        assertThat(BoltjPeer.get(boltj.node().pay(ldk.invoice(AMOUNT_MSAT))).amount().msat())
            .isEqualTo(AMOUNT_MSAT);
        ldk.awaitSent(ldk.pay(boltj.invoice(AMOUNT_MSAT)));
      }
      ldk.awaitPendingHtlcs(0);
      assertThat(ldk.balanceMsat(channel)).isEqualTo(InteropWorld.PUSH_MSAT);
    }
  }

  @Cell("update_fee by LDK as opener, with payments between")
  void updateFeeByLdk(ChannelKind kind) throws Exception {
    try (InteropWorld world = new InteropWorld(kind)) {
      BoltjPeer boltj = world.boltj("boltj");
      Ldk ldk = world.ldk("ldk");
      ChannelId channel = world.channel(ldk, boltj);
      for (long satPerKw : new long[] {1_000, 2_000}) {
        ldk.peer().call("feerate", Map.of("satPerKw", satPerKw));
        ldk.await("feerate", Map.of("channelId", channel.value().toHex(), "satPerKw", satPerKw));

        BoltjPeer.get(boltj.node().pay(ldk.invoice(AMOUNT_MSAT)));
        ldk.awaitSent(ldk.pay(boltj.invoice(AMOUNT_MSAT)));
      }
      ldk.awaitPendingHtlcs(0);
      assertThat(boltj.channel(channel).localBalance().msat()).isEqualTo(InteropWorld.PUSH_MSAT);
    }
  }
}
