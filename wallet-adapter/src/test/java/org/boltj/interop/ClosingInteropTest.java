package org.boltj.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.boltj.base.ChannelId;
import org.boltj.base.OutPoint;
import org.boltj.channel.ChannelNotice;
import org.boltj.onchain.SpendKind;
import org.boltj.tx.Transaction;

@LdkInterop
class ClosingInteropTest {
  /** A closing transaction costs less than that, at the feerate of the tests. */
  private static final long MOST_FEE_SAT = 1_000;

  @Cell("mutual close, begun by boltj")
  void boltjCloses(ChannelKind kind) throws Exception {
    try (InteropWorld world = new InteropWorld(kind)) {
      BoltjPeer boltj = world.boltj("boltj");
      Ldk ldk = world.ldk("ldk");
      ChannelId channel = world.channel(boltj, ldk);
      OutPoint funding = boltj.channel(channel).funding();
      long before = boltj.wallet().confirmedBalance().sat();

      BoltjPeer.get(boltj.node().closeChannel(channel));

      closes(world, boltj, ldk, channel, funding);
      long shareSat = InteropWorld.CAPACITY_SAT - InteropWorld.PUSH_MSAT / 1000;
      assertThat(boltj.wallet().confirmedBalance().sat() - before)
          .isBetween(shareSat - MOST_FEE_SAT, shareSat);
    }
  }

  @Cell("mutual close, begun by LDK")
  void ldkCloses(ChannelKind kind) throws Exception {
    try (InteropWorld world = new InteropWorld(kind)) {
      BoltjPeer boltj = world.boltj("boltj");
      Ldk ldk = world.ldk("ldk");
      ChannelId channel = world.channel(ldk, boltj);
      OutPoint funding = boltj.channel(channel).funding();
      long before = boltj.wallet().confirmedBalance().sat();

      ldk.close(channel);

      closes(world, boltj, ldk, channel, funding);
      // The opener pays the fee.
      assertThat(boltj.wallet().confirmedBalance().sat() - before)
          .isEqualTo(InteropWorld.PUSH_MSAT / 1000);
    }
  }

  @Cell("mutual close of boltj's channel, LDK misses all of it and is told again")
  void ldkMissesTheCloseByBoltj(ChannelKind kind) throws Exception {
    try (InteropWorld world = new InteropWorld(kind)) {
      BoltjPeer boltj = world.boltj("boltj");
      Ldk ldk = world.ldk("ldk", Map.of("snapshots", true));
      ChannelId channel = world.channel(boltj, ldk);
      missesTheClose(
          world, boltj, ldk, channel, () -> BoltjPeer.get(boltj.node().closeChannel(channel)));
    }
  }

  @Cell("mutual close of LDK's channel, LDK misses all of it and is told again")
  void ldkMissesItsOwnClose(ChannelKind kind) throws Exception {
    try (InteropWorld world = new InteropWorld(kind)) {
      BoltjPeer boltj = world.boltj("boltj");
      Ldk ldk = world.ldk("ldk", Map.of("snapshots", true));
      ChannelId channel = world.channel(ldk, boltj);
      missesTheClose(world, boltj, ldk, channel, () -> ldk.close(channel));
    }
  }

  private interface Close {
    void begin() throws Exception;
  }

  /** LDK goes back to what it was before the close, which boltj has agreed on already. */
  private static void missesTheClose(
      InteropWorld world, BoltjPeer boltj, Ldk ldk, ChannelId channel, Close close)
      throws Exception {
    OutPoint funding = boltj.channel(channel).funding();
    Path before = world.file("ldk.snapshot");
    ldk.peer().call("snapshot", Map.of("file", before.toString()));
    close.begin();
    ldk.awaitGone(channel);

    Ldk again = world.ldkFrom(before, ldk, "ldk");
    again.connect(boltj);

    closes(world, boltj, again, channel, funding);
  }

  private static void closes(
      InteropWorld world, BoltjPeer boltj, Ldk ldk, ChannelId channel, OutPoint funding)
      throws Exception {
    ldk.awaitGone(channel);
    world.mineUntil("the closing transaction", 3, () -> world.chain().unspent(funding).isEmpty());
    Transaction closing = world.chain().spender(funding).orElseThrow();
    assertThat(closing.outputs()).hasSize(2);
    assertThat(boltj.awaitNotice(ChannelNotice.FundingSpent.class).kind())
        .isEqualTo(SpendKind.MUTUAL_CLOSE);
    world.mine(6);
    ldk.sweep();
    world.mine(1);
    assertThat(ldk.sweptSat()).isGreaterThan(0);
    world.mineUntil("closed", 100, () -> boltj.isClosed(channel));
  }
}
