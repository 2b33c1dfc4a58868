package org.boltj.fees;

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
import org.boltj.base.OutPoint;
import org.boltj.base.PublicKey;
import org.boltj.base.Satoshi;
import org.boltj.base.TxId;
import org.boltj.codec.WireWriter;
import org.boltj.crypto.Hash;
import org.boltj.node.LightningNode;
import org.boltj.node.LightningNodeBuilder;
import org.boltj.node.NodeEvent;
import org.boltj.node.NodeKeys;
import org.boltj.node.NodeUri;
import org.boltj.node.OpenOptions;
import org.boltj.port.Entropy;
import org.boltj.port.FeeEstimator;
import org.boltj.store.MemoryStore;
import org.boltj.store.Store;
import org.boltj.store.StoreException;
import org.boltj.transport.memory.InMemoryNetwork;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxInput;
import org.boltj.wallet.funds.SeedWallet;
import org.boltj.wallet.regtest.RegtestChain;

/** A regtest chain whose miners take only what pays enough, and nodes driven by the test. */
final class CongestedWorld {
  /** Where the miners' money goes. */
  private static final Bytes MINER = Bytes.fromHex("0014" + "11".repeat(20));

  final RegtestChain chain = RegtestChain.withMatureCoins();
  private final InMemoryNetwork network = new InMemoryNetwork(this::deliver);
  private final Map<List<PublicKey>, Integer> allowed = new HashMap<>();
  private final Map<String, LightningNode> nodes = new LinkedHashMap<>();
  private final Map<String, Store> stores = new LinkedHashMap<>();
  private final Map<String, List<NodeEvent>> events = new LinkedHashMap<>();
  private final Map<String, SeedWallet> wallets = new LinkedHashMap<>();
  private final Map<String, UnaryOperator<LightningNodeBuilder>> options = new LinkedHashMap<>();
  private long nowMillis = 1_700_000_000_000L;

  /** What estimators say, sat/vB: for the next block, and for a day. */
  private long nextBlock = 4;

  private long patient = 4;

  /** What miners ask for, sat/vB. */
  private long asked;

  void estimates(long patientSatPerVByte, long nextBlockSatPerVByte) {
    patient = patientSatPerVByte;
    nextBlock = nextBlockSatPerVByte;
  }

  /** Miners take, and mempools keep, nothing below that; the estimates know. */
  void congest(long satPerVByte) {
    chain.mempoolMinimum(satPerVByte * 1000);
    minersAsk(satPerVByte);
    estimates(satPerVByte, satPerVByte * 2);
  }

  /** Miners take nothing below that, whatever the estimates say. */
  void minersAsk(long satPerVByte) {
    asked = satPerVByte;
  }

  private FeeratePerKw estimate(int targetBlocks) {
    return FeeratePerKw.ofSatPerVByte(
        targetBlocks >= 144 ? patient : targetBlocks <= 2 ? nextBlock : (patient + nextBlock) / 2);
  }

  LightningNode node(String name, UnaryOperator<LightningNodeBuilder> option) {
    stores.put(name, new MemoryStore());
    events.put(name, new ArrayList<>());
    options.put(name, option);
    wallets.put(name, chain.wallet(seed(name + " wallet")));
    return start(name);
  }

  LightningNode start(String name) {
    NodeKeys keys = NodeKeys.ofSeed(seed(name));
    FeeEstimator estimator = this::estimate;
    LightningNode node =
        options
            .get(name)
            .apply(
                LightningNode.builder(Network.REGTEST)
                    .keys(keys)
                    .alias(name)
                    .store(stores.get(name))
                    .chain(chain.source())
                    .funds(wallets.get(name))
                    .feeEstimator(estimator)
                    .transport(network.transport(keys.nodeSigner().nodeId()))
                    .entropy(counting(name))
                    .drivenByCaller())
            .build();
    node.events().subscribe(new Collector(events.get(name)));
    try {
      node.start(nowMillis);
    } catch (StoreException e) {
      throw new AssertionError(e);
    }
    nodes.put(name, node);
    return node;
  }

  void stop(String name) {
    nodes.remove(name).close();
    settle();
  }

  LightningNode restart(String name) {
    nodes.remove(name).close();
    return start(name);
  }

