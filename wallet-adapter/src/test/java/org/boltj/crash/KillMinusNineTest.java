package org.boltj.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.boltj.base.ChannelId;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PaymentHash;
import org.boltj.base.PublicKey;
import org.boltj.base.Satoshi;
import org.boltj.node.ChannelInfo;
import org.boltj.node.LightningNode;
import org.boltj.node.NodeKeys;
import org.boltj.node.OpenOptions;
import org.boltj.node.PaymentResult;
import org.boltj.payment.InvoiceRecord;
import org.boltj.payment.PaymentRecord;
import org.boltj.store.SqliteStore;
import org.boltj.store.Store;
import org.boltj.store.StoreException;
import org.boltj.wallet.regtest.RegtestChain;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A node in a process of its own receives, forwards and pays without a pause, and is killed by
 * SIGKILL at twenty seeded moments: under load, while it starts, and while it reestablishes its
 * channels. Afterwards payer and payee agree on each payment, and no millisatoshi is missing.
 */
@Tag("live")
class KillMinusNineTest {
  private static final long SEED = Long.getLong("boltj.crash.seed", 20_260_101);
  private static final int KILLS = 20;
  private static final Satoshi CAPACITY = Satoshi.of(100_000_000);
  private static final int ALL = 100_000;

  @TempDir Path directory;

  private final Random random = new Random(SEED);
  private final PublicKey killedId =
      NodeKeys.ofSeed(KilledNode.seed("killed")).nodeSigner().nodeId();

  @Test
  void paymentsAndBalancesSurviveTwentyKills() throws Exception {
    RegtestChain chain = RegtestChain.withMatureCoins();
    try (RegtestRpc rpc = new RegtestRpc(chain);
        SteadyNode payer = SteadyNode.start("payer", chain);
        SteadyNode payee = SteadyNode.start("payee", chain)) {
      String[] arguments = {
        database().toString(), rpc.address().toString(), payer.uri(), payee.uri()
      };
      try (KilledProcess first = KilledProcess.start(log(), arguments)) {
        first.await("connected");
        openChannels(chain, payer.node(), payee.node());
        first.command("ready");
        first.await("ready");
        first.killAfter(0);
      }
      Payer load = new Payer(payer.node(), killedId, payee.node());
      for (int life = 0; life < KILLS; life++) {
        liveAndDie(life, arguments, load, payer.node(), payee.node());
      }
      List<String> channels = lastLife(arguments, load, payer.node());
      check(load, payer, payee, channels);
    }
  }

  private Path database() {
    return directory.resolve("killed.sqlite");
  }

  private Path log() {
    return directory.resolve("killed.log");
  }

  private void openChannels(RegtestChain chain, LightningNode payer, LightningNode payee)
      throws Exception {
    List<ChannelId> opened = new ArrayList<>();
    for (LightningNode opener : List.of(payer, payee)) {
      OpenOptions options =
          OpenOptions.of(killedId, CAPACITY)
              .withPush(MilliSatoshi.ofSat(CAPACITY.sat() / 2))
              .unannounced();
      opened.add(opener.openChannel(options).get(30, TimeUnit.SECONDS));
    }
    chain.mine(6);
    payer.awaitChannelReady(opened.get(0)).get(30, TimeUnit.SECONDS);
    payee.awaitChannelReady(opened.get(1)).get(30, TimeUnit.SECONDS);
  }

  /** Three lives of four end under load, the fourth anywhere between start and first payments. */
  private void liveAndDie(
      int life, String[] arguments, Payer load, LightningNode payer, LightningNode payee)
      throws Exception {
    try (KilledProcess process = KilledProcess.start(log(), arguments)) {
      if (life % 4 == 3) {
        process.killAfter(random.nextInt(2000));
        return;
      }
      process.command("ready");
      process.await("ready");
      awaitReady(payer);
      awaitReady(payee);
      process.command("pay");
      load.begin();
      process.killAfter(random.nextInt(800));
      load.end();
    }
  }

  private static void awaitReady(LightningNode node) throws Exception {
    node.awaitChannelReady(node.channels().get(0).channelId()).get(30, TimeUnit.SECONDS);
  }

  /** The payments that the last kill left in flight end, and then the node itself. */
  private List<String> lastLife(String[] arguments, Payer load, LightningNode payer)
      throws Exception {
    try (KilledProcess process = KilledProcess.start(log(), arguments)) {
      process.command("ready");
      process.await("ready");
      awaitReady(payer);
      load.awaitIdle();
      process.command("rest");
      process.await("resting");
      process.command("stop");
      List<String> channels = process.await("stopped");
      assertThat(process.awaitEnd()).isZero();
      return channels.stream().filter(line -> line.startsWith("channel ")).toList();
    }
  }

