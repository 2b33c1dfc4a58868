package org.boltj.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.base.OutPoint;
import org.boltj.channel.ChannelNotice;
import org.boltj.node.ChannelInfo;
import org.boltj.onchain.SpendKind;

/** boltj comes back from a backup of some kind; LDK has the newest state. */
@LdkInterop
class RecoveryInteropTest {
  private static final long AMOUNT_MSAT = 50_000_000;
  private static final long SHARE_SAT =
      InteropWorld.CAPACITY_SAT - (InteropWorld.PUSH_MSAT + AMOUNT_MSAT) / 1000;
  private static final long MOST_FEE_SAT = 5_000;
  private static final int BLOCKS = 200;

  @Cell("an old copy of the store, an HTLC in it expired: nothing is published, LDK closes")
  void oldCopyIsFoundOut(ChannelKind kind) throws Exception {
    try (InteropWorld world = new InteropWorld(kind)) {
      BoltjPeer boltj = world.boltj("boltj");
      Ldk ldk = world.ldk("ldk");
      ChannelId channel = world.channel(boltj, ldk);
      OutPoint funding = boltj.channel(channel).funding();
      ldk.hold();
      var payment = boltj.node().pay(ldk.invoice(AMOUNT_MSAT));
      String hash = ldk.peer().awaitEvent("PaymentClaimable").get("hash").asText();
      Path old = boltj.backup();
      ldk.claim(hash);
      BoltjPeer.get(payment);
      ldk.awaitPendingHtlcs(0);
      long held = boltj.wallet().confirmedBalance().sat();
      boltj.stop();
      world.mine(BLOCKS);

      boltj.startFromCopyWithoutPeer(old, ldk);
      world.mine(3);
      assertThat(boltj.channel(channel).status()).isEqualTo(ChannelInfo.Status.UNPROVEN);
      assertThat(world.chain().spender(funding)).isEmpty();

      ldk.connect(boltj);
      boltj.awaitNotice(ChannelNotice.DataLost.class);
      recovers(world, boltj, ldk, channel, funding, held, "an old copy of the store, " + kind);
    }
  }

  @Cell("a copy of the store that is the newest: the channel goes on")
  void newestCopyGoesOn(ChannelKind kind) throws Exception {
    try (InteropWorld world = new InteropWorld(kind)) {
      BoltjPeer boltj = world.boltj("boltj");
      Ldk ldk = world.ldk("ldk");
      ChannelId channel = world.channel(boltj, ldk);
      BoltjPeer.get(boltj.node().pay(ldk.invoice(AMOUNT_MSAT)));
      ldk.awaitPendingHtlcs(0);
      boltj.stop();
      Path copy = boltj.backup();

      boltj.startFromCopyWithoutPeer(copy, ldk);
      ldk.connect(boltj);
      boltj.awaitUsable(channel);
      ldk.awaitUsable(channel);

      BoltjPeer.get(boltj.node().pay(ldk.invoice(AMOUNT_MSAT)));
      ldk.awaitPendingHtlcs(0);
      assertThat(ldk.balanceMsat(channel)).isEqualTo(InteropWorld.PUSH_MSAT + 2 * AMOUNT_MSAT);
    }
  }

  @Cell("seed and static backup: LDK closes, boltj gets its balance")
  void staticBackupRecovers(ChannelKind kind) throws Exception {
    try (InteropWorld world = new InteropWorld(kind)) {
      BoltjPeer boltj = world.boltj("boltj");
      Ldk ldk = world.ldk("ldk");
      ChannelId channel = world.channel(boltj, ldk);
      OutPoint funding = boltj.channel(channel).funding();
      Bytes backup = boltj.node().staticBackup();
      BoltjPeer.get(boltj.node().pay(ldk.invoice(AMOUNT_MSAT)));
      ldk.awaitPendingHtlcs(0);
      long held = boltj.wallet().confirmedBalance().sat();
      boltj.stop();

      boltj.startFromSeed(backup);
      assertThat(boltj.channel(channel).status()).isEqualTo(ChannelInfo.Status.DATA_LOSS);
      ldk.connect(boltj);
      recovers(world, boltj, ldk, channel, funding, held, "seed and static backup, " + kind);
    }
  }

  @Cell("seed and static backup, after LDK has closed already")
  void closeBeforeTheRestoreIsFound(ChannelKind kind) throws Exception {
    try (InteropWorld world = new InteropWorld(kind)) {
      BoltjPeer boltj = world.boltj("boltj");
      Ldk ldk = world.ldk("ldk");
      ChannelId channel = world.channel(boltj, ldk);
      OutPoint funding = boltj.channel(channel).funding();
      BoltjPeer.get(boltj.node().pay(ldk.invoice(AMOUNT_MSAT)));
      ldk.awaitPendingHtlcs(0);
      Bytes backup = boltj.node().staticBackup();
      long held = boltj.wallet().confirmedBalance().sat();
      boltj.stop();
      ldk.forceClose(channel);
      world.mine(50);

      boltj.startFromSeed(backup);
      recovers(world, boltj, ldk, channel, funding, held, "static backup, closed before, " + kind);
    }
  }

  private static void recovers(
      InteropWorld world,
      BoltjPeer boltj,
      Ldk ldk,
      ChannelId channel,
      OutPoint funding,
      long held,
      String what)
      throws Exception {
    ldk.awaitGone(channel);
    world.mine(1);
    assertThat(boltj.awaitNotice(ChannelNotice.FundingSpent.class).kind())
        .isEqualTo(SpendKind.FUTURE_REMOTE_COMMITMENT);
    world.mineUntil("closed", BLOCKS, () -> boltj.isClosed(channel));
    Accounts accounts = Accounts.of(world.chain(), funding);
    long gain = boltj.wallet().confirmedBalance().sat() - held;
    InteropTable.note(
        "restored, " + what + ": balance " + SHARE_SAT + ", got " + gain + " sat; " + accounts);
    assertThat(gain).isEqualTo(accounts.gain()).isBetween(SHARE_SAT - MOST_FEE_SAT, SHARE_SAT);
  }
}
