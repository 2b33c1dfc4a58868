package org.boltj.interop;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.Network;
import org.boltj.base.PublicKey;
import org.boltj.channel.ChannelNotice;
import org.boltj.node.ChannelInfo;
import org.boltj.node.LightningNode;
import org.boltj.node.LightningNodeBuilder;
import org.boltj.node.NodeEvent;
import org.boltj.node.NodeUri;
import org.boltj.store.Change;
import org.boltj.store.SqliteStore;
import org.boltj.store.StoreBatch;
import org.boltj.wallet.funds.SeedWallet;
import org.boltj.wallet.regtest.RegtestChain;
import org.boltj.wallet.regtest.RegtestFeerate;

/** A boltj node over real TCP with its state in a SQLite file, which can be stopped and started. */
final class BoltjPeer implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  private final RegtestChain chain;
  private final Bytes seed;
  private final Path directory;
  private final RegtestFeerate feerate;
  private final SeedWallet wallet;
  private final UnaryOperator<LightningNodeBuilder> settings;
  private int generation;
  private boolean refusalsExpected;
  private boolean stopped;
  private CrashableStore store;
  private LightningNode node;
  private Events events;

  BoltjPeer(
      RegtestChain chain,
      Bytes seed,
      Path directory,
      RegtestFeerate feerate,
      UnaryOperator<LightningNodeBuilder> settings)
      throws Exception {
    this.chain = chain;
    this.seed = seed;
    this.directory = directory;
    this.feerate = feerate;
    this.settings = settings;
    this.wallet = chain.wallet(seed);
    this.store = new CrashableStore(SqliteStore.open(file()));
    this.events = new Events();
    this.node = start();
  }

  private Path file() {
    return directory.resolve("node-" + generation + ".sqlite");
  }

  private LightningNode start() throws Exception {
    return start(builder -> builder);
  }

  private LightningNode start(UnaryOperator<LightningNodeBuilder> more) throws Exception {
    LightningNodeBuilder builder =
        LightningNode.builder(Network.REGTEST)
            .seed(seed)
            .store(store)
            .chain(chain.source())
            .funds(wallet)
            .feeEstimator(feerate)
            .alias("boltj")
            .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    LightningNode started = more.apply(settings.apply(builder)).build();
    started.events().subscribe(events);
    return started.start();
  }

  /** Stops the node as an application does, and starts it from the same file. */
  void restart() throws Exception {
    node.close();
    checkHealth();
    store = new CrashableStore(SqliteStore.open(file()));
    events = new Events();
    node = start();
  }

  /**
   * Ends the node without telling it: from one moment on, nothing that it does is written or leaves
   * it. Another is started from a copy of the files as they were at that moment.
   */
  void crash() throws Exception {
    Path before = file();
    generation++;
    store.crash(before, file());
    node.close();
    store = new CrashableStore(SqliteStore.open(file()));
    events = new Events();
    node = start();
  }

  /** A copy of the files as they are now, for {@link #restartFrom}. */
  Path backup() throws Exception {
    Path copy = directory.resolve("backup.sqlite");
    store.copy(file(), copy);
    return copy;
  }

  /** What nobody may do: stops the node and starts it from an old copy. */
  void restartFrom(Path backup) throws Exception {
    stop();
    startFrom(backup, builder -> builder);
  }

  /** Starts a stopped node from a copy, and says so. */
  void startFromCopy(Path copy) throws Exception {
    startFrom(copy, LightningNodeBuilder::restoredCopy);
  }

  /** The same, without the address of the peer, so that nobody connects before it is wanted. */
  void startFromCopyWithoutPeer(Path copy, Ldk peer) throws Exception {
    try (SqliteStore opened = SqliteStore.open(copy)) {
      opened.write(new StoreBatch(List.of(new Change.RemovePeer(peer.nodeId()))));
    }
    startFromCopy(copy);
  }

  /** Starts a stopped node that has nothing but its seed and a static backup. */
  void startFromSeed(Bytes staticBackup) throws Exception {
    startFrom(directory.resolve("restored.sqlite"), builder -> builder.restore(staticBackup));
  }

  private void startFrom(Path database, UnaryOperator<LightningNodeBuilder> more) throws Exception {
    store = new CrashableStore(SqliteStore.open(database));
    events = new Events();
    node = start(more);
    stopped = false;
  }

  void stop() {
    node.close();
    checkHealth();
    stopped = true;
  }

  boolean isStopped() {
    return stopped;
  }

  Bytes seed() {
    return seed;
  }

  LightningNode node() {
    return node;
  }

  SeedWallet wallet() {
    return wallet;
  }

  Events events() {
    return events;
  }

  PublicKey nodeId() {
    return node.nodeId();
  }

  int port() {
    return node.listenAddresses().getFirst().getPort();
  }

  void connect(Ldk ldk) throws Exception {
    get(node.connect(new NodeUri(ldk.nodeId(), "127.0.0.1", ldk.port())));
  }

  void connect(BoltjPeer other) throws Exception {
    get(node.connect(new NodeUri(other.nodeId(), "127.0.0.1", other.port())));
  }

  /** Waits until HTLCs can be added. */
  void awaitUsable(ChannelId channelId) throws Exception {
    get(node.awaitChannelReady(channelId));
  }

  <T extends ChannelNotice> T awaitNotice(Class<T> type) throws Exception {
    return type.cast(
        events.await(NodeEvent.ChannelChanged.class, e -> type.isInstance(e.notice())).notice());
  }

  /** Whether all of the channel is resolved and deep in the chain. */
  boolean isClosed(ChannelId channelId) {
    return node.channel(channelId).isEmpty();
  }

  /** The peer will publish its commitment too: the chain may refuse ours. */
  void mayLoseTheRace() {
    refusalsExpected = true;
  }

  ChannelInfo channel(ChannelId channelId) {
    return node.channel(channelId).orElseThrow();
  }

  String invoice(long msat) throws Exception {
    return get(node.createInvoice(MilliSatoshi.of(msat), "interop")).text();
  }

  static <T> T get(CompletableFuture<T> future) throws Exception {
    return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** No bug was met, and the chain has refused nothing. */
  void checkHealth() {
    List<NodeEvent> bad =
        events.withoutBlocks().stream()
            .filter(
                event ->
                    event instanceof NodeEvent.InternalFailure
                        || (event instanceof NodeEvent.BroadcastRejected && !refusalsExpected)
                        || event instanceof NodeEvent.Stopped
                        || (event instanceof NodeEvent.ChannelChanged changed
                            && changed.notice() instanceof ChannelNotice.Frozen))
            .toList();
    if (!bad.isEmpty()) {
      throw new AssertionError("boltj is not well: " + bad);
    }
  }

  @Override
  public void close() {
    node.close();
    checkHealth();
  }
}
