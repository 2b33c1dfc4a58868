package org.boltj.gossip.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.boltj.gossip.TestKeys.NOW;
import static org.boltj.gossip.TestKeys.channel;
import static org.boltj.gossip.TestKeys.key;
import static org.boltj.gossip.TestKeys.node;
import static org.boltj.gossip.TestKeys.policy;
import static org.boltj.gossip.TestKeys.signer;
import static org.boltj.gossip.TestKeys.update;

import java.util.List;
import java.util.Optional;
import org.boltj.base.BlockHash;
import org.boltj.base.Bytes;
import org.boltj.base.Feature;
import org.boltj.base.Features;
import org.boltj.base.Network;
import org.boltj.base.PublicKey;
import org.boltj.base.ShortChannelId;
import org.boltj.codec.WireMessage;
import org.boltj.gossip.graph.FundingLookup;
import org.boltj.gossip.graph.NetworkGraph;
import org.boltj.gossip.message.ChannelUpdate;
import org.boltj.gossip.message.ChannelUpdatePair;
import org.boltj.gossip.message.EncodedGossip;
import org.boltj.gossip.message.GossipTimestampFilter;
import org.boltj.gossip.message.NodeAddress;
import org.boltj.gossip.message.NodeAnnouncement;
import org.boltj.gossip.message.QueryChannelRange;
import org.boltj.gossip.message.QueryShortChannelIds;
import org.boltj.gossip.message.ReplyChannelRange;
import org.boltj.gossip.message.ReplyShortChannelIdsEnd;
import org.junit.jupiter.api.Test;

/** Questions, answers, backlog and new gossip, step by step with one peer. */
class GossipSyncTest {
  private static final BlockHash CHAIN = Network.REGTEST.chainHash();
  private static final PublicKey PEER = key("peer");
  private static final Features QUERIES = Features.optional(Feature.GOSSIP_QUERIES);
  private static final Features EXTENDED =
      Features.optional(Feature.GOSSIP_QUERIES, Feature.GOSSIP_QUERIES_EX);
  private static final long TIP = 1_000;
  private static final ShortChannelId ID = ShortChannelId.parse("100x1x0");

  private final NetworkGraph graph = new NetworkGraph(CHAIN, FundingLookup.UNCHECKED);
  private final GossipLog log = new GossipLog(100);
  private final GossipSync sync =
      new GossipSync(graph, log, new SyncLimits(3, 2, 100, 50, 60, 300, 10));

  private PeerSync start(Features features, boolean fullSync) {
    PeerSync state = sync.start(PEER, features, true, NOW).state();
    return fullSync ? sync.compare(state, TIP, NOW).state() : state;
  }

  private SyncStep receive(PeerSync state, WireMessage message) {
    return sync.step(state, new SyncEvent.Received(message, NOW));
  }

  private static SyncAction send(WireMessage message) {
    return new SyncAction.Send(message.encode());
  }

  private void fill(int channels) {
    for (int i = 0; i < channels; i++) {
      ShortChannelId id = ShortChannelId.of(100 + i / 3, i, 0);
      graph.accept(channel("alice", "bob", id), NOW);
      graph.accept(update("alice", "bob", id, NOW), NOW);
    }
  }

  private static ReplyChannelRange reply(long first, long count, ShortChannelId... ids) {
    return new ReplyChannelRange(
        CHAIN, first, count, 0, List.of(ids), Optional.empty(), Optional.empty());
  }

  @Test
  void aPeerWithoutQueriesIsNotAsked() {
    SyncStep step = sync.start(PEER, Features.EMPTY, true, NOW);
    assertThat(step.actions()).containsExactly(send(GossipTimestampFilter.none(CHAIN)));
    assertThat(step.state().isAsking()).isFalse();
  }

