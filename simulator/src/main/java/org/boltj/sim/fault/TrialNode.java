package org.boltj.sim.fault;

import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.PublicKey;
import org.boltj.base.Satoshi;
import org.boltj.node.LightningNode;
import org.boltj.node.NodeKeys;
import org.boltj.node.NodeUri;
import org.boltj.port.Entropy;
import org.boltj.sim.world.Seed;
import org.boltj.store.MemoryStore;
import org.boltj.store.Store;
import org.boltj.wallet.funds.SeedWallet;
import org.jspecify.annotations.Nullable;

/** A node with what outlives its process: keys, disk, wallet and clock. */
public final class TrialNode {
  /** Rounds of work at one moment; more mean that a node does not come to rest. */
  public static final int MOST_ROUNDS = 10_000;

  private static final long RESTART_MILLIS = 500;

  private final TrialWorld world;
  private final int number;
  private final NodePlan plan;
  private final NodeKeys keys;
  private final PublicKey nodeId;
  private final Entropy entropy;
  private final Purse purse;
  private final TrialStore store;
  private @Nullable TrialProcess process;
  private long clockOffsetMillis;
  private long downMillis = RESTART_MILLIS;
  private boolean gone;
  private Satoshi funded = Satoshi.ZERO;

  TrialNode(TrialWorld world, int number, boolean keepsJournal) {
    Seed seed = world.scenario().seed();
    this.world = world;
    this.number = number;
    this.plan = world.scenario().nodes().get(number);
    this.keys = world.sharedKeys().of(NodeKeys.ofSeed(seed.bytes("node", number)));
    this.nodeId = keys.nodeSigner().nodeId();
    this.entropy = seed.entropy(number);
    this.purse = new Purse(world.wallet(seed.bytes("wallet", number)));
    this.store = new TrialStore(this, world.injector(), keepsJournal);
  }

  // --- life ---

  void start() {
    begin(new TrialProcess(this, world, store, false));
  }

  private void begin(TrialProcess started) {
    process = started;
    world.witness().changed(this, true);
    started.start();
  }

  /** How long it stays down when it dies next. */
  void downFor(long millis) {
    downMillis = millis;
  }

  void died(TrialProcess which) {
    which.die();
    if (process != which) {
      return;
    }
    process = null;
    world.witness().changed(this, false);
    long down = downMillis;
    downMillis = RESTART_MILLIS;
    world.time().after(down, this::revive);
  }

  /** Starts again at once, if it is down. */
  void revive() {
    if (process == null && !gone) {
      start();
    }
  }

  int mark() {
    return store.mark();
  }

  /** Stops, and closes all channels from an old copy of the disk. */
  void cheat(int mark) {
    TrialProcess running = process;
    gone = true;
    if (running != null) {
      running.die();
    }
    MemoryStore old = store.copy(mark);
    begin(new TrialProcess(this, world, old, true));
    lightning()
        .ifPresent(
            ghost -> ghost.channels().forEach(channel -> ghost.forceClose(channel.channelId())));
  }

  // --- clock ---

  void jump(long byMillis) {
    clockOffsetMillis += byMillis;
  }

  long nowMillis() {
    return world.time().nowMillis() + clockOffsetMillis;
  }

  /** A time of the node's clock as the world has it. */
  long worldMillis(long millis) {
    return millis == Long.MAX_VALUE ? millis : millis - clockOffsetMillis;
  }

  // --- what others see ---

  /** From 0 on. */
  public int number() {
    return number;
  }

  public PublicKey nodeId() {
    return nodeId;
  }

  public NodePlan plan() {
    return plan;
  }

  public NodeKeys keys() {
    return keys;
  }

  /** The running node; empty while its process is dead. */
  public Optional<LightningNode> lightning() {
    return Optional.ofNullable(process).map(TrialProcess::lightning);
  }

  Optional<TrialProcess> process() {
    return Optional.ofNullable(process);
  }

  /** Whether it has gone back to an old state, and talks to nobody. */
  public boolean isGone() {
    return gone;
  }

  /** Whether it runs, has done all that there was to do, and hears of each block at once. */
  public boolean isUpToDate() {
    return process != null && process.isIdle() && !process.chain().isAway();
  }

  /** What is durable. */
  public Store store() {
    return store;
  }

  public SeedWallet wallet() {
    return purse.wallet();
  }

  /** Whether money sent there is its own. */
  public boolean owns(Bytes scriptPubKey) {
    return purse.owns(scriptPubKey);
  }

  Purse purse() {
    return purse;
  }

  Entropy entropy() {
    return entropy;
  }

  void funded(Satoshi total) {
    funded = total;
  }

  /** What its wallet was given before the channels were opened. */
  public Satoshi funded() {
    return funded;
  }

  NodeUri uri() {
    return new NodeUri(nodeId, TrialTransport.host(number), TrialTransport.PORT);
  }

  @Override
  public String toString() {
    return "node " + number;
  }
}
