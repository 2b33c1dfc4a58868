package org.boltj.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;
import org.boltj.base.ChannelId;
import org.boltj.base.OutPoint;
import org.boltj.channel.ChannelNotice;
import org.boltj.onchain.SpendKind;
import org.boltj.tx.Transaction;
import org.boltj.wallet.regtest.SubmitResult;

/** One side comes back with an old state: by bad luck, or to cheat. */
@LdkInterop
class OldStateInteropTest {
  private static final long AMOUNT_MSAT = 50_000_000;
  private static final long MOST_FEE_SAT = 5_000;
  private static final int BLOCKS = 200;

  @Cell("penalty: LDK publishes a revoked commitment with a pending HTLC, boltj takes all")
  void ldkPublishesRevokedCommitment(ChannelKind kind) throws Exception {
    try (InteropWorld world = new InteropWorld(kind)) {
      BoltjPeer boltj = world.boltj("boltj");
      boltj.mayLoseTheRace(); // ours, published against theirs, may come too late
      Ldk ldk = world.ldk("ldk", Map.of("snapshots", true));
      ChannelId channel = world.channel(boltj, ldk);
      ldk.hold();
      var pending = boltj.node().pay(ldk.invoice(AMOUNT_MSAT));
      ldk.peer().awaitEvent("PaymentClaimable");
      Path old = world.file("ldk.snapshot");
      ldk.peer().call("snapshot", Map.of("file", old.toString()));
      ldk.awaitSent(ldk.pay(boltj.invoice(AMOUNT_MSAT)));
      ldk.awaitPendingHtlcs(1);
      long before = boltj.wallet().confirmedBalance().sat();

      world.ldkFrom(old, ldk, "ldk").forceClose(channel);
      world.mine(1);

      assertThat(boltj.awaitNotice(ChannelNotice.FundingSpent.class).kind())
          .isEqualTo(SpendKind.REVOKED_COMMITMENT);
      world.mineUntil("closed", BLOCKS, () -> boltj.isClosed(channel));
      assertThat(boltj.wallet().confirmedBalance().sat() - before)
          .isBetween(InteropWorld.CAPACITY_SAT - MOST_FEE_SAT, InteropWorld.CAPACITY_SAT);
      assertThat(pending).isCompletedExceptionally();
    }
  }

  @Cell("penalty: LDK publishes a revoked commitment without HTLCs, boltj takes all")
  void ldkPublishesRevokedCommitmentWithoutHtlcs(ChannelKind kind) throws Exception {
    ldkCheats(kind, "no HTLC", (boltj, ldk) -> () -> {});
  }

  @Cell("penalty: LDK publishes a revoked commitment with an HTLC long settled, boltj takes all")
  void ldkPublishesRevokedCommitmentWithOldHtlc(ChannelKind kind) throws Exception {
    ldkCheats(
        kind,
        "an HTLC settled since",
        (boltj, ldk) -> {
          ldk.hold();
          var payment = boltj.node().pay(ldk.invoice(AMOUNT_MSAT));
          String hash = ldk.peer().awaitEvent("PaymentClaimable").get("hash").asText();
          return () -> {
            ldk.claim(hash);
            BoltjPeer.get(payment);
          };
        });
  }

  /** What the cheater's state holds; returns what happens right after. */
  private interface Before {
    After run(BoltjPeer boltj, Ldk ldk) throws Exception;
  }

  private interface After {
    void run() throws Exception;
  }

  private static void ldkCheats(ChannelKind kind, String what, Before before) throws Exception {
    try (InteropWorld world = new InteropWorld(kind)) {
      BoltjPeer boltj = world.boltj("boltj");
      boltj.mayLoseTheRace(); // ours, published against theirs, may come too late
      Ldk ldk = world.ldk("ldk", Map.of("snapshots", true));
      ChannelId channel = world.channel(boltj, ldk);
      OutPoint funding = boltj.channel(channel).funding();
      After after = before.run(boltj, ldk);
      Path old = world.file("ldk.snapshot");
      ldk.peer().call("snapshot", Map.of("file", old.toString()));
      after.run();
      ldk.awaitPendingHtlcs(0);
      ldk.awaitSent(ldk.pay(boltj.invoice(AMOUNT_MSAT)));
      ldk.awaitPendingHtlcs(0);
      long held = boltj.wallet().confirmedBalance().sat();

      world.ldkFrom(old, ldk, "ldk").forceClose(channel);
      world.mine(1);

      assertThat(boltj.awaitNotice(ChannelNotice.FundingSpent.class).kind())
          .isEqualTo(SpendKind.REVOKED_COMMITMENT);
      world.mineUntil("closed", BLOCKS, () -> boltj.isClosed(channel));
      Accounts accounts = Accounts.of(world.chain(), funding);
      InteropTable.note("LDK cheats, " + kind + ", " + what + ": " + accounts);
      assertThat(accounts.left()).isEqualTo(kind.hasAnchors() ? 2 * 330 : 0);
      assertThat(boltj.wallet().confirmedBalance().sat() - held).isEqualTo(accounts.gain());
    }
  }

