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
import org.boltj.base.Network;
import org.boltj.base.Satoshi;
import org.boltj.base.ShortChannelId;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireReader;
import org.boltj.gossip.message.ChannelAnnouncement;
import org.boltj.gossip.message.ChannelUpdate;
import org.junit.jupiter.api.Test;

/** Peers cannot make the graph grow without bound, nor make it work without bound. */
class HostileGossipTest {
  private static final ShortChannelId ID = ShortChannelId.parse("100x1x0");

  @Test
  void aHundredThousandUpdatesOfOneChannelAreCutOff() {
    NetworkGraph graph = new NetworkGraph(Network.REGTEST.chainHash(), FundingLookup.UNCHECKED);
    graph.accept(channel("alice", "bob", ID), NOW);
    ChannelUpdate template = update("alice", "bob", ID, NOW - 200_000);
    int accepted = 0;
    int cutOff = 0;
    for (int i = 0; i < 100_000; i++) {
      // Beyond the limit no signature is checked, so that the flood may be unsigned there.
      ChannelUpdate next =
          i < 200
              ? update("alice", "bob", ID, NOW - 100_000 + i)
              : withTimestamp(template, NOW - 100_000 + i);
      GossipResult result = graph.accept(next, NOW);
      if (result.equals(GossipResult.ACCEPTED)) {
        accepted++;
      } else if (result.equals(GossipResult.rejected(Rejection.TOO_MANY_UPDATES))) {
        cutOff++;
      }
    }
    assertThat(accepted).isEqualTo(GraphLimits.DEFAULT.updatesPerDay());
    assertThat(cutOff).isEqualTo(100_000 - accepted);
    assertThat(graph.accept(update("alice", "bob", ID, NOW + 1), NOW + 86_400))
        .isEqualTo(GossipResult.ACCEPTED);
  }

  private static ChannelUpdate withTimestamp(ChannelUpdate update, long timestamp) {
    return new ChannelUpdate(
        update.signature(),
        update.chainHash(),
        update.shortChannelId(),
        timestamp,
        update.messageFlags(),
        update.channelFlags(),
        update.cltvExpiryDelta(),
        update.htlcMinimumMsat(),
        update.feeBaseMsat(),
        update.feeProportionalMillionths(),
        update.htlcMaximumMsat(),
        update.unknownFields());
  }

  @Test
  void fakeUpdatesDoNotUseUpTheLimitOfRealOnes() {
    NetworkGraph graph = new NetworkGraph(Network.REGTEST.chainHash(), FundingLookup.UNCHECKED);
    graph.accept(channel("alice", "bob", ID), NOW);
    ChannelUpdate template = update("alice", "bob", ID, NOW - 1);
    for (int i = 0; i < 300; i++) {
      assertThat(graph.accept(withTimestamp(template, NOW + i), NOW))
          .isEqualTo(GossipResult.rejected(Rejection.DOUBTFUL_SIGNATURE));
    }
    assertThat(graph.accept(template, NOW)).isEqualTo(GossipResult.ACCEPTED);
  }

  @Test
  void theGraphAndWhatWaitsForTheChainHaveLimits() {
    GraphLimits limits = new GraphLimits(3, 2, 100, 10);
    NetworkGraph graph =
        new NetworkGraph(Network.REGTEST.chainHash(), id -> new FundingAnswer.Later(), limits);
    for (int block = 1; block <= 2; block++) {
      assertThat(graph.accept(channel("alice", "bob", ShortChannelId.of(block, 0, 0)), NOW))
          .isEqualTo(GossipResult.PENDING);
    }
    assertThat(graph.accept(channel("alice", "bob", ShortChannelId.of(3, 0, 0)), NOW))
        .isEqualTo(GossipResult.rejected(Rejection.FULL));
    NetworkGraph full =
        new NetworkGraph(Network.REGTEST.chainHash(), FundingLookup.UNCHECKED, limits);
    for (int block = 1; block <= 3; block++) {
      full.accept(channel("alice", "bob", ShortChannelId.of(block, 0, 0)), NOW);
    }
    assertThat(full.accept(channel("alice", "bob", ShortChannelId.of(4, 0, 0)), NOW))
        .isEqualTo(GossipResult.rejected(Rejection.FULL));
    assertThat(full.accept(node("alice", NOW), NOW)).isEqualTo(GossipResult.ACCEPTED);
  }

