package org.boltj.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.Network;
import org.boltj.base.PublicKey;
import org.boltj.base.Satoshi;
import org.boltj.codec.WireWriter;
import org.boltj.crypto.Hash;
import org.boltj.port.Entropy;
import org.boltj.port.FeeEstimator;
import org.boltj.store.Change;
import org.boltj.store.MemoryStore;
import org.boltj.store.Store;
import org.boltj.store.StoreBatch;
import org.boltj.store.StoreException;
import org.boltj.store.StoredNode;
import org.boltj.transport.memory.InMemoryNetwork;

/** Nodes in one thread, in virtual time, on a chain that believes everything. */
final class TestWorld {
  private static final long START_MILLIS = 1_700_000_000_000L;

  final ScriptedChain chain = new ScriptedChain();
  final InMemoryNetwork network = new InMemoryNetwork(this::deliver);
  private final Map<List<PublicKey>, List<Runnable>> held = new LinkedHashMap<>();
  private final Map<List<PublicKey>, Integer> allowed = new HashMap<>();
  private final Map<String, LightningNode> nodes = new LinkedHashMap<>();
  private final Map<String, Store> stores = new LinkedHashMap<>();
  private final Map<String, List<NodeEvent>> events = new LinkedHashMap<>();
  private final Map<String, UnaryOperator<LightningNodeBuilder>> options = new LinkedHashMap<>();
  long nowMillis = START_MILLIS;

  LightningNode node(String name) {
    return node(name, UnaryOperator.identity());
  }

  LightningNode node(String name, UnaryOperator<LightningNodeBuilder> option) {
    stores.putIfAbsent(name, new MemoryStore());
    options.put(name, option);
    return start(name);
  }

  /** Replaces the store that a node will be started with. */
  void useStore(String name, Store store) {
    stores.put(name, store);
  }

  /** A copy of what a node has stored by now, as one that an operator keeps. */
  Store copyOfStore(String name) {
    try {
      StoredNode stored = stores.get(name).load();
      List<Change> changes = new ArrayList<>();
      stored.channels().forEach(state -> changes.add(new Change.PutChannel(state)));
      stored.peers().forEach(peer -> changes.add(new Change.PutPeer(peer)));
      stored.meta().forEach((key, value) -> changes.add(new Change.PutMeta(key, value)));
      changes.add(new Change.PutChainTrail(stored.trail()));
      MemoryStore copy = new MemoryStore();
      copy.write(new StoreBatch(changes));
      return copy;
    } catch (StoreException e) {
      throw new AssertionError(e);
    }
  }

  Store store(String name) {
    return stores.get(name);
  }

  /** Starts a node that was stopped. */
  LightningNode start(String name) {
    Bytes seed = Hash.sha256(Bytes.wrap(name.getBytes(UTF_8)));
    NodeKeys keys = NodeKeys.ofSeed(seed);
    LightningNode node =
        options
            .get(name)
            .apply(
                LightningNode.builder(Network.REGTEST)
                    .seed(seed)
                    .alias(name)
                    .store(stores.get(name))
                    .chain(chain.source())
                    .funds(new EndlessFunds(name + nowMillis))
                    .feeEstimator(FeeEstimator.fixed(new FeeratePerKw(1000)))
                    .transport(network.transport(keys.nodeSigner().nodeId()))
                    .entropy(counting(seed))
                    .drivenByCaller())
            .build();
    List<NodeEvent> heard = events.computeIfAbsent(name, n -> new ArrayList<>());
    node.events().subscribe(new Collector(heard));
    try {
      node.start(nowMillis);
    } catch (StoreException e) {
      throw new AssertionError(e);
    }
    nodes.put(name, node);
    return node;
  }

  /** Stops a node as a crash would, and starts it again from its store. */
  LightningNode restart(String name) {
    nodes.remove(name).close();
    nowMillis += 1;
    return start(name);
  }

  void stop(String name) {
    nodes.remove(name).close();
  }

  List<NodeEvent> events(String name) {
    return events.get(name);
  }

