package org.boltj.gossip.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.boltj.gossip.TestKeys.NOW;
import static org.boltj.gossip.TestKeys.channel;
import static org.boltj.gossip.TestKeys.node;
import static org.boltj.gossip.TestKeys.policy;
import static org.boltj.gossip.TestKeys.update;

import org.boltj.base.Network;
import org.boltj.base.ShortChannelId;
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
    NetworkGraph graph = new NetworkGraph(Network.REGTEST.chainHash(), FundingLookup.UNCHECKED);
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
}