  private void check(Payer load, SteadyNode payer, SteadyNode payee, List<String> channels)
      throws StoreException {
    try (Store store = SqliteStore.open(database())) {
      List<InvoiceRecord> received = received(store.invoices(0, ALL));
      List<InvoiceRecord> delivered = received(payee.node().invoices(0, ALL).join());
      List<PaymentRecord> own = store.payments(0, ALL);
      checkAgreement(load, received, delivered, own);
      checkSums(load, payer.channel(), payee.channel(), received, delivered, own);
      checkChannels(payer.channel(), payee.channel(), channels);
      System.out.printf(
          "%d kills (seed %d): %d payments received, %d forwarded, %d of its own; the payer saw %d"
              + " fail; all accounted for%n",
          KILLS + 1,
          SEED,
          received.size(),
          delivered.size() - succeeded(own).size(),
          succeeded(own).size(),
          load.failures());
    }
  }

  /** Nobody was paid whom the payer believes unpaid, nor the other way round. */
  private static void checkAgreement(
      Payer load,
      List<InvoiceRecord> received,
      List<InvoiceRecord> delivered,
      List<PaymentRecord> own) {
    Set<PaymentHash> paid = new HashSet<>(load.succeeded().keySet());
    succeeded(own).forEach(payment -> paid.add(payment.paymentHash()));
    Set<PaymentHash> got = new HashSet<>();
    received.forEach(invoice -> got.add(invoice.paymentHash()));
    delivered.forEach(invoice -> got.add(invoice.paymentHash()));
    assertThat(got).isEqualTo(paid);
    assertThat(own).noneMatch(PaymentRecord::isPending);
    assertThat(received).as("load reached the node").isNotEmpty();
    assertThat(delivered).as("load went through the node").isNotEmpty();
  }

  private static void checkSums(
      Payer load,
      ChannelInfo payer,
      ChannelInfo payee,
      List<InvoiceRecord> received,
      List<InvoiceRecord> delivered,
      List<PaymentRecord> own) {
    long half = CAPACITY.sat() * 1000 / 2;
    long spent =
        load.succeeded().values().stream().mapToLong(p -> p.amount().plus(p.fee()).msat()).sum();
    long fees =
        load.succeeded().values().stream()
            .map(PaymentResult::fee)
            .mapToLong(MilliSatoshi::msat)
            .sum();
    long sent = succeeded(own).stream().mapToLong(p -> p.amount().plus(p.fees()).msat()).sum();
    long atKilled = payer.remoteBalance().msat() + payee.remoteBalance().msat();
    assertThat(payer.localBalance().msat()).isEqualTo(half - spent);
    assertThat(payee.localBalance().msat()).isEqualTo(half + sum(delivered));
    assertThat(atKilled).isEqualTo(2 * half + sum(received) + fees - sent);
  }

  private void checkChannels(ChannelInfo payer, ChannelInfo payee, List<String> told) {
    List<String> expected = new ArrayList<>();
    for (ChannelInfo channel : List.of(payer, payee)) {
      assertThat(channel.status()).isEqualTo(ChannelInfo.Status.OPEN);
      assertThat(channel.pendingHtlcs()).isZero();
      assertThat(channel.localBalance().plus(channel.remoteBalance()))
          .isEqualTo(MilliSatoshi.ofSat(CAPACITY.sat()));
      expected.add(
          "channel %s OPEN %d %d 0"
              .formatted(
                  channel.channelId(),
                  channel.remoteBalance().msat(),
                  channel.localBalance().msat()));
    }
    assertThat(told).containsExactlyInAnyOrderElementsOf(expected);
  }

  private static List<PaymentRecord> succeeded(List<PaymentRecord> payments) {
    return payments.stream()
        .filter(payment -> payment.status() instanceof PaymentRecord.Succeeded)
        .toList();
  }

  private static List<InvoiceRecord> received(List<InvoiceRecord> invoices) {
    return invoices.stream()
        .filter(invoice -> invoice.status() instanceof InvoiceRecord.Received)
        .toList();
  }

  private static long sum(List<InvoiceRecord> invoices) {
    return invoices.stream()
        .map(InvoiceRecord::status)
        .mapToLong(status -> ((InvoiceRecord.Received) status).amount().msat())
        .sum();
  }
}
