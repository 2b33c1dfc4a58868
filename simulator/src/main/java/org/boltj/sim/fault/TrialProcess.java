package org.boltj.sim.fault;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Flow;
import org.boltj.base.Bytes;
import org.boltj.base.Network;
import org.boltj.node.LightningNode;
import org.boltj.node.NodeEvent;
import org.boltj.port.ChainSource;
import org.boltj.port.PublishResult;
import org.boltj.sim.world.VirtualTime;
import org.boltj.store.Store;
import org.boltj.store.StoreException;
import org.boltj.tx.Transaction;

/** A node from a start to a crash: the real one, driven in virtual time. */
final class TrialProcess implements Flow.Subscriber<NodeEvent> {
  private final TrialNode node;
  private final TrialWorld world;
  private final VirtualTime time;
  private final TrialChain chain;
  private final TrialTransport transport;
  private final LightningNode lightning;
  private final boolean mute;
  private boolean alive = true;
  private boolean stopped;
  private boolean working;
  private boolean woken;
  private long plannedMillis = Long.MAX_VALUE;
  private long busyUntilMillis;
  private long lagMillis;

  TrialProcess(TrialNode node, TrialWorld world, Store store, boolean mute) {
    this.node = node;
    this.world = world;
    this.time = world.time();
    this.mute = mute;
    this.chain = new TrialChain(world.chain().source(), this, node.plan().seesMempool());
    this.transport = new TrialTransport(world.network(), this);
    this.lightning =
        LightningNode.builder(Network.REGTEST)
            .keys(node.keys())
            .store(store)
            .chain(chain)
            .funds(node.purse())
            .feeEstimator(world.fees())
            .transport(transport)
            .entropy(node.entropy())
            .alias("node " + node.number())
            .relayPolicy(node.plan().relay())
            .channelPolicy(node.plan().policy())
            .gossipSources(Integer.MAX_VALUE)
            .drivenByCaller()
            .build();
  }

  void start() {
    lightning.events().subscribe(this);
    lightning.onWork(this::wake);
    try {
      lightning.start(node.nowMillis());
      if (mute) {
        transport.close();
      }
      wake();
    } catch (Crash crash) {
      node.died(this);
    } catch (StoreException e) {
      if (!world.injector().isActive()) {
        throw new IllegalStateException("node " + node.number() + " does not start", e);
      }
      node.died(this);
    }
  }

  TrialNode node() {
    return node;
  }

  LightningNode lightning() {
    return lightning;
  }

  TrialChain chain() {
    return chain;
  }

  boolean isIdle() {
    return alive && !stopped && !woken && !lightning.hasWork();
  }

  boolean isAlive() {
    return alive;
  }

  /** Whether nobody hears it. */
  boolean isMute() {
    return mute;
  }

  void die() {
    alive = false;
    chain.close();
    transport.die();
  }

  // --- work ---

  private void wake() {
    woken = true;
    if (!working) {
      plan(time.nowMillis());
    }
  }

  private void plan(long millis) {
    long at = Math.max(millis, busyUntilMillis);
    if (at < plannedMillis && alive) {
      plannedMillis = at;
      time.at(at, () -> work(at));
    }
  }

  private void work(long planned) {
    if (planned != plannedMillis || !alive) {
      return;
    }
    plannedMillis = Long.MAX_VALUE;
    working = true;
    int rounds = 0;
    try {
      boolean more = true;
      while ((more || woken) && rounds < TrialNode.MOST_ROUNDS) {
        woken = false;
        lagMillis = 0;
        more = lightning.poll(node.nowMillis());
        rounds++;
        if (lagMillis > 0) {
          break;
        }
      }
    } catch (Crash crash) {
      node.died(this);
      return;
    } finally {
      working = false;
    }
    world.witness().rested(node, rounds);
    if (stopped) {
      node.died(this);
      return;
    }
    busyUntilMillis = time.nowMillis() + lagMillis;
    if (woken || lightning.hasWork()) {
      plan(time.nowMillis());
    }
    plan(Math.max(time.nowMillis() + 1, node.worldMillis(lightning.nextDeadlineMillis())));
  }

  // --- what leaves ---

  /** The disk is slow: all that this round sends comes so much later. */
  void lag(long millis) {
    lagMillis = Math.max(lagMillis, millis);
  }

  long lagMillis() {
    return lagMillis;
  }

  /** What is sent instead of the message; empty when nothing is. */
  Optional<Bytes> speak(TrialNode to, Bytes message) {
    if (!alive || mute) {
      return Optional.empty();
    }
    if (world.injector().diesAtSend(node)) {
      throw new Crash();
    }
    world.witness().sent(node, to, message);
    return world.injector().say(node, to, message);
  }

  PublishResult publish(List<Transaction> transactions, ChainSource source) {
    if (world.injector().diesAtPublish(node)) {
      throw new Crash();
    }
    PublishResult result =
        world.injector().withholds(node, transactions)
            ? new PublishResult.Accepted()
            : source.publish(transactions).join();
    world.witness().published(node, transactions, result);
    return result;
  }

  // --- what happens ---

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(NodeEvent event) {
    if (event instanceof NodeEvent.Stopped) {
      stopped = true;
    }
    if (alive) {
      world.witness().told(node, event);
    }
  }

  @Override
  public void onError(Throwable failure) {
    throw new IllegalStateException(failure);
  }

  @Override
  public void onComplete() {}
}
