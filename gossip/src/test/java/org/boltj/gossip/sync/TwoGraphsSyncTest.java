package org.boltj.gossip.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.boltj.gossip.TestKeys.NOW;
import static org.boltj.gossip.TestKeys.channel;
import static org.boltj.gossip.TestKeys.key;
import static org.boltj.gossip.TestKeys.node;
import static org.boltj.gossip.TestKeys.policy;
import static org.boltj.gossip.TestKeys.update;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.boltj.base.Bytes;
import org.boltj.base.Feature;
import org.boltj.base.Features;
import org.boltj.base.Network;
import org.boltj.base.ShortChannelId;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireMessage;
import org.boltj.codec.WireReader;
import org.boltj.gossip.graph.ChannelEntry;
import org.boltj.gossip.graph.FundingLookup;
import org.boltj.gossip.graph.NetworkGraph;
import org.boltj.gossip.message.ChannelAnnouncement;
import org.boltj.gossip.message.ChannelUpdate;
import org.boltj.gossip.message.GossipMessage;
import org.boltj.gossip.message.GossipTimestampFilter;
import org.boltj.gossip.message.NodeAnnouncement;
import org.boltj.gossip.message.QueryChannelRange;
import org.boltj.gossip.message.QueryShortChannelIds;
import org.boltj.gossip.message.ReplyChannelRange;
import org.boltj.gossip.message.ReplyShortChannelIdsEnd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two nodes talk until they know the same network. */
class TwoGraphsSyncTest {
  private static final String[] NODES = {"n0", "n1", "n2", "n3", "n4"};

  private static final class Node {
    final NetworkGraph graph =
        new NetworkGraph(Network.REGTEST.chainHash(), FundingLookup.UNCHECKED);
    final GossipSync sync =
        new GossipSync(graph, new GossipLog(100), new SyncLimits(4, 5, 1000, 100, 60, 300, 10));
    final Queue<Bytes> outbox = new ArrayDeque<>();
    final List<Boolean> synced = new ArrayList<>();
    PeerSync state;

    Node(String peer, Features remote, boolean fullSync) {
      SyncStep step = sync.start(key(peer), remote, true, NOW);
      state = step.state();
      run(step);
      if (fullSync) {
        run(sync.compare(state, 1_000, NOW));
      }
    }

    private void run(SyncStep step) {
      state = step.state();
      for (SyncAction action : step.actions()) {
        switch (action) {
          case SyncAction.Send send -> outbox.add(send.message());
          case SyncAction.Synced done -> synced.add(done.complete());
          case SyncAction.Warn warn -> throw new AssertionError(warn.text());
        }
      }
    }

    void receive(Bytes message) throws DecodeException {
      WireMessage decoded = decode(message);
      if (decoded instanceof GossipMessage gossip) {
        graph.accept(gossip, NOW);
      } else {
        run(sync.step(state, new SyncEvent.Received(decoded, NOW)));
      }
    }

    void write() {
      run(sync.step(state, new SyncEvent.Writable(3)));
    }
  }

  private static WireMessage decode(Bytes message) throws DecodeException {
    WireReader in = new WireReader(message);
    return switch (in.u16()) {
      case ChannelAnnouncement.TYPE -> ChannelAnnouncement.decode(in);
      case ChannelUpdate.TYPE -> ChannelUpdate.decode(in);
      case NodeAnnouncement.TYPE -> NodeAnnouncement.decode(in);
      case QueryChannelRange.TYPE -> QueryChannelRange.decode(in);
      case QueryShortChannelIds.TYPE -> QueryShortChannelIds.decode(in);
      case ReplyChannelRange.TYPE -> ReplyChannelRange.decode(in);
      case ReplyShortChannelIdsEnd.TYPE -> ReplyShortChannelIdsEnd.decode(in);
      case GossipTimestampFilter.TYPE -> GossipTimestampFilter.decode(in);
      default -> throw new AssertionError("unexpected message " + message);
    };
  }

  private static void add(NetworkGraph graph, int number, long timestamp, long back) {
    ShortChannelId id = ShortChannelId.of(100 + number / 4, number, 0);
    String a = NODES[number % 5];
    String b = NODES[(number + 1 + number % 3) % 5];
    graph.accept(channel(a, b, id), NOW);
    graph.accept(update(a, b, id, timestamp, false, policy(40, timestamp % 1000, 1, 1)), NOW);
    graph.accept(update(b, a, id, back), NOW);
    graph.accept(node(a, NOW), NOW);
  }

  private static void talk(Node a, Node b) throws DecodeException {
    for (int round = 0; round < 1000; round++) {
      a.write();
      b.write();
      while (!a.outbox.isEmpty()) {
        b.receive(a.outbox.remove());
      }
      while (!b.outbox.isEmpty()) {
        a.receive(b.outbox.remove());
      }
    }
  }

  private static List<ChannelEntry> channels(NetworkGraph graph) {
    List<ChannelEntry> channels = new ArrayList<>();
    graph.forEachChannel(channels::add);
    return channels;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void bothEndWithTheSameChannels(boolean extended) throws DecodeException {
    Features features =
        extended
            ? Features.optional(Feature.GOSSIP_QUERIES, Feature.GOSSIP_QUERIES_EX)
            : Features.optional(Feature.GOSSIP_QUERIES);
    Node a = new Node("b", features, true);
    Node b = new Node("a", features, true);
    long old = NOW - 7200; // older than what the filter brings
    for (int number = 0; number < 40; number++) {
      if (number % 4 != 0) {
        add(a.graph, number, extended && number % 8 == 1 ? old + 1 : old, old);
      }
      if (number % 4 != 1 || extended) {
        add(b.graph, number, old, old);
      }
    }
    talk(a, b);
    assertThat(a.synced).containsExactly(true);
    assertThat(b.synced).containsExactly(true);
    assertThat(channels(a.graph)).hasSize(40).isEqualTo(channels(b.graph));
    for (String node : NODES) {
      assertThat(a.graph.nodeAnnouncement(key(node)))
          .isEqualTo(b.graph.nodeAnnouncement(key(node)));
    }
  }

  @Test
  void aFilterAloneBringsRecentGossip() throws DecodeException {
    Node a = new Node("b", Features.optional(Feature.GOSSIP_QUERIES), false);
    Node b = new Node("a", Features.optional(Feature.GOSSIP_QUERIES), false);
    for (int number = 0; number < 40; number++) {
      add(b.graph, number, NOW - 60, NOW - 60);
    }
    talk(a, b);
    assertThat(channels(a.graph)).hasSize(40).isEqualTo(channels(b.graph));
  }
}