  @Test
  void absurdPoliciesAreKeptButNotUsed() {
    NetworkGraph graph =
        new NetworkGraph(Network.REGTEST.chainHash(), id -> fundedBy("alice", "bob"));
    graph.accept(channel("alice", "bob", ID), NOW);
    ChannelUpdate absurd =
        update(
            "alice",
            "bob",
            ID,
            NOW,
            false,
            policy(65535, 0xffffffffL, 0xffffffffL, 2_100_000_000_000_000_000L));
    assertThat(graph.accept(absurd, NOW)).isEqualTo(GossipResult.ACCEPTED);
    assertThat(isUsable(graph, absurd.direction())).isFalse();
  }

  private static boolean isUsable(NetworkGraph graph, int direction) {
    int channel = graph.channels().channelIndex(ID);
    return graph.channels().read(2 * channel + direction, new EdgeData());
  }

  /** BOLT 7 lets nodes send any 64 bits, and asks for nothing but to not pay that way. */
  @Test
  void boundsAboveAllMoneyAreKeptByteByByteButNotUsed() throws DecodeException {
    NetworkGraph graph =
        new NetworkGraph(Network.REGTEST.chainHash(), id -> fundedBy("alice", "bob"));
    graph.accept(channel("alice", "bob", ID), NOW);
    int age = 10;
    for (long bound : new long[] {-1, Long.MIN_VALUE, Long.MAX_VALUE}) {
      for (ChannelUpdate made : List.of(withBounds(0, bound, age--), withBounds(bound, 9, age--))) {
        WireReader in = new WireReader(made.encode());
        assertThat(in.u16()).isEqualTo(ChannelUpdate.TYPE);
        ChannelUpdate read = ChannelUpdate.decode(in);
        assertThat(read).isEqualTo(made);
        assertThat(graph.accept(read, NOW)).isEqualTo(GossipResult.ACCEPTED);
        assertThat(graph.channelUpdate(ID, made.direction())).contains(made.encode());
        assertThat(isUsable(graph, made.direction())).isFalse();
      }
    }
  }

  private static ChannelUpdate withBounds(long minimum, long maximum, int age) {
    ChannelUpdate update = update("alice", "bob", ID, NOW - age);
    return new ChannelUpdate(
            update.signature(),
            update.chainHash(),
            update.shortChannelId(),
            update.timestamp(),
            update.messageFlags(),
            update.channelFlags(),
            update.cltvExpiryDelta(),
            minimum,
            update.feeBaseMsat(),
            update.feeProportionalMillionths(),
            maximum,
            update.unknownFields())
        .sign(signer("alice"));
  }

  /** Anyone can announce any output with keys of his own before the chain has said whose it is. */
  @Test
  void aFalseAnnouncementThatWaitsPutsNoBlameOnWhoPassesTrueUpdatesOn() {
    NetworkGraph graph =
        new NetworkGraph(Network.REGTEST.chainHash(), id -> new FundingAnswer.Later());
    assertThat(graph.accept(channel("mallory", "mallet", ID), NOW)).isEqualTo(GossipResult.PENDING);
    assertThat(graph.accept(update("alice", "bob", ID, NOW), NOW))
        .isInstanceOfSatisfying(
            GossipResult.Rejected.class,
            rejected -> assertThat(rejected.reason().isFaultOfPeer()).isFalse());
  }