  SeedWallet wallet(String name) {
    return wallets.get(name);
  }

  void fund(String name, long sat) {
    chain.fund(wallets.get(name).newScriptPubKey(), Satoshi.of(sat));
    chain.mine(1);
    settle();
  }

  <T extends NodeEvent> List<T> events(String name, Class<T> kind) {
    return events.get(name).stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private static Bytes seed(String name) {
    return Hash.sha256(Bytes.wrap(name.getBytes(UTF_8)));
  }

  private Entropy counting(String name) {
    AtomicLong counter = new AtomicLong(nowMillis << 20);
    return size -> {
      Bytes all = Bytes.EMPTY;
      while (all.size() < size) {
        Bytes next =
            Hash.sha256(
                new WireWriter().bytes(seed(name)).u64(counter.incrementAndGet()).toBytes());
        all = Bytes.concat(all, next);
      }
      return all.slice(0, size);
    };
  }

  /** Lets so many more messages through, and loses the others. */
  void cutAfter(int messages, LightningNode from, LightningNode to) {
    allowed.put(List.of(from.nodeId(), to.nodeId()), messages);
  }

  private void deliver(PublicKey from, PublicKey to, Runnable arrival) {
    Integer left = allowed.computeIfPresent(List.of(from, to), (way, count) -> count - 1);
    if (left == null || left >= 0) {
      arrival.run();
    }
  }

  void settle() {
    boolean more = true;
    while (more) {
      more = false;
      for (LightningNode node : List.copyOf(nodes.values())) {
        more |= node.poll(nowMillis);
      }
      for (LightningNode node : nodes.values()) {
        more |= node.hasWork();
      }
    }
  }

  void advance(long millis) {
    for (long step = 0; step < millis; step += 100) {
      nowMillis += 100;
      settle();
    }
  }

  <T> T await(CompletableFuture<T> future) {
    settle();
    assertThat(future).isDone();
    return future.join();
  }

  /** Blocks with what pays enough, by itself or with what spends it. */
  void mine(int blocks) {
    for (int i = 0; i < blocks; i++) {
      nowMillis += 1_000;
      List<Transaction> waiting = chain.mempool();
      chain.mine(1, MINER, tx -> paysEnough(tx, waiting));
      settle();
    }
  }

  private boolean paysEnough(Transaction tx, List<Transaction> mempool) {
    if (satPerVByte(List.of(tx)) >= asked) {
      return true;
    }
    return mempool.stream()
        .filter(
            child -> child.inputs().stream().anyMatch(i -> i.outPoint().txid().equals(tx.txid())))
        .anyMatch(child -> satPerVByte(List.of(tx, child)) >= asked);
  }

  /** What these pay together. */
  double satPerVByte(List<Transaction> transactions) {
    double fee = transactions.stream().mapToLong(this::feeSat).sum();
    return fee * 4 / transactions.stream().mapToLong(Transaction::weight).sum();
  }

  long feeSat(Transaction tx) {
    long fee = 0;
    for (TxInput input : tx.inputs()) {
      OutPoint spent = input.outPoint();
      Transaction parent = chain.transaction(spent.txid()).orElseThrow();
      fee += parent.outputs().get((int) spent.index()).amount().sat();
    }
    return fee - tx.outputs().stream().mapToLong(output -> output.amount().sat()).sum();
  }

  boolean isConfirmed(TxId txid) {
    return chain.confirmations(txid) > 0;
  }

  /** A channel that is ready on both sides. */
  ChannelId channel(LightningNode from, OpenOptions options, LightningNode to) {
    if (from.peers().stream().noneMatch(p -> p.nodeId().equals(to.nodeId()))) {
      await(from.connect(new NodeUri(to.nodeId(), "memory", 1)));
    }
    ChannelId id = await(from.openChannel(options));
    mine(6);
    await(from.awaitChannelReady(id));
    await(to.awaitChannelReady(id));
    advance(1_000);
    return id;
  }

  /** The height at which the one HTLC of a channel expires. */
  int expiry(LightningNode node, ChannelId channel) {
    int[] height = new int[1];
    await(
        node.feeDecision(
            channel,
            scenario -> {
              height[0] = (int) scenario.outlook().htlcs().get(0).cltvExpiry().height();
              return scenario;
            }));
    return height[0];
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
