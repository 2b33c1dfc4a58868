package org.boltj.sim.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.boltj.base.ChannelId;
import org.boltj.base.Satoshi;
import org.boltj.gossip.graph.ChannelEntry;
import org.boltj.gossip.graph.NetworkGraph;
import org.boltj.node.ChannelInfo;
import org.boltj.node.LightningNode;
import org.boltj.node.OpenOptions;
import org.boltj.tx.TxOutput;

/** Brings a scenario from nothing to open, announced channels. */
final class TrialFoundation {
  private static final int MATURITY = 101;

  /** Beside its capacity, for the fee of the funding transaction and change above dust. */
  private static final Satoshi FEE_RESERVE = Satoshi.of(5_000);

  /** For the fees of anchors and HTLC transactions: so many coins of that size for each channel. */
  private static final Satoshi FEE_COIN = Satoshi.of(100_000);

  private static final int FEE_COINS = 3;
  private static final long LIMIT_MILLIS = 600_000;
  private static final int ANNOUNCE_DEPTH = 6;

  private final TrialWorld world;
  private final Scenario scenario;

  TrialFoundation(TrialWorld world) {
    this.world = world;
    this.scenario = world.scenario();
  }

  void lay() {
    world.chain().mine(MATURITY);
    world.createNodes();
    fund();
    world.nodes().forEach(TrialNode::start);
    connect();
    open();
    confirm();
    spread();
  }

  private void fund() {
    List<TxOutput> coins = new ArrayList<>();
    Map<Integer, Satoshi> totals = new TreeMap<>();
    for (FundingPlan channel : scenario.channels()) {
      coin(coins, totals, channel.opener(), channel.capacity().plus(FEE_RESERVE));
      for (int i = 0; i < FEE_COINS; i++) {
        coin(coins, totals, channel.opener(), FEE_COIN);
        coin(coins, totals, channel.accepter(), FEE_COIN);
      }
    }
    world.chain().fund(coins);
    world.chain().mine(1);
    totals.forEach((number, total) -> world.node(number).funded(total));
  }

  private void coin(List<TxOutput> coins, Map<Integer, Satoshi> totals, int owner, Satoshi amount) {
    coins.add(new TxOutput(amount, world.node(owner).purse().newScriptPubKey()));
    totals.merge(owner, amount, Satoshi::plus);
  }

  private LightningNode lightning(int number) {
    return world.node(number).lightning().orElseThrow();
  }

  private void connect() {
    List<CompletableFuture<?>> connections = new ArrayList<>();
    for (FundingPlan channel : scenario.channels()) {
      connections.add(lightning(channel.opener()).connect(world.node(channel.accepter()).uri()));
    }
    awaitAll("connections", connections);
  }

  private void open() {
    List<CompletableFuture<ChannelId>> openings = new ArrayList<>();
    for (FundingPlan channel : scenario.channels()) {
      OpenOptions options =
          OpenOptions.of(world.node(channel.accepter()).nodeId(), channel.capacity())
              .withPush(channel.push())
              .withChannelType(channel.format().channelType());
      openings.add(lightning(channel.opener()).openChannel(options));
    }
    awaitAll("openings", openings);
    world.opened(openings.stream().map(CompletableFuture::join).toList());
  }

  private void awaitAll(String what, List<? extends CompletableFuture<?>> futures) {
    if (!world.await(() -> futures.stream().allMatch(CompletableFuture::isDone), LIMIT_MILLIS)) {
      throw new IllegalStateException("no end of " + what);
    }
    futures.forEach(CompletableFuture::join);
  }

  private void confirm() {
    for (int block = 0; block < ANNOUNCE_DEPTH; block++) {
      world.mine();
      world.time().run(200);
    }
    require(
        "channels ready",
        () ->
            world.nodes().stream()
                .flatMap(node -> lightning(node.number()).channels().stream())
                .allMatch(ChannelInfo::usable));
  }

  private void require(String what, BooleanSupplier done) {
    if (!world.await(done, LIMIT_MILLIS)) {
      throw new IllegalStateException("no end of waiting for: " + what);
    }
  }

  private void spread() {
    long wanted = 2L * scenario.channels().size();
    Map<Integer, Long> known = new TreeMap<>();
    require(
        "gossip",
        () -> {
          for (TrialNode node : world.nodes()) {
            if (known.getOrDefault(node.number(), 0L) < wanted) {
              lightning(node.number())
                  .graph(TrialFoundation::directions)
                  .thenAccept(count -> known.put(node.number(), count));
            }
          }
          return known.size() == world.nodes().size()
              && known.values().stream().allMatch(count -> count >= wanted);
        });
  }

  /** Directions of channels of which an update is known. */
  private static long directions(NetworkGraph graph) {
    long[] count = {0};
    graph.forEachChannel(channel -> count[0] += directions(channel));
    return count[0];
  }

  private static int directions(ChannelEntry channel) {
    return (channel.fromNode1().isPresent() ? 1 : 0) + (channel.fromNode2().isPresent() ? 1 : 0);
  }
}