  /** The same of an announcement that no chain was asked about. */
  @Test
  void anUncheckedAnnouncementPutsNoBlameOnWhoPassesTrueUpdatesOn() {
    NetworkGraph graph = new NetworkGraph(Network.REGTEST.chainHash(), FundingLookup.UNCHECKED);
    assertThat(graph.accept(channel("mallory", "mallet", ID), NOW))
        .isEqualTo(GossipResult.ACCEPTED);
    assertThat(graph.accept(update("alice", "bob", ID, NOW), NOW))
        .isInstanceOfSatisfying(
            GossipResult.Rejected.class,
            rejected -> assertThat(rejected.reason().isFaultOfPeer()).isFalse());
  }

  private static FundingAnswer fundedBy(String node, String other) {
    return new FundingAnswer.Unspent(
        FundingScript.of(key(fundingKey(node, ID)), key(fundingKey(other, ID))),
        Satoshi.of(100_000));
  }

  @Test
  void aFalseAnnouncementFirstDoesNotKeepTheTrueOneOut() {
    NetworkGraph graph =
        new NetworkGraph(Network.REGTEST.chainHash(), id -> new FundingAnswer.Later());
    ChannelAnnouncement announcement = channel("alice", "bob", ID);
    assertThat(graph.accept(channel("mallory", "mallet", ID), NOW)).isEqualTo(GossipResult.PENDING);
    assertThat(graph.accept(announcement, NOW)).isEqualTo(GossipResult.PENDING);
    assertThat(graph.accept(announcement, NOW)).isEqualTo(GossipResult.DUPLICATE);
    ChannelUpdate ofBob = update("bob", "alice", ID, NOW);
    for (ChannelUpdate update : List.of(update("mallory", "mallet", ID, NOW + 5), ofBob)) {
      assertThat(graph.accept(update, NOW)).isEqualTo(GossipResult.PENDING);
    }
    assertThat(graph.accept(node("alice", NOW), NOW)).isEqualTo(GossipResult.PENDING);
    assertThat(graph.waiting(ID)).hasSize(2);
    assertThat(graph.fundingAnswered(ID, fundedBy("alice", "bob"), NOW))
        .containsExactly(announcement, ofBob, node("alice", NOW));
    assertThat(graph.waiting(ID)).isEmpty();
    assertThat(graph.pendingCount()).isZero();
  }

  @Test
  void whatTheChainHasSaidOfAnOutputIsNotAskedAgainForOtherKeys() {
    int[] lookups = new int[1];
    NetworkGraph graph =
        new NetworkGraph(
            Network.REGTEST.chainHash(),
            id -> {
              lookups[0]++;
              return new FundingAnswer.Later();
            });
    graph.accept(channel("mallory", "mallet", ID), NOW);
    assertThat(graph.fundingAnswered(ID, fundedBy("alice", "bob"), NOW)).isEmpty();
    for (String liar : List.of("mallory", "malice", "malcolm", "malvin", "malik")) {
      assertThat(graph.accept(channel(liar, "mallet", ID), NOW))
          .isEqualTo(GossipResult.rejected(Rejection.FUNDING_SCRIPT_MISMATCH));
    }
    assertThat(lookups[0]).isEqualTo(1);
    assertThat(graph.accept(channel("alice", "bob", ID), NOW)).isEqualTo(GossipResult.PENDING);
  }

