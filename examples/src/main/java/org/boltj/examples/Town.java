package org.boltj.examples;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.boltj.base.Bytes;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.Network;
import org.boltj.base.PublicKey;
import org.boltj.crypto.Hash;
import org.boltj.node.LightningNode;
import org.boltj.port.FeeEstimator;
import org.boltj.store.SqliteStore;
import org.boltj.store.StoreException;
import org.boltj.wallet.funds.SeedWallet;
import org.boltj.wallet.regtest.RegtestChain;

/**
 * The people of a demo: each has a node of its own that listens on loopback and keeps its state in
 * a file, and all use one regtest chain. Closing it leaves nothing behind, also after Ctrl-C.
 */
final class Town implements AutoCloseable {
  private static final FeeratePerKw FEERATE = FeeratePerKw.ofSatPerVByte(5);

  private static volatile boolean exiting;

  private final RegtestChain chain = RegtestChain.withMatureCoins();
  private final List<Party> parties = new ArrayList<>();
  private final Path directory;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Thread onExit = new Thread(this::exit, "boltj-demo-exit");

  Town() throws IOException {
    directory = Files.createTempDirectory("boltj-demo-");
    Runtime.getRuntime().addShutdownHook(onExit);
  }

  RegtestChain chain() {
    return chain;
  }

  /** Where the nodes keep their files; gone when the town is closed. */
  Path directory() {
    return directory;
  }

  List<Party> parties() {
    return List.copyOf(parties);
  }

  /** Somebody moves in: with an empty wallet, and a node that runs. */
  Party add(String name) throws StoreException {
    Bytes seed = Hash.sha256(Bytes.wrap(("demo " + name).getBytes(StandardCharsets.UTF_8)));
    SeedWallet wallet = chain.wallet(seed);
    LightningNode node =
        LightningNode.builder(Network.REGTEST)
            .alias(name)
            .seed(seed)
            .store(SqliteStore.open(directory.resolve(name + ".sqlite")))
            .chain(chain.source())
            .funds(wallet)
            .feeEstimator(FeeEstimator.fixed(FEERATE))
            .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .build();
    Party party = new Party(name, node, wallet);
    parties.add(party);
    node.start();
    return party;
  }

  /** Who has that node. */
  Optional<Party> owner(PublicKey nodeId) {
    return parties.stream().filter(party -> party.nodeId().equals(nodeId)).findFirst();
  }

  /** The name of a node. */
  String name(PublicKey nodeId) {
    return owner(nodeId).map(Party::name).orElse("a stranger");
  }

  @Override
  public void close() {
    leave();
    try {
      Runtime.getRuntime().removeShutdownHook(onExit);
    } catch (IllegalStateException exiting) {
      // The hook has run, or does it now.
    }
  }

  /** Whether the process is being ended from outside, as Ctrl-C does. */
  static boolean isExiting() {
    return exiting;
  }

  private void exit() {
    exiting = true;
    leave();
  }

  private synchronized void leave() {
    if (closed.compareAndSet(false, true)) {
      parties.forEach(party -> party.node().close());
      delete();
    }
  }

  private void delete() {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      System.err.println("cannot delete " + directory + ": " + e);
    }
  }
}
