package org.boltj.sim.fault;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.Network;
import org.boltj.base.PublicKey;
import org.boltj.port.FeeEstimator;
import org.boltj.sim.world.SharedKeys;
import org.boltj.sim.world.VirtualTime;
import org.boltj.tx.Transaction;
import org.boltj.wallet.funds.SeedWallet;
import org.boltj.wallet.regtest.Block;
import org.boltj.wallet.regtest.ChainObserver;
import org.boltj.wallet.regtest.RegtestChain;
import org.boltj.wallet.regtest.RelayPolicy;

/**
 * The nodes of a scenario, the network between them and their chain, all on one thread in virtual
 * time, with the faults of a plan. Equal scenarios and plans give equal runs.
 */
public final class TrialWorld {
  /** How long faults strike while channels are closed (ms). */
  static final long CLOSING_MILLIS = 90_000;

  /** Sources of blocks tell first what is gone; what came in its place follows (ms). */
  private static final long REORG_MILLIS = 300;

  private static final int WALLET_GAP = 5;
  private static final long BASE_FEERATE = 1_000;
  private static final long MINIMUM_FEERATE = 253;
  private static final Bytes MINERS = Bytes.fromHex("0014" + "11".repeat(20));

  private final Scenario scenario;
  private final FaultPlan plan;
  private final Set<Integer> liars;
  private final Witness witness;
  private final VirtualTime time = new VirtualTime();
  private final RegtestChain chain = new RegtestChain(RelayPolicy.DEFAULT, time);
  private final TrialNetwork network;
  private final Injector injector;
  private final List<TrialNode> nodes = new ArrayList<>();
  private final Map<PublicKey, TrialNode> byId = new HashMap<>();
  private final List<ChannelId> channelIds = new ArrayList<>();
  private int startHeight;
  private final SharedKeys sharedKeys = new SharedKeys();
  private int feePercent = 100;
  private int fullBlocks;

  TrialWorld(Scenario scenario, FaultPlan plan, Witness witness) {
    this.scenario = scenario;
    this.plan = plan;
    this.liars = plan.liars();
    this.witness = witness;
    this.network = new TrialNetwork(time, scenario.seed(), scenario.latency());
    this.injector = new Injector(this, plan);
  }

  /** The nodes with their channels open and known to all; nothing has gone wrong yet. */
  public static TrialWorld build(Scenario scenario, FaultPlan plan, Witness witness) {
    TrialWorld world = new TrialWorld(scenario, plan, witness);
    new TrialFoundation(world).lay();
    return world;
  }

  void createNodes() {
    for (int number = 0; number < scenario.nodes().size(); number++) {
      int n = number;
      boolean cheats =
          plan.faults().stream().anyMatch(f -> f instanceof Fault.Cheat c && c.node() == n);
      TrialNode node = new TrialNode(this, number, cheats);
      nodes.add(node);
      byId.put(node.nodeId(), node);
    }
    startHeight = chain.height();
    chain.observe(
        new ChainObserver() {
          @Override
          public void blockConnected(Block block) {
            witness.blockConnected(block);
          }

          @Override
          public void blockDisconnected(Block block) {
            witness.blockDisconnected(block);
          }
        });
  }

  void opened(List<ChannelId> ids) {
    channelIds.addAll(ids);
  }

  /** The channels in the order of the scenario. */
  public List<ChannelId> channelIds() {
    return List.copyOf(channelIds);
  }

  /** The height before the first channel was funded. */
  public int startHeight() {
    return startHeight;
  }

  // --- what a run does ---

  /** From now on faults strike. */
  public void unleash() {
    witness.begun(this);
    injector.begin();
  }

  /** From now on channels are closed, and the faults of that time strike. */
  public void beginClosing() {
    injector.beginClosing();
  }

  /** Faults end for good: nothing new strikes. Lies are kept up. */
  public void calm() {
    injector.end();
    heal();
  }

  /** All lines are whole again, and what is down comes up. */
  public void heal() {
    network.heal();
    feePercent = 100;
    fullBlocks = 0;
    for (TrialNode node : nodes) {
      node.process().ifPresent(process -> process.chain().comeBack());
      node.revive();
    }
  }

  /** Lets time pass until that is so, or for so long at most. */
  public boolean await(BooleanSupplier done, long limitMillis) {
    long end = time.nowMillis() + limitMillis;
    while (!done.getAsBoolean()) {
      if (time.nowMillis() >= end) {
        return false;
      }
      time.run(100);
    }
    return true;
  }

  /** Mines a block, with what the mempool holds unless blocks are full. */
  public void mine() {
    if (fullBlocks > 0) {
      fullBlocks--;
      chain.mineEmpty(1);
    } else {
      chain.mine(1);
    }
  }

  // --- what faults do ---

  void reorg(Fault.Reorg reorg) {
    chain.disconnect(reorg.depth());
    if (reorg.forgets()) {
      chain.mempool().stream()
          .filter(tx -> !isKept(tx, reorg.keepPercent()))
          .forEach(tx -> chain.evict(tx.txid()));
    }
    time.after(
        REORG_MILLIS,
        () -> chain.mine(reorg.depth() + 1, MINERS, tx -> isKept(tx, reorg.keepPercent())));
  }

  private static boolean isKept(Transaction tx, int percent) {
    return tx.txid().value().unsigned(0) * 100 < percent * 256;
  }

  void feePercent(int percent) {
    feePercent = percent;
  }

  void fillBlocks(int blocks) {
    fullBlocks += blocks;
  }

  void evictAll() {
    chain.mempool().forEach(tx -> chain.evict(tx.txid()));
  }

  /** The last height at which the node can still claim all of its incoming HTLCs. */
  int lastBlockFor(TrialNode node) {
    return StoredChannels.of(node).earliestIncomingExpiry().orElse(0) - 2;
  }

  // --- parts ---

  public Scenario scenario() {
    return scenario;
  }

  public FaultPlan plan() {
    return plan;
  }

  public VirtualTime time() {
    return time;
  }

  public RegtestChain chain() {
    return chain;
  }

  public int height() {
    return chain.height();
  }

  TrialNetwork network() {
    return network;
  }

  SharedKeys sharedKeys() {
    return sharedKeys;
  }

  Injector injector() {
    return injector;
  }

  Witness witness() {
    return witness;
  }

  public List<TrialNode> nodes() {
    return List.copyOf(nodes);
  }

  public TrialNode node(int number) {
    return nodes.get(number);
  }

  /** The node with that key. */
  public TrialNode node(PublicKey nodeId) {
    TrialNode node = byId.get(nodeId);
    if (node == null) {
      throw new IllegalArgumentException("no node has the key " + nodeId);
    }
    return node;
  }

  /** Whether the node keeps to the protocol in this run. */
  public boolean isHonest(TrialNode node) {
    return !liars.contains(node.number());
  }

  /** Messages between nodes that are on their way. */
  public long messagesInFlight() {
    return network.inFlight();
  }

  /** Messages sent so far. */
  public long messages() {
    return network.messages();
  }

  FeeEstimator fees() {
    return blocks -> new FeeratePerKw(Math.max(MINIMUM_FEERATE, BASE_FEERATE * feePercent / 100));
  }

  SeedWallet wallet(Bytes seed) {
    SeedWallet wallet = new SeedWallet(Network.REGTEST, seed, WALLET_GAP);
    chain.source().start(chain.height(), wallet);
    return wallet;
  }
}