  @Test
  void aFullSyncAsksForTheChannelsAndThenForWhatIsNew() {
    graph.accept(channel("alice", "bob", ID), NOW);
    SyncStep step = sync.start(PEER, QUERIES, true, NOW);
    assertThat(step.actions())
        .containsExactly(send(GossipTimestampFilter.since(CHAIN, NOW - 3600)));
    step = sync.compare(step.state(), TIP, NOW);
    assertThat(step.actions())
        .containsExactly(send(new QueryChannelRange(CHAIN, 0, 0xffffffffL, Optional.empty())));
    ShortChannelId[] ids = new ShortChannelId[5];
    for (int i = 0; i < 5; i++) {
      ids[i] = ShortChannelId.of(200, i, 0);
    }
    step = receive(step.state(), reply(0, 150, ID));
    assertThat(step.actions()).isEmpty();
    step = receive(step.state(), reply(150, 0xffffffffL - 150, ids));
    assertThat(step.actions())
        .containsExactly(
            send(
                new QueryShortChannelIds(
                    CHAIN, List.of(ids[0], ids[1], ids[2]), Optional.empty())));
    step = receive(step.state(), new ReplyShortChannelIdsEnd(CHAIN, 1));
    assertThat(step.actions())
        .containsExactly(
            send(new QueryShortChannelIds(CHAIN, List.of(ids[3], ids[4]), Optional.empty())));
    step = receive(step.state(), new ReplyShortChannelIdsEnd(CHAIN, 1));
    assertThat(step.actions()).containsExactly(new SyncAction.Synced(true));
    assertThat(step.state().isAsking()).isFalse();
  }

  @Test
  void anEmptyNetworkIsSyncedAtOnce() {
    SyncStep step = receive(start(QUERIES, true), reply(0, 0xffffffffL));
    assertThat(step.actions()).containsExactly(new SyncAction.Synced(true));
  }

  @Test
  void aPeerThatDoesNotAnswerIsGivenUp() {
    PeerSync state = start(QUERIES, true);
    assertThat(sync.step(state, new SyncEvent.Tick(NOW + 60)).actions()).isEmpty();
    SyncStep step = sync.step(state, new SyncEvent.Tick(NOW + 61));
    assertThat(step.actions()).containsExactly(new SyncAction.Synced(false));
    assertThat(step.state().isAsking()).isFalse();
  }

  @Test
  void repliesThatBreakTheRulesEndTheSync() {
    PeerSync state = start(QUERIES, true);
    PeerSync later = receive(state, reply(100, 10)).state();
    assertFault(later, reply(99, 10));
    assertFault(state, reply(101, 10, ID));
    assertFault(state, reply(0, 100, ID));
    ShortChannelId[] tooMany = new ShortChannelId[101];
    for (int i = 0; i < tooMany.length; i++) {
      tooMany[i] = ShortChannelId.of(1, i, 0);
    }
    assertFault(state, reply(0, 100, tooMany));
  }

  private void assertFault(PeerSync state, ReplyChannelRange reply) {
    SyncStep step = receive(state, reply);
    assertThat(step.actions().get(0)).isInstanceOf(SyncAction.Warn.class);
    assertThat(step.actions().get(1)).isEqualTo(new SyncAction.Synced(false));
    assertThat(step.state().isAsking()).isFalse();
  }

  @Test
  void answersThatNobodyAskedForAreRefused() {
    PeerSync state = start(QUERIES, false);
    assertThat(receive(state, reply(0, 10)).actions()).hasOnlyElementsOfType(SyncAction.Warn.class);
    assertThat(receive(state, new ReplyShortChannelIdsEnd(CHAIN, 1)).actions())
        .hasOnlyElementsOfType(SyncAction.Warn.class);
  }

  @Test
  void rangeRepliesAreCutAtBlocksAndLookLikeOneSequence() {
    fill(7); // three channels in block 100, three in 101, one in 102
    PeerSync state = start(QUERIES, false);
    SyncStep step = receive(state, new QueryChannelRange(CHAIN, 50, 1000, Optional.empty()));
    assertThat(step.actions()).isEmpty();
    step = sync.step(step.state(), new SyncEvent.Writable(100));
    assertThat(step.actions())
        .containsExactly(
            send(reply(50, 51, id(0), id(1))),
            send(reply(100, 2, id(2), id(3))),
            send(reply(101, 1, id(4), id(5))),
            send(
                new ReplyChannelRange(
                    CHAIN, 102, 948, 1, List.of(id(6)), Optional.empty(), Optional.empty())));
    assertThat(step.state().hasMoreToSend()).isFalse();
  }

