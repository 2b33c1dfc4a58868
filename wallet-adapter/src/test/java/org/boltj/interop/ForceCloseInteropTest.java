package org.boltj.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.boltj.base.ChannelId;
import org.boltj.channel.ChannelNotice;
import org.boltj.node.NodeEvent;
import org.boltj.node.PaymentResult;
import org.boltj.onchain.SpendKind;

@LdkInterop
class ForceCloseInteropTest {
  private static final long AMOUNT_MSAT = 50_000_000;

  /** Fees of commitment, HTLC transactions and sweeps are less than that. */
  private static final long MOST_FEE_SAT = 5_000;

  private static final int DELAY = 144;
  private static final int LONGEST_EXPIRY = 400;
  private static final long LOCAL_SAT = InteropWorld.CAPACITY_SAT - InteropWorld.PUSH_MSAT / 1000;

  @Cell("force close by boltj: both sweep")
  void boltjForceCloses(ChannelKind kind) throws Exception {
    try (InteropWorld world = new InteropWorld(kind)) {
      BoltjPeer boltj = world.boltj("boltj");
      Ldk ldk = world.ldk("ldk");
      ChannelId channel = world.channel(boltj, ldk);
      long before = boltj.wallet().confirmedBalance().sat();

      BoltjPeer.get(boltj.node().forceClose(channel));

      ends(world, boltj, channel, SpendKind.LOCAL_COMMITMENT);
      assertGain(boltj, before, LOCAL_SAT);
      assertLdkSwept(world, ldk, InteropWorld.PUSH_MSAT / 1000);
    }
  }

  @Cell("force close by LDK: both sweep")
  void ldkForceCloses(ChannelKind kind) throws Exception {
    try (InteropWorld world = new InteropWorld(kind)) {
      BoltjPeer boltj = world.boltj("boltj");
      Ldk ldk = world.ldk("ldk");
      ChannelId channel = world.channel(boltj, ldk);
      long before = boltj.wallet().confirmedBalance().sat();

      forceCloseUnheard(boltj, ldk, channel);

      ends(world, boltj, channel, SpendKind.REMOTE_COMMITMENT);
      assertGain(boltj, before, LOCAL_SAT);
      world.mine(DELAY);
      assertLdkSwept(world, ldk, InteropWorld.PUSH_MSAT / 1000);
    }
  }

  @Cell("force close by boltj with HTLCs: one claimed by LDK, one timed out")
  void boltjForceClosesWithHtlcs(ChannelKind kind) throws Exception {
    try (InteropWorld world = new InteropWorld(kind)) {
      BoltjPeer boltj = world.boltj("boltj");
      Ldk ldk = world.ldk("ldk");
      ChannelId channel = world.channel(boltj, ldk);
      ldk.hold();
      CompletableFuture<PaymentResult> claimed = boltj.node().pay(ldk.invoice(AMOUNT_MSAT));
      String hash = ldk.peer().awaitEvent("PaymentClaimable").get("hash").asText();
      CompletableFuture<PaymentResult> lost = boltj.node().pay(ldk.invoice(AMOUNT_MSAT));
      ldk.peer().awaitEvent("PaymentClaimable");
      long before = boltj.wallet().confirmedBalance().sat();

      boltj.node().disconnect(ldk.nodeId());
      BoltjPeer.get(boltj.node().forceClose(channel));
      world.mine(1);
      ldk.claim(hash);

      ends(world, boltj, channel, SpendKind.LOCAL_COMMITMENT);
      assertThat(BoltjPeer.get(claimed).amount().msat()).isEqualTo(AMOUNT_MSAT);
      assertThat(lost).isCompletedExceptionally();
      assertGain(boltj, before, LOCAL_SAT - AMOUNT_MSAT / 1000);
    }
  }

