package org.boltj.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.boltj.base.Bytes;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.Network;
import org.boltj.base.ShortChannelId;
import org.boltj.crypto.Hash;
import org.boltj.gossip.graph.NetworkGraph;
import org.boltj.gossip.message.ChannelAnnouncement;
import org.boltj.gossip.message.GossipMessage;
import org.boltj.gossip.message.GossipTimestampFilter;
import org.boltj.gossip.message.QueryChannelRange;
import org.boltj.gossip.message.QueryShortChannelIds;
import org.boltj.gossip.message.ReplyChannelRange;
import org.boltj.gossip.message.ReplyShortChannelIdsEnd;
import org.boltj.port.FeeEstimator;
import org.boltj.store.MemoryStore;
import org.boltj.store.StoreException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A hostile peer on a real socket, and an honest one beside it that asks and tells all the time.
 * What it came to stands in {@code target/hostile-gossip.txt}; {@code -Dhostile=full} sends as much
 * as an attacker would.
 */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class HostileGossipOverTcpTest {
  private static final boolean FULL = "full".equals(System.getProperty("hostile"));
  private static final int CHANNELS = 300;
  private static final List<String> TABLE = new ArrayList<>();

  private final SignedGossip network = new SignedGossip(100);
  private final ScriptedChain chain = new ScriptedChain();
  private final PretendedFundings fundings =
      new PretendedFundings(chain.source(), id -> id.txIndex() < 100);
  private final WirePeer honest = new WirePeer("honest");
  private final WirePeer hostile = new WirePeer("hostile");
  private final long now = System.currentTimeMillis() / 1_000;
  private LightningNode node;
  private int told;

  @BeforeEach
  void start() throws StoreException {
    node =
        LightningNode.builder(Network.REGTEST)
            .seed(Hash.sha256(Bytes.wrap("besieged".getBytes(UTF_8))))
            .store(new MemoryStore())
            .chain(fundings)
            .funds(new EndlessFunds("besieged"))
            .feeEstimator(FeeEstimator.fixed(new FeeratePerKw(1000)))
            .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .build()
            .start();
    honest.greet(node);
    for (int channel = 0; channel < CHANNELS; channel++) {
      honest.send(network.channel(channel));
      honest.send(network.update(channel, true, now - 100));
      honest.send(network.update(channel, false, now - 100));
    }
    told = CHANNELS;
    assertThat(GraphWatch.sees(node, graph -> graph.channelCount() == CHANNELS, 30_000)).isTrue();
  }

  @AfterEach
  void stop() {
    node.close();
    honest.close();
    hostile.close();
  }

  @AfterAll
  static void write() throws IOException {
    String head =
        "%-34s %9s %8s %9s %10s %11s %12s  %s"
            .formatted(
                "attack",
                "messages",
                "seconds",
                "node cpu",
                "kept KiB",
                "lookups",
                "honest ms",
                "end");
    String text = head + "\n" + String.join("\n", TABLE) + "\n";
    System.out.print(text);
    Files.writeString(Path.of("target", "hostile-gossip.txt"), text);
  }

  private int channels() {
    return node.graph(NetworkGraph::channelCount).join();
  }

  /** One attack: sends number {@code i}, and says false when it cannot any more. */
  @FunctionalInterface
  private interface Attack {
    boolean send(int i);
  }

  private void attack(String name, int messages, Attack attack) throws InterruptedException {
    hostile.greet(node);
    final long heap = usedHeap();
    final long cpu = nodeCpuNanos();
    int lookups = fundings.lookups.get();
    long begin = System.nanoTime();
    int[] sent = new int[1];
    Thread attacker =
        new Thread(
            () -> {
              while (sent[0] < messages && attack.send(sent[0])) {
                sent[0]++;
              }
            });
    attacker.start();
    long slowest = 0;
    for (int round = 0; round < 3 || attacker.isAlive(); round++) {
      slowest = Math.max(slowest, honestRound());
      // Not faster than an honest peer may ask in the long run.
      attacker.join(FULL ? 1_200 : 100);
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    double used = (nodeCpuNanos() - cpu) / 1e9;
    long kept = (usedHeap() - heap) / 1024;
    TABLE.add(
        "%-34s %9d %8.1f %8.2fs %10d %11d %12d  %s"
            .formatted(
                name,
                sent[0],
                seconds,
                used,
                kept,
                fundings.lookups.get() - lookups,
                slowest,
                hostile.isClosed() ? "disconnected" : "connected"));
    assertThat(kept).as("KiB kept after " + name).isLessThan(16_384);
  }

  /** The honest peer asks for all and for some, and tells of a channel; how long it took, in ms. */
  private long honestRound() {
    long begin = System.nanoTime();
    int ranges = honest.count(ReplyChannelRange.class);
    honest.send(new QueryChannelRange(SignedGossip.CHAIN, 0, 0xffffffffL, Optional.of(3L)));
    assertThat(honest.hears(ReplyChannelRange.class, ranges, 20_000)).isTrue();
    int ends = honest.count(ReplyShortChannelIdsEnd.class);
    int announcements = honest.count(ChannelAnnouncement.class);
    List<ShortChannelId> some = IntStream.range(0, 20).mapToObj(SignedGossip::id).toList();
    honest.send(new QueryShortChannelIds(SignedGossip.CHAIN, some, Optional.empty()));
    assertThat(honest.hears(ReplyShortChannelIdsEnd.class, ends, 20_000)).isTrue();
    assertThat(honest.count(ChannelAnnouncement.class) - announcements).isEqualTo(20);
    int channel = told++;
    honest.send(network.channel(channel));
    ShortChannelId id = SignedGossip.id(channel);
    assertThat(GraphWatch.sees(node, graph -> graph.channel(id).isPresent(), 20_000)).isTrue();
    return (System.nanoTime() - begin) / 1_000_000;
  }

  private static long usedHeap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private long nodeCpuNanos() {
    String name = "boltj-" + node.nodeId().toString().substring(0, 8);
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long nanos = 0;
    for (ThreadInfo info : threads.getThreadInfo(threads.getAllThreadIds())) {
      if (info != null && info.getThreadName().equals(name)) {
        nanos += Math.max(0, threads.getThreadCpuTime(info.getThreadId()));
      }
    }
    return nanos;
  }

  @Test
  void bad_signatures() throws InterruptedException {
    ChannelAnnouncement good = network.channel(5_000);
    ChannelAnnouncement bad =
        good.withSignatures(good.nodeId1(), good.nodeSignature2(), good.bitcoinSignature1());
    attack("bad signatures", 100, i -> hostile.send(bad));
    assertThat(hostile.isClosed()).isTrue();
  }

  @Test
  void another_chain() throws InterruptedException {
    GossipMessage foreign =
        network.channel(5_000, SignedGossip.id(5_000), Network.MAINNET.chainHash());
    attack("wrong chain", FULL ? 100_000 : 30_000, i -> hostile.send(foreign));
    assertThat(channels()).isEqualTo(told);
  }

  @Test
  void updates_of_channels_that_nobody_knows() throws InterruptedException {
    attack(
        "updates of unknown channels",
        FULL ? 100_000 : 10_000,
        i -> hostile.send(network.update(i % 100, SignedGossip.id(5_000 + i % 3_000), true, now)));
    assertThat(channels()).isEqualTo(told);
  }

  @Test
  void announcements_without_funding_outputs() throws InterruptedException {
    attack(
        "channels that do not exist",
        FULL ? 10_000 : 1_000,
        i -> {
          ShortChannelId id = ShortChannelId.of(1 + i / 1_000, 1_000 + i % 1_000, 0);
          return hostile.send(network.channel(i % 100, id, SignedGossip.CHAIN));
        });
    assertThat(channels()).isEqualTo(told);
  }

  /** Among them the channels that the honest peer is going to tell of. */
  @Test
  void outputs_of_others_announced_with_false_keys() throws InterruptedException {
    attack(
        "false keys for true outputs",
        FULL ? 9_000 : 1_000,
        i -> {
          ShortChannelId id = SignedGossip.id(CHANNELS + i);
          return hostile.send(network.falseChannel(i % 100, id, i % 3));
        });
    assertThat(channels()).isEqualTo(told);
  }

  @Test
  void fresh_updates_of_one_channel() throws InterruptedException {
    attack(
        "fresh updates of one channel",
        FULL ? 1_000_000 : 20_000,
        i -> hostile.send(network.update(0, true, now - 1_100_000 + i)));
    long told = node.graph(g -> g.updateTimestamp(SignedGossip.id(0), 0)).join();
    assertThat(told).isLessThanOrEqualTo(now);
  }

  @Test
  void fresh_announcements_of_one_node() throws InterruptedException {
    attack(
        "fresh announcements of one node",
        FULL ? 100_000 : 10_000,
        i -> hostile.send(network.node(0, now - 100_000 + i)));
  }

  @Test
  void replies_that_never_end() throws InterruptedException {
    attack(
        "replies that never end",
        FULL ? 1_000_000 : 20_000,
        i ->
            hostile.send(
                new ReplyChannelRange(
                    SignedGossip.CHAIN, i, 1, 0, List.of(), Optional.empty(), Optional.empty())));
    assertThat(hostile.isClosed()).isTrue();
  }

  @Test
  void queries_without_end() throws InterruptedException {
    QueryChannelRange query =
        new QueryChannelRange(SignedGossip.CHAIN, 0, 0xffffffffL, Optional.of(3L));
    attack("queries", 10_000, i -> hostile.send(query));
    assertThat(hostile.isClosed()).isTrue();
  }

  @Test
  void filters_that_nothing_fits() throws InterruptedException {
    GossipTimestampFilter filter = new GossipTimestampFilter(SignedGossip.CHAIN, 1, 1);
    attack("filters that nothing fits", 10_000, i -> hostile.send(filter));
    assertThat(hostile.isClosed()).isTrue();
  }
}