  private static ShortChannelId id(int i) {
    return ShortChannelId.of(100 + i / 3, i, 0);
  }

  @Test
  void aRangeOfAnotherChainOrWithoutChannelsIsAnsweredEmpty() {
    PeerSync state = start(QUERIES, false);
    BlockHash mainnet = Network.MAINNET.chainHash();
    assertThat(receive(state, new QueryChannelRange(mainnet, 1, 2, Optional.empty())).actions())
        .containsExactly(
            send(
                new ReplyChannelRange(
                    mainnet, 1, 2, 1, List.of(), Optional.empty(), Optional.empty())));
    SyncStep step =
        receive(state, new QueryChannelRange(CHAIN, 0xffffffffL, 0xffffffffL, Optional.empty()));
    assertThat(sync.step(step.state(), new SyncEvent.Writable(5)).actions())
        .containsExactly(
            send(
                new ReplyChannelRange(
                    CHAIN,
                    0xffffffffL,
                    0xffffffffL,
                    1,
                    List.of(),
                    Optional.empty(),
                    Optional.empty())));
  }

  @Test
  void channelsAreSentFirstThenEachNodeOnce() {
    fill(2);
    graph.accept(node("alice", NOW), NOW);
    PeerSync state = start(QUERIES, false);
    QueryShortChannelIds query =
        new QueryShortChannelIds(
            CHAIN, List.of(id(0), ShortChannelId.of(1, 1, 1), id(1)), Optional.empty());
    SyncStep step = receive(state, query);
    step = sync.step(step.state(), new SyncEvent.Writable(100));
    assertThat(step.actions())
        .containsExactly(
            send(channel("alice", "bob", id(0))),
            send(update("alice", "bob", id(0), NOW)),
            send(channel("alice", "bob", id(1))),
            send(update("alice", "bob", id(1), NOW)),
            send(node("alice", NOW)),
            send(new ReplyShortChannelIdsEnd(CHAIN, 1)));
  }

  @Test
  void queryFlagsChooseWhatIsSent() {
    fill(1);
    ChannelUpdate update = update("alice", "bob", id(0), NOW);
    long flag = QueryShortChannelIds.WANTS_CHANNEL_UPDATE_1 << update.direction();
    QueryShortChannelIds query =
        new QueryShortChannelIds(CHAIN, List.of(id(0)), Optional.of(List.of(flag)));
    SyncStep step = receive(start(EXTENDED, false), query);
    assertThat(sync.step(step.state(), new SyncEvent.Writable(100)).actions())
        .containsExactly(send(update), send(new ReplyShortChannelIdsEnd(CHAIN, 1)));
  }

  @Test
  void aSecondQueryBeforeTheAnswerIsWarnedAbout() {
    fill(1);
    QueryShortChannelIds query = new QueryShortChannelIds(CHAIN, List.of(id(0)), Optional.empty());
    SyncStep step = receive(start(QUERIES, false), query);
    assertThat(receive(step.state(), query).actions())
        .hasOnlyElementsOfType(SyncAction.Warn.class)
        .hasSize(1);
  }

  @Test
  void aFilterBringsTheBacklogBitByBit() {
    fill(10);
    graph.accept(node("bob", NOW), NOW);
    SyncStep step = receive(start(QUERIES, false), GossipTimestampFilter.since(CHAIN, NOW));
    int sent = 0;
    int steps = 0;
    PeerSync state = step.state();
    while (state.hasMoreToSend()) {
      SyncStep next = sync.step(state, new SyncEvent.Writable(3));
      assertThat(next.actions()).hasSizeLessThanOrEqualTo(3 + 2);
      sent += next.actions().size();
      steps++;
      state = next.state();
    }
    assertThat(sent).isEqualTo(10 * 2 + 1);
    assertThat(steps).isBetween(5, 10);
    SyncStep outside = receive(state, GossipTimestampFilter.since(CHAIN, NOW + 1));
    assertThat(sync.step(outside.state(), new SyncEvent.Writable(100)).actions()).isEmpty();
  }

