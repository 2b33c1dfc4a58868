package org.boltj.gossip.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.boltj.gossip.TestKeys.NOW;
import static org.boltj.gossip.TestKeys.channel;
import static org.boltj.gossip.TestKeys.key;
import static org.boltj.gossip.TestKeys.node;
import static org.boltj.gossip.TestKeys.update;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.boltj.base.BlockHash;
import org.boltj.base.Feature;
import org.boltj.base.Features;
import org.boltj.base.Network;
import org.boltj.base.ShortChannelId;
import org.boltj.codec.WireMessage;
import org.boltj.gossip.graph.FundingAnswer;
import org.boltj.gossip.graph.FundingLookup;
import org.boltj.gossip.graph.GossipResult;
import org.boltj.gossip.graph.NetworkGraph;
import org.boltj.gossip.graph.Rejection;
import org.boltj.gossip.message.ChannelUpdatePair;
import org.boltj.gossip.message.GossipMessage;
import org.boltj.gossip.message.GossipTimestampFilter;
import org.boltj.gossip.message.QueryShortChannelIds;
import org.boltj.gossip.message.ReplyChannelRange;
import org.boltj.gossip.message.ReplyShortChannelIdsEnd;
import org.junit.jupiter.api.Test;

/** What a peer may answer and ask without end, and what it costs us. */
class HostileSyncTest {
  private static final BlockHash CHAIN = Network.REGTEST.chainHash();
  private static final Features EXTENDED =
      Features.optional(Feature.GOSSIP_QUERIES, Feature.GOSSIP_QUERIES_EX);
  private static final long TIP = 1_000;

  private final NetworkGraph graph = new NetworkGraph(CHAIN, FundingLookup.UNCHECKED);
  private final GossipLog log = new GossipLog(100);
  private final SyncLimits limits = new SyncLimits(500, 10, 2_000, 50, 60, 300, 10);
  private final GossipSync sync = new GossipSync(graph, log, limits);

  private PeerSync comparing() {
    PeerSync state = sync.start(key("peer"), EXTENDED, true, NOW).state();
    return sync.compare(state, TIP, NOW).state();
  }

  private SyncStep receive(PeerSync state, WireMessage message, long now) {
    return sync.step(state, new SyncEvent.Received(message, now));
  }

  private static ReplyChannelRange reply(long first, long blocks, List<ShortChannelId> ids) {
    return new ReplyChannelRange(CHAIN, first, blocks, 0, ids, Optional.empty(), Optional.empty());
  }

  @Test
  void replies_without_channels_end_the_question_after_so_many() {
    PeerSync state = comparing();
    int replies = 0;
    while (state.isAsking()) {
      state = receive(state, reply(replies, 1, List.of()), NOW).state();
      replies++;
    }
    assertThat(replies).isEqualTo(51);
    assertThat(state.answersQueries()).as("it may not be asked again").isFalse();
    assertThat(receive(state, reply(60, 1, List.of()), NOW).actions()).isEmpty();
  }

  @Test
  void replies_that_come_slowly_have_a_last_hour_too() {
    PeerSync state = comparing();
    long now = NOW;
    int replies = 0;
    while (state.isAsking()) {
      now += 50;
      state = sync.step(state, new SyncEvent.Tick(now)).state();
      state = receive(state, reply(replies++, 1, List.of()), now).state();
    }
    assertThat(now - NOW).isBetween(300L, 400L);
  }

  @Test
  void a_reply_that_repeats_or_turns_back_is_a_fault() {
    ShortChannelId id = ShortChannelId.of(5, 1, 0);
    PeerSync state = receive(comparing(), reply(0, 10, List.of(id)), NOW).state();
    assertThat(receive(state, reply(0, 10, List.of(id)), NOW).state().isAsking()).isFalse();
    assertThat(receive(state, reply(0, 10, List.of()), NOW).state().isAsking()).isFalse();
    ShortChannelId lower = ShortChannelId.of(5, 0, 9);
    assertThat(receive(state, reply(0, 10, List.of(lower)), NOW).state().isAsking()).isFalse();
    assertThat(receive(comparing(), reply(0, 10, List.of(id, id)), NOW).state().isAsking())
        .isFalse();
  }

