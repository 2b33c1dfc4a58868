package org.boltj.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.boltj.base.ChannelId;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PublicKey;
import org.boltj.base.Satoshi;
import org.boltj.node.LightningNode;
import org.boltj.node.NodeKeys;
import org.boltj.node.OpenOptions;
import org.boltj.wallet.regtest.RegtestChain;

/** A node in a process of its own, between a payer and a payee, and its many lives. */
final class CrashRun implements AutoCloseable {
  private static final Satoshi CAPACITY = Satoshi.of(1_000_000_000);
  private static final int CLEAN_END = 0;
  private static final int HALTED = 3;

  private final RegtestChain chain = RegtestChain.withMatureCoins();
  private final PublicKey killedId =
      NodeKeys.ofSeed(KilledNode.seed("killed")).nodeSigner().nodeId();
  private final RegtestRpc rpc = new RegtestRpc(chain);
  private final SteadyNode payer = SteadyNode.start("payer", chain);
  private final SteadyNode payee = SteadyNode.start("payee", chain);
  private final CrashStore store;
  private final Path log;
  private final Random random;
  private final Payer load = new Payer(payer.node(), killedId, payee.node());
  private KilledProcess next;

  CrashRun(CrashStore store, Path directory, long seed) throws Exception {
    this.store = store;
    this.log = directory.resolve("killed.log");
    this.random = new Random(seed);
    this.next = KilledProcess.standby(log, arguments());
    openChannels();
  }

  private List<String> arguments() {
    return List.of(store.address(), rpc.address().toString(), payer.uri(), payee.uri());
  }

  /** The next life begins, and the process of the one after it is brought up meanwhile. */
  private KilledProcess begin() throws Exception {
    KilledProcess process = next.begin();
    next = KilledProcess.standby(log, arguments());
    return process;
  }

  private void openChannels() throws Exception {
    try (KilledProcess first = begin()) {
      first.await("connected");
      List<ChannelId> opened = new ArrayList<>();
      for (LightningNode opener : List.of(payer.node(), payee.node())) {
        OpenOptions options =
            OpenOptions.of(killedId, CAPACITY)
                .withPush(MilliSatoshi.ofSat(CAPACITY.sat() / 2))
                .unannounced();
        opened.add(opener.openChannel(options).get(30, TimeUnit.SECONDS));
      }
      chain.mine(6);
      payer.node().awaitChannelReady(opened.get(0)).get(30, TimeUnit.SECONDS);
      payee.node().awaitChannelReady(opened.get(1)).get(30, TimeUnit.SECONDS);
      first.command("ready");
      first.await("ready");
      first.killAfter(0);
    }
  }

  /** Three lives of four end under load, the fourth anywhere between start and first payments. */
  void liveAndDie(int life) throws Exception {
    try (KilledProcess process = begin()) {
      if (life % 4 == 3) {
        process.killAfter(random.nextInt(1_200));
        return;
      }
      pay(process);
      process.killAfter(random.nextInt(800));
      load.end();
    }
  }

  private void pay(KilledProcess process) throws Exception {
    process.command("ready");
    process.await("ready");
    awaitReady(payer.node());
    awaitReady(payee.node());
    process.command("pay");
    load.begin();
  }

  private static void awaitReady(LightningNode node) throws Exception {
    node.awaitChannelReady(node.channels().get(0).channelId()).get(30, TimeUnit.SECONDS);
  }

  /**
   * A life under load in which the store is killed: the node stops by itself, with words.
   *
   * @return why it says it stopped
   */
  String loseTheStore() throws Exception {
    try (KilledProcess process = begin()) {
      pay(process);
      load.awaitSome(20);
      store.kill();
      String why = halted(process);
      store.restart();
      return why;
    }
  }

  /**
   * A life under load in which the disk takes no more: the node stops by itself.
   *
   * @return why it says it stopped
   */
  String fillTheDisk() throws Exception {
    try (KilledProcess process = begin()) {
      pay(process);
      load.awaitSome(20);
      process.limitFiles(4096);
      return halted(process);
    }
  }

  private String halted(KilledProcess process) throws Exception {
    List<String> said = process.await("halted");
    load.end();
    assertThat(process.awaitEnd()).isEqualTo(HALTED);
    return said.get(said.size() - 1);
  }

  /** The payments that the last crash left in flight end, then the node; and the books are read. */
  String end() throws Exception {
    try (KilledProcess process = begin()) {
      process.command("ready");
      process.await("ready");
      awaitReady(payer.node());
      load.awaitIdle();
      process.command("rest");
      process.await("resting");
      process.command("stop");
      List<String> said = process.await("stopped");
      assertThat(process.awaitEnd()).isEqualTo(CLEAN_END);
      List<String> channels = said.stream().filter(line -> line.startsWith("channel ")).toList();
      return new Ledger(CAPACITY, load, payer, payee).check(store, channels);
    }
  }

  @Override
  public void close() throws IOException {
    next.close();
    payer.close();
    payee.close();
    rpc.close();
    store.close();
  }
}