  @Cell("force close by LDK with an HTLC of boltj: timed out")
  void ldkForceClosesWithHtlc(ChannelKind kind) throws Exception {
    try (InteropWorld world = new InteropWorld(kind)) {
      BoltjPeer boltj = world.boltj("boltj");
      Ldk ldk = world.ldk("ldk");
      ChannelId channel = world.channel(boltj, ldk);
      ldk.hold();
      CompletableFuture<PaymentResult> lost = boltj.node().pay(ldk.invoice(AMOUNT_MSAT));
      ldk.peer().awaitEvent("PaymentClaimable");
      long before = boltj.wallet().confirmedBalance().sat();

      forceCloseUnheard(boltj, ldk, channel);

      ends(world, boltj, channel, SpendKind.REMOTE_COMMITMENT);
      assertThat(lost).isCompletedExceptionally();
      assertGain(boltj, before, LOCAL_SAT);
    }
  }

  @Cell("force close by boltj with an HTLC of LDK: claimed with the preimage")
  void boltjClaimsOnItsCommitment(ChannelKind kind) throws Exception {
    claimsWithPreimage(
        kind,
        SpendKind.LOCAL_COMMITMENT,
        (boltj, payer, channel) -> BoltjPeer.get(boltj.node().forceClose(channel)));
  }

  @Cell("force close by LDK with an HTLC of LDK: claimed with the preimage")
  void boltjClaimsOnLdksCommitment(ChannelKind kind) throws Exception {
    claimsWithPreimage(kind, SpendKind.REMOTE_COMMITMENT, ForceCloseInteropTest::forceCloseUnheard);
  }

  private interface Closer {
    void run(BoltjPeer boltj, Ldk payer, ChannelId channel) throws Exception;
  }

  /** The preimage comes from downstream while the channel upstream is already on the chain. */
  private static void claimsWithPreimage(ChannelKind kind, SpendKind spend, Closer closer)
      throws Exception {
    try (InteropWorld world = new InteropWorld(kind)) {
      BoltjPeer boltj = world.boltj("boltj");
      Ldk payer = world.ldk("payer");
      Ldk payee = world.ldk("payee");
      ChannelId first = world.channel(payer, boltj);
      payee.awaitHinted(world.channel(boltj, payee));
      payee.hold();
      String hash = payer.pay(payee.invoice(AMOUNT_MSAT));
      payee.awaitClaimable(hash);
      long before = boltj.wallet().confirmedBalance().sat();

      closer.run(boltj, payer, first);
      world.mine(1);
      payee.claim(hash);
      boltj.events().await(NodeEvent.PaymentForwarded.class);

      ends(world, boltj, first, spend);
      payer.awaitSent(hash);
      assertGain(boltj, before, (InteropWorld.PUSH_MSAT + AMOUNT_MSAT) / 1000);
    }
  }

  /** LDK's error would make boltj publish, too; who is first would be left to chance. */
  private static void forceCloseUnheard(BoltjPeer boltj, Ldk ldk, ChannelId channel)
      throws Exception {
    boltj.mayLoseTheRace();
    boltj.node().disconnect(ldk.nodeId());
    ldk.forceClose(channel);
  }

  private static void ends(InteropWorld world, BoltjPeer boltj, ChannelId channel, SpendKind kind)
      throws Exception {
    world.mine(1);
    ChannelNotice.FundingSpent spent = boltj.awaitNotice(ChannelNotice.FundingSpent.class);
    assertThat(spent.kind()).isEqualTo(kind);
    world.mineUntil("closed", LONGEST_EXPIRY, () -> boltj.isClosed(channel));
  }

  private static void assertGain(BoltjPeer boltj, long before, long expectedSat) {
    assertThat(boltj.wallet().confirmedBalance().sat() - before)
        .isBetween(expectedSat - MOST_FEE_SAT, expectedSat);
  }

  private static void assertLdkSwept(InteropWorld world, Ldk ldk, long expectedSat)
      throws Exception {
    world.mine(6);
    ldk.sweep();
    world.mine(1);
    assertThat(ldk.sweptSat()).isBetween(expectedSat - MOST_FEE_SAT, expectedSat);
  }
}
