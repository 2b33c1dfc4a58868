package org.boltj.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.boltj.base.ChannelId;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.Satoshi;
import org.boltj.node.ChannelInfo;
import org.boltj.node.OpenOptions;

@LdkInterop
class OpeningInteropTest {

  @Cell("boltj opens a channel to LDK")
  void boltjOpens(ChannelKind kind) throws Exception {
    try (InteropWorld world = new InteropWorld(kind)) {
      BoltjPeer boltj = world.boltj("boltj");
      Ldk ldk = world.ldk("ldk");

      ChannelId channel = world.channel(boltj, ldk);

      assertThat(boltj.channel(channel).channelType()).isEqualTo(kind.type());
      assertThat(boltj.channel(channel).remoteBalance().msat()).isEqualTo(InteropWorld.PUSH_MSAT);
      assertThat(ldk.channel(channel).get("sats").asLong()).isEqualTo(InteropWorld.CAPACITY_SAT);
    }
  }

  @Cell("LDK opens a channel to boltj")
  void ldkOpens(ChannelKind kind) throws Exception {
    try (InteropWorld world = new InteropWorld(kind)) {
      BoltjPeer boltj = world.boltj("boltj");
      Ldk ldk = world.ldk("ldk");

      ChannelId channel = world.channel(ldk, boltj);

      ChannelInfo info = boltj.channel(channel);
      assertThat(info.channelType()).isEqualTo(kind.type());
      assertThat(info.localBalance().msat()).isEqualTo(InteropWorld.PUSH_MSAT);
      assertThat(info.localIsOpener()).isFalse();
    }
  }

  @Cell("the channel type that both choose when nothing is said")
  void newestCommonType(ChannelKind kind) throws Exception {
    try (InteropWorld world = new InteropWorld(kind)) {
      BoltjPeer boltj = world.boltj("boltj");
      Ldk ldk = world.ldk("ldk");
      boltj.connect(ldk);

      ChannelId channel =
          world.confirmed(
              BoltjPeer.get(
                  boltj
                      .node()
                      .openChannel(
                          OpenOptions.of(ldk.nodeId(), Satoshi.of(InteropWorld.CAPACITY_SAT))
                              .unannounced())),
              boltj,
              ldk);

      assertThat(boltj.channel(channel).channelType()).isEqualTo(kind.type());
    }
  }

  @Cell("0-conf: boltj opens, LDK trusts it")
  void ldkTrustsBoltj(ChannelKind kind) throws Exception {
    try (InteropWorld world = new InteropWorld(kind)) {
      BoltjPeer boltj = world.boltj("boltj");
      Ldk ldk = world.ldk("ldk", Map.of("zeroConf", true));
      boltj.connect(ldk);

      ChannelId channel = world.open(boltj, ldk, OpenOptions::unannounced);
      boltj.awaitUsable(channel);
      ldk.awaitUsable(channel);

      paysBothWays(boltj, ldk);
      world.mine(6);
      paysBothWays(boltj, ldk);
    }
  }

  @Cell("0-conf: LDK opens, boltj trusts it")
  void boltjTrustsLdk(ChannelKind kind) throws Exception {
    try (InteropWorld world = new InteropWorld(kind)) {
      Ldk ldk = world.ldk("ldk", Map.of("trustOwnZeroConf", true));
      BoltjPeer boltj = world.boltj("boltj", builder -> builder.trustZeroConf(ldk.nodeId()));
      ldk.connect(boltj);

      ChannelId channel =
          ldk.open(boltj.nodeId(), InteropWorld.CAPACITY_SAT, InteropWorld.PUSH_MSAT);
      boltj.awaitUsable(channel);
      ldk.awaitUsable(channel);

      paysBothWays(boltj, ldk);
      world.mine(6);
      paysBothWays(boltj, ldk);
    }
  }

  private static void paysBothWays(BoltjPeer boltj, Ldk ldk) throws Exception {
    assertThat(BoltjPeer.get(boltj.node().pay(ldk.invoice(5_000_000))).amount())
        .isEqualTo(MilliSatoshi.of(5_000_000));
    ldk.awaitSent(ldk.pay(boltj.invoice(7_000_000)));
  }
}
