package org.boltj.sim.world;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.boltj.base.Satoshi;
import org.boltj.gossip.graph.ChannelEntry;
import org.boltj.gossip.graph.NetworkGraph;
import org.boltj.node.ChannelInfo;
import org.boltj.node.OpenOptions;
import org.boltj.tx.TxOutput;
import org.boltj.updates.FeePolicy;

/** Brings a world from nothing to open, announced channels. */
final class Foundation {
  /** Beside its capacity, for the fee of the funding transaction and change above dust. */
  private static final Satoshi FEE_RESERVE = Satoshi.of(5_000);

  /** What a node keeps to close its channels with, however many they are. */
  private static final Satoshi CLOSE_RESERVE = FeePolicy.DEFAULT.maxReserve();

  private static final long MINUTE_MILLIS = 60_000;

  /** BOLT 7: announcement_signatures may be sent with 6 confirmations. */
  private static final int ANNOUNCE_DEPTH = 6;

  private final World world;
  private final WorldPlan plan;
  private final Progress progress;

  private final SharedKeys keys = new SharedKeys();

  Foundation(World world, Progress progress) {
    this.world = world;
    this.plan = world.plan();
    this.progress = progress;
  }

  void lay() {
    createNodes();
    connect();
    openChannels();
    confirm();
    spread();
  }

  private void createNodes() {
    Satoshi total =
        plan.channels().stream()
            .map(channel -> channel.capacity().plus(FEE_RESERVE))
            .reduce(CLOSE_RESERVE.times(plan.nodes()), Satoshi::plus);
    world.chain().earn(total);
    for (int number = 0; number < plan.nodes(); number++) {
      world.add(SimNode.create(plan, number, keys, world.time(), world.chain(), world.network()));
      progress.at("nodes", number + 1, plan.nodes());
    }
    List<TxOutput> coins = new ArrayList<>();
    for (ChannelPlan channel : plan.channels()) {
      coins.add(
          new TxOutput(
              channel.capacity().plus(FEE_RESERVE),
              world.node(channel.opener()).wallet().newScriptPubKey()));
    }
    for (SimNode node : world.nodes()) {
      coins.add(new TxOutput(CLOSE_RESERVE, node.wallet().newScriptPubKey()));
    }
    world.chain().payOut(coins);
    world.nodes().forEach(SimNode::start);
  }

  private void connect() {
    record Pair(int a, int b) {}
    Set<Pair> pairs = new LinkedHashSet<>();
    plan.channels().forEach(channel -> pairs.add(new Pair(channel.opener(), channel.accepter())));
    List<CompletableFuture<?>> connections = new ArrayList<>();
    for (Pair pair : pairs) {
      connections.add(world.node(pair.a).node().connect(world.node(pair.b).uri()));
    }
    awaitAll("connections", connections);
  }

  private void openChannels() {
    List<CompletableFuture<?>> openings = new ArrayList<>();
    for (ChannelPlan channel : plan.channels()) {
      OpenOptions options =
          OpenOptions.of(world.node(channel.accepter()).nodeId(), channel.capacity())
              .withPush(channel.push());
      openings.add(world.node(channel.opener()).node().openChannel(options));
    }
    awaitAll("channels opened", openings);
  }

  private void awaitAll(String what, List<CompletableFuture<?>> futures) {
    world.await(
        what,
        () -> futures.stream().filter(CompletableFuture::isDone).count(),
        futures.size(),
        10 * MINUTE_MILLIS,
        progress);
    futures.forEach(CompletableFuture::join);
  }

  private void confirm() {
    while (!world.chain().isMempoolEmpty()) {
      world.chain().mine(1);
    }
    for (int block = 1; block < ANNOUNCE_DEPTH; block++) {
      world.chain().mine(1);
      world.time().run(1_000);
    }
    world.await(
        "channels confirmed",
        () ->
            world.nodes().stream()
                .flatMap(node -> node.node().channels().stream())
                .filter(ChannelInfo::usable)
                .count(),
        2L * plan.channels().size(),
        10 * MINUTE_MILLIS,
        progress);
  }

  /** Gossip goes its real way: from node to node, every signature checked by every node. */
  private void spread() {
    Map<Integer, Long> known = new HashMap<>();
    long wanted = 2L * plan.channels().size();
    List<CompletableFuture<?>> questions = new ArrayList<>();
    world.await(
        "gossip spread",
        () -> {
          for (SimNode node : world.nodes()) {
            if (known.getOrDefault(node.number(), 0L) < wanted) {
              questions.add(
                  node.node()
                      .graph(Foundation::directions)
                      .thenAccept(count -> known.put(node.number(), count)));
            }
          }
          return known.values().stream().mapToLong(Long::longValue).sum();
        },
        wanted * plan.nodes(),
        120 * MINUTE_MILLIS,
        progress);
    awaitAll("graphs read", questions);
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
