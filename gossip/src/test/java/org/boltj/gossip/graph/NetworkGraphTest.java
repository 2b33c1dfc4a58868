package org.boltj.gossip.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.boltj.gossip.TestKeys.NOW;
import static org.boltj.gossip.TestKeys.channel;
import static org.boltj.gossip.TestKeys.channelFundedBy;
import static org.boltj.gossip.TestKeys.fundingKey;
import static org.boltj.gossip.TestKeys.key;
import static org.boltj.gossip.TestKeys.node;
import static org.boltj.gossip.TestKeys.policy;
import static org.boltj.gossip.TestKeys.signer;
import static org.boltj.gossip.TestKeys.update;

import java.util.List;
import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.Features;
import org.boltj.base.Network;
import org.boltj.base.Satoshi;
import org.boltj.base.ShortChannelId;
import org.boltj.gossip.message.ChannelAnnouncement;
import org.boltj.gossip.message.ChannelUpdate;
import org.boltj.gossip.message.NodeAnnouncement;
import org.junit.jupiter.api.Test;

/** The graph takes in only what BOLT 7 lets it, and forgets what it must. */
class NetworkGraphTest {
  private static final ShortChannelId ID = ShortChannelId.parse("100x1x0");
  private static final ShortChannelId ID2 = ShortChannelId.parse("101x1x0");
  private static final Satoshi CAPACITY = Satoshi.of(100_000);

  private static NetworkGraph graph(FundingLookup lookup) {
    return new NetworkGraph(Network.REGTEST.chainHash(), lookup);
  }

  /** A chain in which every channel between alice and bob is funded. */
  private static FundingAnswer funded(ShortChannelId id) {
    return new FundingAnswer.Unspent(
        FundingScript.of(key(fundingKey("alice", id)), key(fundingKey("bob", id))), CAPACITY);
  }

  private static GossipResult rejected(Rejection reason) {
    return GossipResult.rejected(reason);
  }

  @Test
  void aChannelWithUpdatesAndNodes() {
    NetworkGraph graph = graph(NetworkGraphTest::funded);
    ChannelAnnouncement announcement = channel("alice", "bob", ID);
    assertThat(graph.accept(announcement, NOW)).isEqualTo(GossipResult.ACCEPTED);
    assertThat(graph.accept(announcement, NOW)).isEqualTo(GossipResult.DUPLICATE);
    ChannelUpdate update = update("alice", "bob", ID, NOW);
    assertThat(graph.accept(update, NOW)).isEqualTo(GossipResult.ACCEPTED);
    assertThat(graph.accept(update, NOW)).isEqualTo(GossipResult.DUPLICATE);
    assertThat(graph.accept(update("alice", "bob", ID, NOW - 1), NOW))
        .isEqualTo(GossipResult.STALE);
    assertThat(graph.accept(node("bob", NOW), NOW)).isEqualTo(GossipResult.ACCEPTED);
    assertThat(graph.accept(node("bob", NOW), NOW)).isEqualTo(GossipResult.DUPLICATE);
    assertThat(graph.accept(node("bob", NOW - 1), NOW)).isEqualTo(GossipResult.STALE);

    ChannelEntry entry = graph.channel(ID).orElseThrow();
    assertThat(entry.capacity()).contains(CAPACITY);
    Optional<DirectionEntry> fromAlice =
        update.direction() == 0 ? entry.fromNode1() : entry.fromNode2();
    assertThat(fromAlice).contains(new DirectionEntry(NOW, false, update.policy()));
    assertThat(graph.channelAnnouncement(ID)).contains(announcement.encode());
    assertThat(graph.channelUpdate(ID, update.direction())).contains(update.encode());
    assertThat(graph.channelUpdate(ID, 1 - update.direction())).isEmpty();
    assertThat(graph.nodeAnnouncement(key("bob"))).contains(node("bob", NOW).encode());
    assertThat(graph.nodeCount()).isEqualTo(2);
  }