  <T extends NodeEvent> List<T> events(String name, Class<T> kind) {
    return events(name).stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** Randomness that is the same in every run, and never the same twice. */
  private Entropy counting(Bytes seed) {
    AtomicLong counter = new AtomicLong(nowMillis << 20);
    return size -> {
      Bytes block = Bytes.EMPTY;
      while (block.size() < size) {
        Bytes next =
            Hash.sha256(new WireWriter().bytes(seed).u64(counter.incrementAndGet()).toBytes());
        block = Bytes.concat(block, next);
      }
      return block.slice(0, size);
    };
  }

  /** Lets all nodes work until none has anything left to do at this moment. */
  void settle() {
    boolean more = true;
    for (int round = 0; more; round++) {
      if (round > 100_000) {
        throw new AssertionError("the nodes do not come to rest");
      }
      more = false;
      for (LightningNode node : List.copyOf(nodes.values())) {
        more |= node.poll(nowMillis);
      }
      for (LightningNode node : nodes.values()) {
        more |= node.hasWork();
      }
    }
  }

  /** Lets time pass, in steps, with all deadlines in it. */
  void advance(long millis) {
    long until = nowMillis + millis;
    settle();
    while (nowMillis < until) {
      long next = until;
      for (LightningNode node : nodes.values()) {
        next = Math.min(next, Math.max(node.nextDeadlineMillis(), nowMillis + 1));
      }
      nowMillis = next;
      settle();
    }
  }

  void mine(int blocks) {
    for (int i = 0; i < blocks; i++) {
      chain.mine(1);
      settle();
    }
  }

  <T> T await(CompletableFuture<T> future) {
    settle();
    assertThat(future).as("nothing is left to do, so it must be answered").isDone();
    return future.join();
  }

  void connect(LightningNode a, LightningNode b) {
    await(a.connect(new NodeUri(b.nodeId(), "memory", 1)));
  }

  /** A public channel, ready and known to all nodes that are connected. */
  ChannelId channel(LightningNode from, LightningNode to, long capacitySat) {
    return channel(from, OpenOptions.of(to.nodeId(), Satoshi.of(capacitySat)), to);
  }

  ChannelId channel(LightningNode from, OpenOptions options, LightningNode to) {
    if (from.peers().stream().noneMatch(p -> p.nodeId().equals(to.nodeId()))) {
      connect(from, to);
    }
    ChannelId id = await(from.openChannel(options));
    mine(6);
    await(from.awaitChannelReady(id));
    await(to.awaitChannelReady(id));
    advance(1_000);
    return id;
  }

  /** Keeps back what one node sends to another, until {@link #release}. */
  void hold(LightningNode from, LightningNode to) {
    held.put(List.of(from.nodeId(), to.nodeId()), new ArrayList<>());
  }

  /** Lets so many more messages through, then keeps back the others. */
  void holdAfter(int messages, LightningNode from, LightningNode to) {
    allowed.put(List.of(from.nodeId(), to.nodeId()), messages);
    hold(from, to);
  }

  void release(LightningNode from, LightningNode to) {
    held.remove(List.of(from.nodeId(), to.nodeId())).forEach(Runnable::run);
  }

  /** Lets the first message through that was held back. */
  void releaseOne(LightningNode from, LightningNode to) {
    held.get(List.of(from.nodeId(), to.nodeId())).remove(0).run();
    settle();
  }

  /** How many messages are held back. */
  int heldMessages(LightningNode from, LightningNode to) {
    return held.get(List.of(from.nodeId(), to.nodeId())).size();
  }

  /** What was held back is lost. */
  void drop(LightningNode from, LightningNode to) {
    held.remove(List.of(from.nodeId(), to.nodeId()));
  }

  private void deliver(PublicKey from, PublicKey to, Runnable arrival) {
    List<PublicKey> way = List.of(from, to);
    List<Runnable> waiting = held.get(way);
    boolean passes = allowed.merge(way, -1, Integer::sum) >= 0;
    if (waiting == null || passes) {
      arrival.run();
    } else {
      waiting.add(arrival);
    }
  }

  /** The expiry of the one HTLC in a channel. */
  int expiry(String name, ChannelId channel) {
    int[] height = new int[1];
    await(
        nodes
            .get(name)
            .feeDecision(
                channel,
                scenario -> {
                  height[0] = (int) scenario.outlook().htlcs().get(0).cltvExpiry().height();
                  return scenario;
                }));
    return height[0];
  }

  PublicKey id(String name) {
    return nodes.get(name).nodeId();
  }

  LightningNode get(String name) {
    return nodes.get(name);
  }

  private record Collector(List<NodeEvent> heard) implements Flow.Subscriber<NodeEvent> {
    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(NodeEvent event) {
      heard.add(event);
    }

    @Override
    public void onError(Throwable failure) {
      throw new AssertionError(failure);
    }

    @Override
    public void onComplete() {}
  }
}
