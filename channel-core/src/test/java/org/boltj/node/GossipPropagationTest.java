package org.boltj.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.boltj.base.Bytes;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.Network;
import org.boltj.crypto.Hash;
import org.boltj.gossip.graph.ChannelEntry;
import org.boltj.gossip.graph.NetworkGraph;
import org.boltj.gossip.message.ChannelAnnouncement;
import org.boltj.port.FeeEstimator;
import org.boltj.store.MemoryStore;
import org.boltj.store.StoreException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A thousand generated channels go through three nodes, each checked at each of them. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class GossipPropagationTest {
  private static final int CHANNELS = 1_000;
  private static final int NODES = 200;

  private final SignedGossip network = new SignedGossip(NODES);
  private final ScriptedChain chain = new ScriptedChain();
  private final List<PretendedFundings> sources = new ArrayList<>();
  private final List<LightningNode> nodes = new ArrayList<>();
  private final WirePeer origin = new WirePeer("origin");
  private final long now = System.currentTimeMillis() / 1_000;

  private LightningNode start(String name) throws StoreException {
    sources.add(new PretendedFundings(chain.source(), id -> id.txIndex() < 100));
    LightningNode node =
        LightningNode.builder(Network.REGTEST)
            .seed(Hash.sha256(Bytes.wrap(name.getBytes(UTF_8))))
            .store(new MemoryStore())
            .chain(sources.get(sources.size() - 1))
            .funds(new EndlessFunds(name))
            .feeEstimator(FeeEstimator.fixed(new FeeratePerKw(1000)))
            .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .build()
            .start();
    nodes.add(node);
    return node;
  }

  @AfterEach
  void close() {
    nodes.forEach(LightningNode::close);
    origin.close();
  }

  private static void connect(LightningNode from, LightningNode to) {
    int port = to.listenAddresses().get(0).getPort();
    from.connect(new NodeUri(to.nodeId(), "127.0.0.1", port)).join();
  }

  private void tell(LightningNode node) {
    origin.greet(node);
    for (int channel = 0; channel < CHANNELS; channel++) {
      origin.send(network.channel(channel));
      origin.send(network.update(channel, true, now - 1_000));
      origin.send(network.update(channel, false, now - 2_000));
    }
    for (int number = 0; number < NODES; number++) {
      origin.send(network.node(number, now - 500));
    }
  }

  private static List<ChannelEntry> channels(LightningNode node) {
    return node.graph(
            graph -> {
              List<ChannelEntry> entries = new ArrayList<>();
              graph.forEachChannel(entries::add);
              return entries;
            })
        .join();
  }

  private static boolean knowsAll(LightningNode node) {
    return GraphWatch.sees(node, GossipPropagationTest::isWhole, 60_000);
  }

  private static boolean isWhole(NetworkGraph graph) {
    for (int channel = 0; channel < CHANNELS; channel++) {
      if (graph.channelUpdate(SignedGossip.id(channel), 0).isEmpty()
          || graph.channelUpdate(SignedGossip.id(channel), 1).isEmpty()) {
        return false;
      }
    }
    for (int node = 0; node < NODES; node++) {
      if (graph.nodeAnnouncement(SignedGossip.nodeId(node)).isEmpty()) {
        return false;
      }
    }
    return graph.channelCount() == CHANNELS;
  }

  @Test
  void new_gossip_passes_through_three_nodes() throws StoreException {
    LightningNode alice = start("alice");
    LightningNode bob = start("bob");
    LightningNode carol = start("carol");
    connect(alice, bob);
    connect(bob, carol);
    tell(alice);
    assertThat(knowsAll(carol)).isTrue();
    assertThat(channels(carol)).isEqualTo(channels(alice)).isEqualTo(channels(bob));
    assertThat(sources).allSatisfy(s -> assertThat(s.lookups.get()).isEqualTo(CHANNELS));
    assertThat(origin.count(ChannelAnnouncement.class)).as("nothing comes back").isZero();
  }

  @Test
  void who_comes_later_asks_for_it() throws StoreException {
    LightningNode alice = start("alice");
    tell(alice);
    assertThat(knowsAll(alice)).isTrue();
    LightningNode bob = start("bob");
    connect(bob, alice);
    assertThat(knowsAll(bob)).isTrue();
    LightningNode carol = start("carol");
    connect(carol, bob);
    assertThat(knowsAll(carol)).isTrue();
    assertThat(channels(carol)).isEqualTo(channels(alice));
  }
}