  @Test
  void a_peer_that_has_not_what_it_names_has_not_synced_us() {
    List<ShortChannelId> invented = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      invented.add(ShortChannelId.of(7, i, 0));
    }
    SyncStep step = receive(comparing(), reply(0, 0xffffffffL, invented), NOW);
    ReplyShortChannelIdsEnd end = new ReplyShortChannelIdsEnd(CHAIN, 1);
    step = receive(step.state(), end, NOW);
    step = receive(step.state(), end, NOW);
    assertThat(step.actions()).containsExactly(new SyncAction.Synced(false));
  }

  @Test
  void who_says_that_it_knows_little_has_not_synced_us() {
    ShortChannelId id = ShortChannelId.of(7, 1, 0);
    SyncStep step = receive(comparing(), reply(0, 0xffffffffL, List.of(id)), NOW);
    step = receive(step.state(), new ReplyShortChannelIdsEnd(CHAIN, 0), NOW);
    assertThat(step.actions()).containsExactly(new SyncAction.Synced(false));
  }

  @Test
  void channels_of_the_future_and_dead_ones_are_not_asked_for() {
    List<ShortChannelId> ids =
        List.of(
            ShortChannelId.of(7, 1, 0), ShortChannelId.of(8, 1, 0), ShortChannelId.of(1_001, 1, 0));
    ChannelUpdatePair dead = new ChannelUpdatePair(NOW, NOW - NetworkGraph.STALE_AFTER_SECONDS - 1);
    ChannelUpdatePair alive = new ChannelUpdatePair(NOW, 0);
    ReplyChannelRange reply =
        new ReplyChannelRange(
            CHAIN,
            0,
            0xffffffffL,
            1,
            ids,
            Optional.of(List.of(dead, alive, alive)),
            Optional.empty());
    assertThat(receive(comparing(), reply, NOW).actions())
        .containsExactly(
            new SyncAction.Send(
                new QueryShortChannelIds(
                        CHAIN,
                        List.of(ids.get(1)),
                        Optional.of(List.of(QueryShortChannelIds.WANTS_ALL)))
                    .encode()));
  }

  @Test
  void an_update_that_says_the_same_is_asked_for_before_ours_goes_stale() {
    ShortChannelId id = ShortChannelId.of(7, 1, 0);
    graph.accept(channel("alice", "bob", id), NOW);
    GossipMessage old = update("alice", "bob", id, NOW - 8 * 86_400);
    graph.accept(old, NOW);
    int direction = graph.updateTimestamp(id, 0) > 0 ? 0 : 1;
    long sum = UpdateChecksum.of(old.encode());
    ReplyChannelRange reply =
        new ReplyChannelRange(
            CHAIN,
            0,
            0xffffffffL,
            1,
            List.of(id),
            Optional.of(List.of(pair(direction, NOW))),
            Optional.of(List.of(pair(direction, sum))));
    assertThat(receive(comparing(), reply, NOW).state().isAsking()).isTrue();
  }

  private static ChannelUpdatePair pair(int direction, long value) {
    return direction == 0 ? new ChannelUpdatePair(value, 0) : new ChannelUpdatePair(0, value);
  }

  @Test
  void work_is_bounded_also_where_nothing_is_sent() {
    for (int i = 0; i < 400; i++) {
      ShortChannelId id = ShortChannelId.of(7, i, 0);
      graph.accept(channel("alice", "bob", id), NOW);
      graph.accept(update("alice", "bob", id, NOW), NOW);
    }
    PeerSync state = sync.start(key("peer"), EXTENDED, false, NOW).state();
    state = receive(state, new GossipTimestampFilter(CHAIN, 1, 1), NOW).state();
    int steps = 0;
    while (state.hasMoreToSend()) {
      SyncStep step = sync.step(state, new SyncEvent.Writable(2));
      assertThat(step.actions()).isEmpty();
      state = step.state();
      steps++;
    }
    assertThat(steps).as("40 looks in each").isBetween(10, 20);
  }

  @Test
  void nodes_do_not_overtake_their_channels() {
    PeerSync state = sync.start(key("peer"), EXTENDED, false, NOW).state();
    state = receive(state, GossipTimestampFilter.since(CHAIN, 0), NOW).state();
    state = sync.step(state, new SyncEvent.Writable(100)).state();
    ShortChannelId id = ShortChannelId.of(7, 1, 0);
    List<GossipMessage> messages =
        List.of(
            channel("alice", "bob", id),
            node("alice", NOW),
            node("bob", NOW),
            update("alice", "bob", id, NOW));
    for (GossipMessage message : messages) {
      graph.accept(message, NOW);
      log.append(message, Optional.of(key("other")));
    }
    state = sync.step(state, new SyncEvent.Flush()).state();
    List<SyncAction> actions = sync.step(state, new SyncEvent.Writable(100)).actions();
    assertThat(actions).hasSize(4);
    assertThat(actions.subList(0, 2))
        .containsExactly(
            new SyncAction.Send(messages.get(0).encode()),
            new SyncAction.Send(messages.get(3).encode()));
  }

  @Test
  void what_the_chain_does_not_have_is_looked_for_once_a_day() {
    int[] lookups = new int[1];
    NetworkGraph strict =
        new NetworkGraph(
            CHAIN,
            id -> {
              lookups[0]++;
              return new FundingAnswer.Absent();
            });
    GossipMessage announcement = channel("alice", "bob", ShortChannelId.of(7, 1, 0));
    for (int i = 0; i < 1_000; i++) {
      assertThat(strict.accept(announcement, NOW))
          .isEqualTo(GossipResult.rejected(Rejection.FUNDING_NOT_FOUND));
    }
    assertThat(lookups[0]).isEqualTo(1);
    strict.accept(announcement, NOW + 86_400);
    assertThat(lookups[0]).isEqualTo(2);
  }

  @Test
  void a_node_is_announced_so_often_a_day_and_not_in_the_future() {
    graph.accept(channel("alice", "bob", ShortChannelId.of(7, 1, 0)), NOW);
    int accepted = 0;
    for (int i = 0; i < 200; i++) {
      GossipResult result = graph.accept(node("alice", NOW - 200 + i), NOW);
      accepted += result.equals(GossipResult.ACCEPTED) ? 1 : 0;
    }
    assertThat(accepted).isEqualTo(50);
    assertThat(graph.accept(node("bob", NOW + 100_000), NOW))
        .isEqualTo(GossipResult.rejected(Rejection.TIMESTAMP_IN_FUTURE));
  }
}
