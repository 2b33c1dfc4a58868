package org.boltj.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.boltj.base.ChannelId;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.Network;
import org.boltj.base.Satoshi;
import org.boltj.node.LightningNode;
import org.boltj.node.NodeKeys;
import org.boltj.node.OpenOptions;
import org.boltj.port.FeeEstimator;
import org.boltj.store.SqliteStore;
import org.boltj.wallet.regtest.RegtestChain;

/**
 * How long a node with many channels takes to start. Its database is written by a node that opened
 * those channels and paid over them; each start is a process of its own, so nothing is warm.
 */
final class StartBenchmark {
  static final int CHANNELS = 100;
  private static final String NAME = "hub";
  private static final int PAYMENTS = 300;

  /** A node does not let one peer have many channels in the opening at once. */
  private static final int AT_ONCE = 4;

  /**
   * Milliseconds of one start.
   *
   * @param start from opening the store to a running node with all channels loaded
   * @param process from the first line of main to that node: with the loading of classes
   */
  record Start(double start, double process, int channels, int payments) {}

  private StartBenchmark() {}

  static List<Start> run(Path directory, int times) throws Exception {
    writeStore(directory);
    return startAgain(directory, times);
  }

  static Path database(Path directory) {
    return directory.resolve(NAME + ".sqlite");
  }

  /** Starts with what is in the database now. */
  static List<Start> startAgain(Path directory, int times) throws Exception {
    List<Start> starts = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      starts.add(startInNewProcess(directory));
    }
    return starts;
  }

  private static void writeStore(Path directory) throws Exception {
    RegtestChain chain = RegtestChain.withMatureCoins();
    try (BenchNode hub = BenchNode.start(NAME, Stores.sqlite(directory), chain);
        BenchNode spoke = BenchNode.start("spoke", Stores.memory(), chain)) {
      for (int i = 0; i < CHANNELS; i++) {
        chain.fund(hub.wallet().newScriptPubKey(), Satoshi.of(2_000_000));
      }
      chain.mine(1);
      NodePair.get(hub.node().connect(spoke.uri()));
      for (int opened = 0; opened < CHANNELS; opened += AT_ONCE) {
        openChannels(chain, hub, spoke);
      }
      List<String> invoices = NodePair.invoices(spoke, PaymentBenchmark.NON_DUST, PAYMENTS);
      PaymentLoad.seconds(hub.node(), invoices, 30);
    }
  }

  private static void openChannels(RegtestChain chain, BenchNode hub, BenchNode spoke)
      throws Exception {
    List<ChannelId> opened = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      OpenOptions options =
          OpenOptions.of(spoke.node().nodeId(), Satoshi.of(1_000_000))
              .withPush(MilliSatoshi.ofSat(400_000))
              .unannounced();
      opened.add(NodePair.get(hub.node().openChannel(options)));
    }
    chain.mine(6);
    for (ChannelId channel : opened) {
      NodePair.get(hub.node().awaitChannelReady(channel));
    }
  }

  private static Start startInNewProcess(Path directory) throws IOException, InterruptedException {
    Process process =
        JavaProcess.of(StartBenchmark.Child.class, directory.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String[] words;
    try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
      words = String.valueOf(lines.readLine()).split(" ");
    }
    if (process.waitFor() != 0 || words.length != 4) {
      throw new IOException("the process that starts a node failed");
    }
    return new Start(
        Double.parseDouble(words[0]),
        Double.parseDouble(words[1]),
        Integer.parseInt(words[2]),
        Integer.parseInt(words[3]));
  }

  /** The process: starts the node and tells its milliseconds. */
  static final class Child {
    private Child() {}

    public static void main(String[] arguments) throws Exception {
      long begin = System.nanoTime();
      RegtestChain chain = RegtestChain.withMatureCoins();
      NodeKeys keys = NodeKeys.ofSeed(BenchNode.seed(NAME));
      long start = System.nanoTime();
      try (LightningNode node =
          LightningNode.builder(Network.REGTEST)
              .keys(keys)
              .store(SqliteStore.open(database(Path.of(arguments[0]))))
              .chain(chain.source())
              .funds(chain.wallet(BenchNode.seed(NAME)))
              .feeEstimator(FeeEstimator.fixed(FeeratePerKw.MINIMUM))
              .build()
              .start()) {
        long end = System.nanoTime();
        System.out.println(
            "%s %s %d %d"
                .formatted(
                    (end - start) / 1e6,
                    (end - begin) / 1e6,
                    node.channels().size(),
                    NodePair.get(node.payments(0, Integer.MAX_VALUE)).size()));
      }
    }
  }
}