  @Test
  void wrongSignaturesAreTheFaultOfThePeer() {
    NetworkGraph graph = graph(NetworkGraphTest::funded);
    ChannelAnnouncement announcement = channel("alice", "bob", ID);
    ChannelAnnouncement forged =
        announcement.sign(key("alice"), signer("mallory"), signer(fundingKey("alice", ID)));
    assertThat(graph.accept(forged, NOW)).isEqualTo(rejected(Rejection.INVALID_SIGNATURE));
    assertThat(Rejection.INVALID_SIGNATURE.isFaultOfPeer()).isTrue();
    graph.accept(announcement, NOW);
    ChannelUpdate update = update("alice", "bob", ID, NOW).sign(signer("bob"));
    assertThat(graph.accept(update, NOW)).isEqualTo(rejected(Rejection.INVALID_SIGNATURE));
    NodeAnnouncement node = node("alice", NOW).sign(signer("bob"));
    assertThat(graph.accept(node, NOW)).isEqualTo(rejected(Rejection.INVALID_SIGNATURE));
    assertThat(graph.channel(ID).orElseThrow().fromNode1()).isEmpty();
  }

  @Test
  void otherChainsAndStrangersAreIgnored() {
    NetworkGraph mainnet = new NetworkGraph(Network.MAINNET.chainHash(), FundingLookup.UNCHECKED);
    assertThat(mainnet.accept(channel("alice", "bob", ID), NOW))
        .isEqualTo(rejected(Rejection.WRONG_CHAIN));
    assertThat(mainnet.accept(update("alice", "bob", ID, NOW), NOW))
        .isEqualTo(rejected(Rejection.WRONG_CHAIN));
    NetworkGraph graph = graph(NetworkGraphTest::funded);
    assertThat(graph.accept(update("alice", "bob", ID, NOW), NOW))
        .isEqualTo(rejected(Rejection.UNKNOWN_CHANNEL));
    assertThat(graph.accept(node("alice", NOW), NOW)).isEqualTo(rejected(Rejection.UNKNOWN_NODE));
  }

  @Test
  void theFundingOutputMustBeThere() {
    assertThat(graph(id -> new FundingAnswer.Absent()).accept(channel("alice", "bob", ID), NOW))
        .isEqualTo(rejected(Rejection.FUNDING_NOT_FOUND));
    FundingLookup otherScript = id -> new FundingAnswer.Unspent(Bytes.zeros(34), CAPACITY);
    assertThat(graph(otherScript).accept(channel("alice", "bob", ID), NOW))
        .isEqualTo(rejected(Rejection.FUNDING_SCRIPT_MISMATCH));
    NetworkGraph unchecked = graph(FundingLookup.UNCHECKED);
    assertThat(unchecked.accept(channel("alice", "bob", ID), NOW)).isEqualTo(GossipResult.ACCEPTED);
    assertThat(unchecked.channel(ID).orElseThrow().capacity()).isEmpty();
  }

  @Test
  void whatDependsOnALateAnswerWaitsForIt() {
    NetworkGraph graph = graph(id -> new FundingAnswer.Later());
    ChannelAnnouncement announcement = channel("alice", "bob", ID);
    ChannelUpdate update = update("alice", "bob", ID, NOW);
    ChannelUpdate newer = update("alice", "bob", ID, NOW + 1);
    assertThat(graph.accept(announcement, NOW)).isEqualTo(GossipResult.PENDING);
    assertThat(graph.accept(announcement, NOW)).isEqualTo(GossipResult.DUPLICATE);
    assertThat(graph.accept(update, NOW)).isEqualTo(GossipResult.PENDING);
    assertThat(graph.accept(newer, NOW)).isEqualTo(GossipResult.PENDING);
    assertThat(graph.accept(update, NOW)).isEqualTo(GossipResult.STALE);
    assertThat(graph.accept(node("bob", NOW), NOW)).isEqualTo(GossipResult.PENDING);
    assertThat(graph.channelCount()).isZero();
    assertThat(graph.fundingAnswered(ID, funded(ID), NOW))
        .containsExactly(announcement, newer, node("bob", NOW));
    assertThat(graph.channelCount()).isEqualTo(1);
    assertThat(graph.pendingCount()).isZero();
    assertThat(graph.fundingAnswered(ID, funded(ID), NOW)).isEmpty();
  }