  @Test
  void fourAnnouncementsOfAnOutputWaitAndNoMore() {
    NetworkGraph graph =
        new NetworkGraph(
            Network.REGTEST.chainHash(),
            id -> new FundingAnswer.Later(),
            new GraphLimits(10, 6, 100, 10));
    for (String liar : List.of("mallory", "malice", "malcolm", "malvin")) {
      assertThat(graph.accept(channel(liar, "mallet", ID), NOW)).isEqualTo(GossipResult.PENDING);
    }
    assertThat(graph.accept(channel("alice", "bob", ID), NOW))
        .isEqualTo(GossipResult.rejected(Rejection.FULL));
    graph.drop(channel("malice", "mallet", ID));
    assertThat(graph.accept(channel("alice", "bob", ID), NOW)).isEqualTo(GossipResult.PENDING);
    ShortChannelId other = ShortChannelId.parse("100x2x0");
    assertThat(graph.accept(channel("alice", "bob", other), NOW)).isEqualTo(GossipResult.PENDING);
    assertThat(graph.accept(channel("mallory", "mallet", other), NOW))
        .isEqualTo(GossipResult.PENDING);
    assertThat(graph.accept(channel("malice", "mallet", other), NOW))
        .as("all that wait are counted")
        .isEqualTo(GossipResult.rejected(Rejection.FULL));
    assertThat(graph.fundingAnswered(ID, new FundingAnswer.NotNow(), NOW)).isEmpty();
    assertThat(graph.pendingCount()).isEqualTo(2);
    graph.drop(channel("alice", "bob", other));
    graph.drop(channel("mallory", "mallet", other));
    assertThat(graph.isKnown(other)).isFalse();
    assertThat(graph.accept(node("alice", NOW), NOW))
        .isEqualTo(GossipResult.rejected(Rejection.UNKNOWN_NODE));
  }

  /** As when a node had no full node at first, or after a reorganization. */
  @Test
  void anUncheckedAnnouncementGivesWayToTheOneThatTheChainProves() {
    FundingAnswer[] answer = {new FundingAnswer.Unchecked()};
    NetworkGraph graph = new NetworkGraph(Network.REGTEST.chainHash(), id -> answer[0]);
    assertThat(graph.accept(channel("mallory", "mallet", ID), NOW))
        .isEqualTo(GossipResult.ACCEPTED);
    answer[0] = fundedBy("alice", "bob");
    assertThat(graph.accept(channel("alice", "bob", ID), NOW)).isEqualTo(GossipResult.ACCEPTED);
    assertThat(graph.channelAnnouncement(ID)).contains(channel("alice", "bob", ID).encode());
    assertThat(graph.banned()).isEmpty();
    assertThat(graph.takeGone()).containsExactly(ID);
    assertThat(graph.takeGone()).isEmpty();
    assertThat(graph.channelCount()).isEqualTo(1);
  }

  /** As a node's own channels, of which it knows the outputs. */
  @Test
  void whatNeedsNoAnswerOfTheChainIsNotKeptOutByWhatWaits() {
    FundingAnswer[] answer = {new FundingAnswer.Later()};
    NetworkGraph graph =
        new NetworkGraph(
            Network.REGTEST.chainHash(), id -> answer[0], new GraphLimits(10, 4, 100, 10));
    for (String liar : List.of("mallory", "malice", "malcolm", "malvin")) {
      assertThat(graph.accept(channel(liar, "mallet", ID), NOW)).isEqualTo(GossipResult.PENDING);
    }
    answer[0] = fundedBy("alice", "bob");
    assertThat(graph.accept(channel("alice", "bob", ID), NOW)).isEqualTo(GossipResult.ACCEPTED);
    assertThat(graph.fundingAnswered(ID, answer[0], NOW)).isEmpty();
    assertThat(graph.banned()).isEmpty();
    assertThat(graph.channelCount()).isEqualTo(1);
  }

  @Test
  void rivalsThatAreBothProvenLeaveNothingThatWasAccepted() {
    NetworkGraph graph =
        new NetworkGraph(Network.REGTEST.chainHash(), id -> new FundingAnswer.Later());
    ChannelAnnouncement other = channelFundedBy("alice", "bob", "carol", "dave", ID);
    for (ChannelAnnouncement rival : List.of(channel("alice", "bob", ID), other)) {
      assertThat(graph.accept(rival, NOW)).isEqualTo(GossipResult.PENDING);
    }
    assertThat(graph.fundingAnswered(ID, fundedBy("alice", "bob"), NOW)).isEmpty();
    assertThat(graph.banned()).hasSize(4);
    assertThat(graph.channelCount()).isZero();
  }
}