  @Test
  void newGossipGoesToWhoeverWantsItExceptItsSender() {
    fill(1);
    PeerSync silent = start(QUERIES, false);
    PeerSync wants =
        sync.step(
                receive(silent, GossipTimestampFilter.since(CHAIN, NOW + 1)).state(),
                new SyncEvent.Writable(100))
            .state();
    ChannelUpdate update = update("alice", "bob", id(0), NOW + 5);
    graph.accept(update, NOW);
    log.append(update, Optional.of(key("somebody")));
    assertThat(sync.step(wants, new SyncEvent.Writable(9)).actions()).isEmpty();
    wants = flush(wants);
    silent = flush(silent);
    assertThat(sync.step(wants, new SyncEvent.Writable(9)).actions()).containsExactly(send(update));
    assertThat(sync.step(silent, new SyncEvent.Writable(9)).actions()).isEmpty();

    ChannelUpdate echo = update("alice", "bob", id(0), NOW + 6);
    graph.accept(echo, NOW);
    log.append(echo, Optional.of(PEER));
    ChannelUpdate own = update("bob", "alice", id(0), NOW - 100);
    graph.accept(own, NOW);
    log.append(own, Optional.empty());
    wants = flush(wants);
    silent = flush(silent);
    // The first update was replaced, the second came from the peer; our own goes out regardless.
    assertThat(sync.step(wants, new SyncEvent.Writable(9)).actions()).containsExactly(send(own));
    assertThat(sync.step(silent, new SyncEvent.Writable(9)).actions()).containsExactly(send(own));
  }

  private PeerSync flush(PeerSync state) {
    return sync.step(state, new SyncEvent.Flush()).state();
  }

  @Test
  void anAnnouncementWaitsForItsFirstUpdate() {
    PeerSync state =
        sync.step(
                receive(start(QUERIES, false), GossipTimestampFilter.since(CHAIN, NOW)).state(),
                new SyncEvent.Writable(100))
            .state();
    Optional<PublicKey> from = Optional.of(key("somebody"));
    graph.accept(channel("alice", "bob", ID), NOW);
    log.append(channel("alice", "bob", ID), from);
    state = flush(state);
    assertThat(sync.step(state, new SyncEvent.Writable(9)).actions()).isEmpty();
    ChannelUpdate update = update("alice", "bob", ID, NOW);
    graph.accept(update, NOW);
    log.append(update, from);
    state = flush(state);
    assertThat(sync.step(state, new SyncEvent.Writable(9)).actions())
        .containsExactly(send(channel("alice", "bob", ID)), send(update));
  }

  @Test
  void whatCameInGoesOutWithoutACopy() {
    PeerSync state =
        sync.step(
                receive(start(QUERIES, false), GossipTimestampFilter.since(CHAIN, NOW)).state(),
                new SyncEvent.Writable(100))
            .state();
    List<EncodedGossip> arrived =
        List.of(
            EncodedGossip.of(channel("alice", "bob", ID)),
            EncodedGossip.of(update("alice", "bob", ID, NOW)),
            EncodedGossip.of(node("bob", NOW)));
    graph.acceptAll(arrived, NOW);
    arrived.forEach(each -> log.append(each.message(), Optional.of(key("somebody"))));
    List<SyncAction> told = sync.step(flush(state), new SyncEvent.Writable(9)).actions();
    assertThat(told).hasSize(3);
    for (int i = 0; i < 3; i++) {
      assertThat(((SyncAction.Send) told.get(i)).message()).isSameAs(arrived.get(i).encoded());
    }
  }

  @Test
  void newGossipInPortionsIsSentToItsEnd() {
    fill(7);
    PeerSync state = start(QUERIES, false);
    for (int i = 0; i < 7; i++) {
      ChannelUpdate own = update("alice", "bob", id(i), NOW + 20);
      graph.accept(own, NOW);
      log.append(own, Optional.empty());
    }
    assertThat(sync.hasMoreToSend(state)).isFalse();
    state = flush(state);
    int sent = 0;
    while (sync.hasMoreToSend(state)) {
      SyncStep next = sync.step(state, new SyncEvent.Writable(3));
      assertThat(next.actions()).isNotEmpty();
      sent += next.actions().size();
      state = next.state();
    }
    assertThat(sent).isEqualTo(7);
  }

