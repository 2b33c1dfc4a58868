package org.boltj.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.boltj.base.ChannelId;
import org.boltj.base.ShortChannelId;
import org.boltj.gossip.graph.NetworkGraph;
import org.boltj.node.NodeEvent;
import org.boltj.node.PaymentResult;

@LdkInterop
class GossipInteropTest {
  private static final long AMOUNT_MSAT = 20_000_000;

  @Cell("gossip: another LDK learns boltj's channel, and pays over it")
  void ldkLearns(ChannelKind kind) throws Exception {
    try (InteropWorld world = new InteropWorld(kind)) {
      BoltjPeer boltj = world.boltj("boltj");
      Ldk partner = world.ldk("partner");
      Ldk stranger = world.ldk("stranger");
      boltj.connect(partner);
      world.confirmed(world.open(boltj, partner, options -> options), boltj, partner);
      partner.await("graph", Map.of("usable", 1));

      world.channel(stranger, boltj);
      stranger.await("graph", Map.of("usable", 1));

      String hash = stranger.pay(partner.invoice(AMOUNT_MSAT));
      stranger.awaitSent(hash);
      boltj.events().await(NodeEvent.PaymentForwarded.class);
    }
  }

  @Cell("gossip: boltj learns LDK's channel, and pays over it")
  void boltjLearns(ChannelKind kind) throws Exception {
    try (InteropWorld world = new InteropWorld(kind)) {
      Ldk hop = world.ldk("hop", Map.of("announce", true));
      Ldk payee = world.ldk("payee", Map.of("announce", true));
      BoltjPeer boltj = world.boltj("boltj");
      hop.connect(payee);
      ChannelId announced =
          hop.open(payee.nodeId(), InteropWorld.CAPACITY_SAT, InteropWorld.PUSH_MSAT);
      world.mine(6);
      hop.awaitUsable(announced);
      payee.await("graph", Map.of("usable", 1));
      hop.await("graph", Map.of("usable", 1));

      world.channel(boltj, hop);
      ShortChannelId scid = new ShortChannelId(hop.channel(announced).get("scid").asLong());
      InteropWorld.await(
          "channel " + scid + " in the graph",
          () ->
              BoltjPeer.get(boltj.node().graph(graph -> knowsBothDirections(graph, scid)))
                  ? Optional.of(scid)
                  : Optional.empty());

      PaymentResult paid = BoltjPeer.get(boltj.node().pay(payee.invoice(AMOUNT_MSAT)));
      assertThat(paid.fee().isZero()).isFalse();
    }
  }

  private static boolean knowsBothDirections(NetworkGraph graph, ShortChannelId scid) {
    return graph.channelUpdate(scid, 0).isPresent() && graph.channelUpdate(scid, 1).isPresent();
  }
}