  @Test
  void aLateAnswerThatThereIsNoOutputLeavesNothing() {
    NetworkGraph graph = graph(id -> new FundingAnswer.Later());
    graph.accept(channel("alice", "bob", ID), NOW);
    graph.accept(update("alice", "bob", ID, NOW), NOW);
    graph.accept(node("bob", NOW), NOW);
    assertThat(graph.fundingAnswered(ID, new FundingAnswer.Absent(), NOW)).isEmpty();
    assertThat(graph.accept(node("bob", NOW), NOW)).isEqualTo(rejected(Rejection.UNKNOWN_NODE));
  }

  @Test
  void aSecondAnnouncementOfAnOutputForOtherNodesBansThemAll() {
    NetworkGraph graph = graph(NetworkGraphTest::funded);
    graph.accept(channel("alice", "bob", ID), NOW);
    graph.accept(channel("alice", "bob", ID2), NOW);
    ChannelAnnouncement conflicting = channelFundedBy("alice", "bob", "alice", "carol", ID);
    assertThat(graph.accept(conflicting, NOW))
        .isEqualTo(rejected(Rejection.CONFLICTING_ANNOUNCEMENT));
    assertThat(graph.channelCount()).isZero();
    assertThat(graph.nodeCount()).isZero();
    assertThat(graph.accept(channel("alice", "bob", ID), NOW))
        .isEqualTo(rejected(Rejection.BANNED_NODE));
  }

  @Test
  void withoutAViewOfTheChainNobodyCanGetOthersBanned() {
    NetworkGraph graph = graph(FundingLookup.UNCHECKED);
    graph.accept(channel("alice", "bob", ID), NOW);
    assertThat(graph.accept(channel("mallory", "trudy", ID), NOW))
        .isEqualTo(GossipResult.DUPLICATE);
    assertThat(graph.accept(channel("alice", "bob", ID2), NOW)).isEqualTo(GossipResult.ACCEPTED);
  }

  @Test
  void timesOfUpdates() {
    NetworkGraph graph = graph(NetworkGraphTest::funded);
    graph.accept(channel("alice", "bob", ID), NOW);
    assertThat(graph.accept(update("alice", "bob", ID, NOW + 86_401), NOW))
        .isEqualTo(rejected(Rejection.TIMESTAMP_IN_FUTURE));
    assertThat(graph.accept(update("alice", "bob", ID, NOW - 1_209_601), NOW))
        .isEqualTo(GossipResult.STALE);
    ChannelUpdate hidden =
        ChannelUpdate.unsigned(
                Network.REGTEST.chainHash(),
                ID,
                key("alice"),
                key("bob"),
                NOW,
                false,
                false,
                policy(1, 1, 1, 1))
            .sign(signer("alice"));
    assertThat(graph.accept(hidden, NOW)).isEqualTo(rejected(Rejection.NOT_FOR_RELAY));
  }

  @Test
  void channelsWithoutFreshUpdatesFromBothEndsArePruned() {
    NetworkGraph graph = graph(NetworkGraphTest::funded);
    graph.accept(channel("alice", "bob", ID), NOW);
    graph.accept(channel("alice", "bob", ID2), NOW);
    for (ShortChannelId id : List.of(ID, ID2)) {
      graph.accept(update("alice", "bob", id, NOW), NOW);
      graph.accept(update("bob", "alice", id, NOW), NOW);
    }
    long later = NOW + NetworkGraph.STALE_AFTER_SECONDS;
    assertThat(graph.pruneStale(later)).isEmpty();
    graph.accept(update("alice", "bob", ID, later), later);
    graph.accept(update("alice", "bob", ID2, later), later);
    graph.accept(update("bob", "alice", ID2, later), later);
    assertThat(graph.pruneStale(later + 1)).containsExactly(ID);
    assertThat(graph.channel(ID)).isEmpty();
    assertThat(graph.nodeCount()).isEqualTo(2);
  }