  @Cell("penalty: boltj is made to publish a revoked commitment, LDK takes all")
  void boltjIsPunished(ChannelKind kind) throws Exception {
    boltjCheats(kind, false);
  }

  @Cell("penalty: the same with an HTLC in the revoked commitment")
  void boltjIsPunishedWithHtlc(ChannelKind kind) throws Exception {
    boltjCheats(kind, true);
  }

  private static void boltjCheats(ChannelKind kind, boolean withHtlc) throws Exception {
    try (InteropWorld world = new InteropWorld(kind)) {
      BoltjPeer boltj = world.boltj("boltj");
      Ldk ldk = world.ldk("ldk");
      ChannelId channel = world.channel(boltj, ldk);
      OutPoint funding = boltj.channel(channel).funding();
      Path old;
      if (withHtlc) {
        ldk.hold();
        var payment = boltj.node().pay(ldk.invoice(AMOUNT_MSAT));
        String hash = ldk.peer().awaitEvent("PaymentClaimable").get("hash").asText();
        old = boltj.backup();
        ldk.claim(hash);
        BoltjPeer.get(payment);
      } else {
        old = boltj.backup();
        BoltjPeer.get(boltj.node().pay(ldk.invoice(AMOUNT_MSAT)));
      }
      ldk.awaitPendingHtlcs(0);
      Transaction revoked = OldCommitment.of(old, boltj.seed());
      boltj.stop();

      assertThat(world.chain().submit(revoked)).isInstanceOf(SubmitResult.Accepted.class);
      world.mine(7);
      ldk.sweep();
      world.mine(1);

      Accounts accounts = Accounts.of(world.chain(), funding);
      InteropTable.note(
          "boltj is made to cheat, "
              + kind
              + (withHtlc ? ", HTLC" : ", no HTLC")
              + ": "
              + accounts);
      assertThat(accounts.left()).isEqualTo(kind.hasAnchors() ? 2 * 330 : 0);
      assertThat(ldk.sweptSat()).isEqualTo(accounts.gain());
    }
  }

  @Cell("LDK restarts from its own state with an HTLC in flight")
  void ldkRestarts(ChannelKind kind) throws Exception {
    try (InteropWorld world = new InteropWorld(kind)) {
      BoltjPeer boltj = world.boltj("boltj");
      Ldk ldk = world.ldk("ldk", Map.of("snapshots", true));
      ChannelId channel = world.channel(boltj, ldk);
      ldk.hold();
      var payment = boltj.node().pay(ldk.invoice(AMOUNT_MSAT));
      JsonNode held = ldk.peer().awaitEvent("PaymentClaimable");
      Path state = world.file("ldk.snapshot");
      ldk.peer().call("snapshot", Map.of("file", state.toString()));

      Ldk again = world.ldkFrom(state, ldk, "ldk");
      again.connect(boltj);
      again.peer().call("claim", Map.of("preimage", held.get("preimage").asText()));

      assertThat(BoltjPeer.get(payment).amount().msat()).isEqualTo(AMOUNT_MSAT);
      again.awaitPendingHtlcs(0);
      assertThat(again.balanceMsat(channel)).isEqualTo(InteropWorld.PUSH_MSAT + AMOUNT_MSAT);
    }
  }

  @Cell("boltj has lost its state: LDK closes, boltj gets its balance")
  void boltjLosesItsState(ChannelKind kind) throws Exception {
    try (InteropWorld world = new InteropWorld(kind)) {
      BoltjPeer boltj = world.boltj("boltj");
      Ldk ldk = world.ldk("ldk");
      ChannelId channel = world.channel(boltj, ldk);
      BoltjPeer.get(boltj.node().pay(ldk.invoice(AMOUNT_MSAT)));
      ldk.awaitPendingHtlcs(0);
      Path old = boltj.backup();
      ldk.awaitSent(ldk.pay(boltj.invoice(AMOUNT_MSAT)));
      BoltjPeer.get(boltj.node().pay(ldk.invoice(AMOUNT_MSAT)));
      ldk.awaitPendingHtlcs(0);
      long before = boltj.wallet().confirmedBalance().sat();

      boltj.restartFrom(old);
      boltj.connect(ldk);
      boltj.awaitNotice(ChannelNotice.DataLost.class);
      ldk.awaitGone(channel);
      world.mine(1);

      assertThat(boltj.awaitNotice(ChannelNotice.FundingSpent.class).kind())
          .isEqualTo(SpendKind.FUTURE_REMOTE_COMMITMENT);
      world.mineUntil("closed", BLOCKS, () -> boltj.isClosed(channel));
      long shareSat = InteropWorld.CAPACITY_SAT - (InteropWorld.PUSH_MSAT + AMOUNT_MSAT) / 1000;
      assertThat(boltj.wallet().confirmedBalance().sat() - before)
          .isBetween(shareSat - MOST_FEE_SAT, shareSat);
    }
  }
}
