package org.boltj.gossip.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.boltj.gossip.TestKeys.NOW;
import static org.boltj.gossip.TestKeys.channel;
import static org.boltj.gossip.TestKeys.fundingKey;
import static org.boltj.gossip.TestKeys.key;
import static org.boltj.gossip.TestKeys.node;
import static org.boltj.gossip.TestKeys.signer;
import static org.boltj.gossip.TestKeys.update;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.boltj.base.Network;
import org.boltj.base.Satoshi;
import org.boltj.base.ShortChannelId;
import org.boltj.gossip.message.EncodedGossip;
import org.boltj.gossip.message.GossipMessage;

/** A batch does to the graph what its messages do one after the other. */
class BatchesTest {
  private static final List<String> NAMES = List.of("alice", "bob", "carol", "dave");
  private static final GraphLimits LIMITS = new GraphLimits(6, 4, 3, 2);

  private record Channel(ShortChannelId id, String node, String other) {
    static Channel any(Random random) {
      int first = random.nextInt(NAMES.size());
      int second = (first + 1 + random.nextInt(NAMES.size() - 1)) % NAMES.size();
      ShortChannelId id = ShortChannelId.of(100 + random.nextInt(8), 1, 0);
      return new Channel(id, NAMES.get(first), NAMES.get(second));
    }
  }

  /** Some outputs are found at once, some later, some never. */
  private static FundingAnswer lookUp(ShortChannelId id) {
    return switch (id.blockHeight() % 4) {
      case 0 -> new FundingAnswer.Unchecked();
      case 1 -> new FundingAnswer.Later();
      case 2 ->
          new FundingAnswer.Unspent(
              FundingScript.of(key(fundingKey("alice", id)), key(fundingKey("bob", id))),
              Satoshi.of(1000));
      default -> new FundingAnswer.Absent();
    };
  }

  private static GossipMessage any(Random random) {
    Channel any = Channel.any(random);
    boolean forged = random.nextInt(6) == 0;
    long timestamp = NOW + random.nextInt(5) - (random.nextInt(20) == 0 ? 2_000_000 : 0);
    return switch (random.nextInt(4)) {
      case 0 -> {
        GossipMessage announcement = channel(any.node(), any.other(), any.id());
        yield forged
            ? channel(any.node(), any.other(), any.id())
                .sign(key(any.node()), signer("mallory"), signer("mallory"))
            : announcement;
      }
      case 1 -> {
        String name = any.node();
        yield forged ? node(name, timestamp).sign(signer("mallory")) : node(name, timestamp);
      }
      default ->
          forged
              ? update(any.node(), any.other(), any.id(), timestamp).sign(signer("mallory"))
              : update(any.node(), any.other(), any.id(), timestamp);
    };
  }

  @Property(tries = 60)
  void aBatchIsItsMessages(@ForAll long seed) {
    Random random = new Random(seed);
    NetworkGraph oneByOne =
        new NetworkGraph(Network.REGTEST.chainHash(), BatchesTest::lookUp, LIMITS);
    NetworkGraph inBatches =
        new NetworkGraph(Network.REGTEST.chainHash(), BatchesTest::lookUp, LIMITS);
    for (int round = 0; round < 4; round++) {
      List<GossipMessage> batch = new ArrayList<>();
      for (int i = random.nextInt(40); i > 0; i--) {
        batch.add(any(random));
      }
      List<GossipResult> expected = batch.stream().map(m -> oneByOne.accept(m, NOW)).toList();
      assertThat(inBatches.acceptAll(batch.stream().map(EncodedGossip::of).toList(), NOW))
          .isEqualTo(expected);
      ShortChannelId answered = ShortChannelId.of(100 + random.nextInt(8), 1, 0);
      FundingAnswer answer = new FundingAnswer.Unchecked();
      assertThat(inBatches.fundingAnswered(answered, answer, NOW))
          .isEqualTo(oneByOne.fundingAnswered(answered, answer, NOW));
      assertSame(inBatches, oneByOne);
    }
  }

  private static void assertSame(NetworkGraph graph, NetworkGraph other) {
    List<Object> held = new ArrayList<>();
    List<Object> expected = new ArrayList<>();
    graph.forEachChannel(held::add);
    other.forEachChannel(expected::add);
    for (String name : NAMES) {
      held.add(graph.nodeAnnouncement(key(name)));
      expected.add(other.nodeAnnouncement(key(name)));
    }
    assertThat(held).isEqualTo(expected);
    assertThat(graph.pendingCount()).isEqualTo(other.pendingCount());
  }
}