  @Test
  void aSlowPeerMissesTheOldestGossip() {
    fill(1);
    PeerSync state = start(QUERIES, false);
    for (int i = 1; i <= 150; i++) {
      log.append(update("alice", "bob", id(0), NOW, false, policy(i, 1, 1, 1)), Optional.empty());
    }
    state = flush(state);
    assertThat(log.read(0, log.end(), 1000)).hasSize(100);
    assertThat(sync.step(state, new SyncEvent.Writable(1000)).actions()).hasSize(100);
  }

  @Test
  void updatesAreAskedForWhenTheyAreNewerAndDifferent() {
    fill(3);
    PeerSync state = start(EXTENDED, true);
    int direction = update("alice", "bob", id(0), NOW).direction();
    long same = UpdateChecksum.of(update("alice", "bob", id(0), NOW + 10).encode());
    long sameOf2 = UpdateChecksum.of(update("alice", "bob", id(2), NOW).encode());
    ReplyChannelRange reply =
        new ReplyChannelRange(
            CHAIN,
            0,
            0xffffffffL,
            1,
            List.of(id(0), id(1), id(2)),
            Optional.of(
                List.of(
                    pair(direction, NOW + 10), pair(direction, NOW + 10), pair(direction, NOW))),
            Optional.of(
                List.of(pair(direction, same), pair(direction, 1), pair(direction, sameOf2 + 1))));
    assertThat(receive(state, reply).actions())
        .containsExactly(
            send(
                new QueryShortChannelIds(
                    CHAIN,
                    List.of(id(1)),
                    Optional.of(
                        List.of(QueryShortChannelIds.WANTS_CHANNEL_UPDATE_1 << direction)))));
  }

  private static ChannelUpdatePair pair(int direction, long value) {
    return direction == 0 ? new ChannelUpdatePair(value, 0) : new ChannelUpdatePair(0, value);
  }

  @Test
  void theChecksumLeavesOutSignatureAndTimestamp() {
    Bytes one = update("alice", "bob", ID, NOW).encode();
    Bytes later = update("alice", "bob", ID, NOW + 1).encode();
    Bytes other = update("alice", "bob", ID, NOW, false, policy(1, 1, 1, 1)).encode();
    assertThat(UpdateChecksum.of(one)).isEqualTo(UpdateChecksum.of(later));
    assertThat(UpdateChecksum.of(one)).isNotEqualTo(UpdateChecksum.of(other));
  }

  /** BOLT 7: a node_announcement with two DNS hostnames must not be forwarded. */
  @Test
  void twoHostnamesAreNeverToldToAnybody() {
    fill(1);
    NodeAnnouncement twoNames =
        NodeAnnouncement.unsigned(
                Features.EMPTY,
                NOW,
                key("alice"),
                Bytes.zeros(3),
                "alice",
                List.of(
                    NodeAddress.DnsHostname.of("a.example", 1),
                    NodeAddress.DnsHostname.of("b.example", 2)))
            .sign(signer("alice"));
    graph.accept(twoNames, NOW);
    graph.accept(node("bob", NOW), NOW);
    PeerSync state = start(QUERIES, false);
    SyncStep asked =
        receive(
            state,
            new QueryShortChannelIds(
                CHAIN, List.of(ShortChannelId.of(100, 0, 0)), Optional.empty()));
    assertThat(sync.step(asked.state(), new SyncEvent.Writable(100)).actions())
        .contains(send(node("bob", NOW)))
        .doesNotContain(send(twoNames));
    SyncStep filtered = receive(state, GossipTimestampFilter.since(CHAIN, 0));
    assertThat(sync.step(filtered.state(), new SyncEvent.Writable(100)).actions())
        .contains(send(node("bob", NOW)))
        .doesNotContain(send(twoNames));
  }
}
