package org.boltj.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.Satoshi;
import org.boltj.crypto.Hash;
import org.boltj.invoice.Invoice;
import org.boltj.node.LightningNodeBuilder;
import org.boltj.node.NodeEvent;
import org.boltj.node.OpenOptions;
import org.boltj.peers.LdkPeer;
import org.boltj.peers.NpmBundle;
import org.boltj.wallet.funds.SeedWallet;
import org.boltj.wallet.regtest.RegtestChain;
import org.boltj.wallet.regtest.RegtestFeerate;
import org.boltj.wallet.regtest.RelayPolicy;

/**
 * One embedded chain with boltj and LDK nodes that know each other through TCP and that chain only.
 */
final class InteropWorld implements AutoCloseable {
  static final long CAPACITY_SAT = 1_000_000;
  static final long PUSH_MSAT = 400_000_000;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int COINBASE_MATURITY = 100;
  private static final Satoshi COIN = Satoshi.of(10_000_000);

  private final ChannelKind kind;
  private final Path directory;
  private final RegtestChain chain = new RegtestChain(RelayPolicy.DEFAULT, InstantSource.system());
  private final RegtestFeerate feerate = new RegtestFeerate(FeeratePerKw.MINIMUM);
  private final SeedWallet ldkWallet;
  private final List<BoltjPeer> boltjs = new ArrayList<>();
  private final List<Ldk> ldks = new ArrayList<>();

  InteropWorld(ChannelKind kind) throws IOException {
    this.kind = kind;
    Path parent = NpmBundle.buildFile("interop");
    Files.createDirectories(parent);
    this.directory = Files.createTempDirectory(parent, "world");
    chain.mine(COINBASE_MATURITY + 10);
    this.ldkWallet = fundedWallet("wallet of all LDK nodes");
    chain.mine(1);
  }

  private static Bytes seed(String name) {
    return Hash.sha256(Bytes.wrap(name.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
  }

  private SeedWallet fundedWallet(String name) {
    SeedWallet wallet = chain.wallet(seed(name));
    give(wallet);
    return wallet;
  }

  private void give(SeedWallet wallet) {
    for (int i = 0; i < 4; i++) {
      chain.fund(wallet.newScriptPubKey(), COIN);
    }
  }

  RegtestChain chain() {
    return chain;
  }

  ChannelKind kind() {
    return kind;
  }

  void feerate(long satPerKw) {
    feerate.set(new FeeratePerKw(satPerKw));
  }

  // --- nodes ---

  BoltjPeer boltj(String name) throws Exception {
    return boltj(name, builder -> builder);
  }

  BoltjPeer boltj(String name, UnaryOperator<LightningNodeBuilder> settings) throws Exception {
    Path home = Files.createDirectories(directory.resolve(name));
    BoltjPeer boltj = new BoltjPeer(chain, seed(name), home, feerate, settings);
    boltjs.add(boltj);
    give(boltj.wallet());
    mine(1);
    return boltj;
  }

  Ldk ldk(String name) throws Exception {
    return ldk(name, Map.of());
  }

  /** With options of {@code ldk-peer.mjs}. */
  Ldk ldk(String name, Map<String, Object> options) throws Exception {
    Map<String, Object> all = new HashMap<>();
    all.put("anchors", kind.hasAnchors());
    all.put("maxInFlightPercent", 100);
    all.put("logLevel", 1);
    all.putAll(options);
    Ldk ldk = new Ldk(LdkPeer.start(seed(name).toHex(), all), chain, ldkWallet);
    ldks.add(ldk);
    return ldk;
  }

  /** A file for a snapshot of an LDK node. */
  Path file(String name) {
    return directory.resolve(name);
  }

  /** Ends an LDK node and starts it again from a snapshot. */
  Ldk ldkFrom(Path snapshot, Ldk former, String name) throws Exception {
    former.close();
    ldks.remove(former);
    return ldk(name, Map.of("snapshotFile", snapshot.toString(), "snapshots", true));
  }

  // --- channels ---

  /** A private channel that boltj opens, confirmed and usable on both sides. */
  ChannelId channel(BoltjPeer opener, Ldk accepter) throws Exception {
    opener.connect(accepter);
    return confirmed(open(opener, accepter, options -> options.unannounced()), opener, accepter);
  }

  /** The same, opened by LDK. */
  ChannelId channel(Ldk opener, BoltjPeer accepter) throws Exception {
    opener.connect(accepter);
    return confirmed(opener.open(accepter.nodeId(), CAPACITY_SAT, PUSH_MSAT), accepter, opener);
  }

  ChannelId open(BoltjPeer opener, Ldk accepter, UnaryOperator<OpenOptions> options)
      throws Exception {
    OpenOptions plain =
        OpenOptions.of(accepter.nodeId(), Satoshi.of(CAPACITY_SAT))
            .withPush(MilliSatoshi.of(PUSH_MSAT))
            .withChannelType(kind.type());
    return BoltjPeer.get(opener.node().openChannel(options.apply(plain)));
  }

  ChannelId confirmed(ChannelId channelId, BoltjPeer boltj, Ldk ldk) throws Exception {
    mine(6);
    boltj.awaitUsable(channelId);
    ldk.awaitUsable(channelId);
    return channelId;
  }

  /** An invoice that tells the way to boltj over its private channels, once boltj knows it. */
  String hintedInvoice(BoltjPeer boltj, long msat) throws Exception {
    return await(
        "a route hint",
        () -> {
          Invoice invoice =
              BoltjPeer.get(boltj.node().createInvoice(MilliSatoshi.of(msat), "interop"));
          return invoice.routeHints().isEmpty() ? Optional.empty() : Optional.of(invoice.text());
        });
  }

  // --- waiting ---

  /**
   * Asks the nodes again and again, for what no event tells; each question is a round of theirs.
   */
  static <T> T await(String what, Callable<Optional<T>> question) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      Optional<T> answer = question.call();
      if (answer.isPresent()) {
        return answer.get();
      }
    }
    throw new TimeoutException("no " + what);
  }

  // --- blocks ---

  /** Mines blocks, one after the other, and waits until all nodes have worked on each. */
  void mine(int count) throws Exception {
    for (int i = 0; i < count; i++) {
      chain.mine(1);
      int height = chain.height();
      for (Ldk ldk : ldks) {
        ldk.awaitBlocks();
      }
      for (BoltjPeer boltj : boltjs.stream().filter(b -> !b.isStopped()).toList()) {
        boltj.events().await(NodeEvent.BlockProcessed.class, b -> b.height() == height);
      }
    }
  }

  /** Mines until the condition holds. */
  void mineUntil(String what, int atMost, BooleanSupplier condition) throws Exception {
    for (int i = 0; i < atMost; i++) {
      if (condition.getAsBoolean()) {
        return;
      }
      mine(1);
    }
    if (!condition.getAsBoolean()) {
      throw new AssertionError("not within " + atMost + " blocks: " + what);
    }
  }

  @Override
  public void close() {
    AssertionError first = null;
    List<AutoCloseable> all = new ArrayList<>(boltjs);
    all.addAll(ldks);
    for (AutoCloseable one : all) {
      try {
        one.close();
      } catch (Exception | AssertionError e) {
        if (first == null) {
          first = new AssertionError("a node did not end well");
        }
        first.addSuppressed(e);
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
