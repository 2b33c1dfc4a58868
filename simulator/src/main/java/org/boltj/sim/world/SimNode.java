package org.boltj.sim.world;

import java.time.Duration;
import org.boltj.base.Feature;
import org.boltj.base.Features;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.Network;
import org.boltj.base.PublicKey;
import org.boltj.node.ChannelInfo;
import org.boltj.node.LightningNode;
import org.boltj.node.LightningNodeBuilder;
import org.boltj.node.NodeKeys;
import org.boltj.node.NodeUri;
import org.boltj.port.FeeEstimator;
import org.boltj.store.Store;
import org.boltj.store.StoreException;
import org.boltj.wallet.funds.SeedWallet;

/**
 * A real node whose work is done in virtual time: when something comes in, and when it has planned
 * something for itself.
 */
public final class SimNode {
  /** Blobs of 64 KiB for each channel would be most of what is sent and kept. */
  private static final Features WITHOUT_STORAGE =
      LightningNodeBuilder.DEFAULT_FEATURES.without(Feature.OPTION_PROVIDE_STORAGE);

  /** 2 sat per virtual byte: fees do not matter here. */
  private static final FeeratePerKw FEERATE = new FeeratePerKw(500);

  /** BOLT 7 wants gossip in batches of a minute; less virtual time is wasted with less. */
  private static final Duration GOSSIP_FLUSH = Duration.ofSeconds(1);

  private static final int LEAST_GOSSIP_LOG = 1_000;

  /** An announcement, two updates and its share of the node announcements. */
  private static final int MESSAGES_OF_A_CHANNEL = 4;

  private final VirtualTime time;
  private final int number;
  private final LightningNode node;
  private final Store store;
  private final SeedWallet wallet;
  private long plannedMillis = Long.MAX_VALUE;
  private boolean working;
  private boolean woken;

  private SimNode(
      VirtualTime time, int number, LightningNode node, Store store, SeedWallet wallet) {
    this.time = time;
    this.number = number;
    this.node = node;
    this.store = store;
    this.wallet = wallet;
  }

  static SimNode create(
      WorldPlan plan,
      int number,
      SharedKeys shared,
      VirtualTime time,
      SimChain chain,
      MemoryNetwork network) {
    NodeKeys keys = shared.of(NodeKeys.ofSeed(plan.seed().bytes("node", number)));
    SeedWallet wallet = chain.wallet(plan.seed().bytes("wallet", number));
    Store store = new GossiplessStore();
    MemoryTransport transport = network.transport(number, keys.nodeSigner().nodeId());
    LightningNode node =
        LightningNode.builder(Network.REGTEST)
            .keys(keys)
            .store(store)
            .chain(chain.source())
            .funds(wallet)
            .feeEstimator(FeeEstimator.fixed(FEERATE))
            .transport(transport)
            .listen(transport.address())
            .entropy(plan.seed().entropy(number))
            .alias("node " + number)
            .relayPolicy(plan.policies().get(number))
            .routing(plan.routing())
            .gossipFlush(GOSSIP_FLUSH)
            .gossipLogSize(gossipLogSize(plan))
            .gossipSources(Integer.MAX_VALUE)
            .features(WITHOUT_STORAGE)
            .drivenByCaller()
            .build();
    return new SimNode(time, number, node, store, wallet);
  }

  /** All of the gossip of this network, so that nobody misses any. */
  private static int gossipLogSize(WorldPlan plan) {
    return Math.max(LEAST_GOSSIP_LOG, MESSAGES_OF_A_CHANNEL * plan.channels().size());
  }

  void start() {
    node.onWork(this::wake);
    try {
      node.start(time.nowMillis());
    } catch (StoreException e) {
      throw new IllegalStateException("a store in memory does not fail", e);
    }
    wake();
  }

  // --- work ---

  /** Something came in: the node works as soon as what happens now is over. */
  private void wake() {
    woken = true;
    if (!working) {
      plan(time.nowMillis());
    }
  }

  private void plan(long millis) {
    if (millis < plannedMillis) {
      plannedMillis = millis;
      time.at(millis, () -> work(millis));
    }
  }

  private void work(long planned) {
    if (planned != plannedMillis) {
      return; // An earlier plan took the place of this one.
    }
    plannedMillis = Long.MAX_VALUE;
    working = true;
    boolean more = true;
    while (more || woken) {
      woken = false;
      more = node.poll(time.nowMillis());
    }
    working = false;
    plan(node.nextDeadlineMillis());
  }

  // --- what others see ---

  /** From 0 on. */
  public int number() {
    return number;
  }

  public PublicKey nodeId() {
    return node.nodeId();
  }

  /** The node itself; its futures complete as virtual time passes. */
  public LightningNode node() {
    return node;
  }

  /** What the node has stored, gossip left out. */
  public Store store() {
    return store;
  }

  SeedWallet wallet() {
    return wallet;
  }

  NodeUri uri() {
    return new NodeUri(nodeId(), MemoryTransport.host(number), MemoryTransport.PORT);
  }

  /** What it has in channels, pending HTLCs left out. */
  public MilliSatoshi balance() {
    return node.channels().stream()
        .map(ChannelInfo::localBalance)
        .reduce(MilliSatoshi.ZERO, MilliSatoshi::plus);
  }

  /** HTLCs in its channels, in both directions. */
  public int pendingHtlcs() {
    return node.channels().stream().mapToInt(ChannelInfo::pendingHtlcs).sum();
  }
}