  @Test
  void spentChannelsAreForgottenAfter72Blocks() {
    NetworkGraph graph = graph(NetworkGraphTest::funded);
    graph.accept(channel("alice", "bob", ID), NOW);
    graph.accept(node("alice", NOW), NOW);
    graph.fundingSpent(ID, 500);
    assertThat(graph.isAlive(ID)).isFalse();
    assertThat(graph.accept(update("alice", "bob", ID, NOW), NOW))
        .isEqualTo(rejected(Rejection.FUNDING_SPENT));
    assertThat(graph.accept(update("alice", "bob", ID, NOW, true, policy(1, 1, 1, 1)), NOW))
        .isEqualTo(GossipResult.ACCEPTED);
    assertThat(graph.blockConnected(571)).isEmpty();
    assertThat(graph.blockConnected(572)).containsExactly(ID);
    assertThat(graph.nodeCount()).isZero();
    assertThat(graph.nodeAnnouncement(key("alice"))).isEmpty();
  }

  @Test
  void policiesThatMakeNoSenseAreNotUsed() {
    NetworkGraph graph = graph(NetworkGraphTest::funded);
    graph.accept(channel("alice", "bob", ID), NOW);
    ChannelUpdate tooMuch = update("alice", "bob", ID, NOW, false, policy(1, 1, 1, 100_000_001));
    assertThat(graph.accept(tooMuch, NOW)).isEqualTo(GossipResult.ACCEPTED);
    EdgeData data = new EdgeData();
    int edge = 2 * graph.channels().channelIndex(ID) + tooMuch.direction();
    assertThat(graph.channels().read(edge, data)).isFalse();
    graph.accept(update("alice", "bob", ID, NOW + 1, false, policy(1, 1, 1, 100_000_000)), NOW);
    assertThat(graph.channels().read(edge, data)).isTrue();
    assertThat(data.htlcMaximumMsat()).isEqualTo(100_000_000);
    graph.accept(update("alice", "bob", ID, NOW + 2, true, policy(1, 1, 1, 1)), NOW);
    assertThat(graph.channels().read(edge, data)).isFalse();
  }

  @Test
  void unknownRequiredFeaturesKeepAChannelOutOfRoutes() {
    NetworkGraph graph = graph(NetworkGraphTest::funded);
    graph.accept(channel("alice", "bob", ID, Features.EMPTY.withBit(200)), NOW);
    ChannelUpdate update = update("alice", "bob", ID, NOW);
    graph.accept(update, NOW);
    int edge = 2 * graph.channels().channelIndex(ID) + update.direction();
    assertThat(graph.channels().read(edge, new EdgeData())).isFalse();
  }

  @Test
  void placesOfForgottenChannelsAreUsedAgain() {
    NetworkGraph graph = graph(FundingLookup.UNCHECKED);
    graph.accept(channel("alice", "bob", ID), NOW);
    ChannelUpdate update = update("alice", "bob", ID, NOW);
    graph.accept(update, NOW);
    graph.remove(ID);
    assertThat(graph.channels().nodeBound()).isEqualTo(2);
    graph.accept(channel("carol", "dave", ID2), NOW);
    assertThat(graph.channels().nodeBound()).isEqualTo(2);
    assertThat(graph.channel(ID2).orElseThrow().fromNode1()).isEmpty();
    assertThat(graph.channel(ID2).orElseThrow().fromNode2()).isEmpty();
    assertThat(graph.channels().nodeIndex(key("alice"))).isEqualTo(-1);
  }

  @Test
  void whatAStoreKeptComesBackWithoutChecks() {
    NetworkGraph graph = graph(id -> new FundingAnswer.Absent());
    ChannelAnnouncement announcement = channel("alice", "bob", ID);
    ChannelUpdate update = update("alice", "bob", ID, NOW);
    graph.restore(announcement, Optional.of(CAPACITY), NOW);
    graph.restore(update);
    assertThat(graph.channel(ID).orElseThrow().capacity()).contains(CAPACITY);
    assertThat(graph.updateTimestamp(ID, update.direction())).isEqualTo(NOW);
  }
}
