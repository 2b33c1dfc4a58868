package org.boltj.gossip.graph;

import java.util.List;
import java.util.Optional;
import org.boltj.base.BlockHash;
import org.boltj.base.PublicKey;
import org.boltj.base.ShortChannelId;
import org.boltj.gossip.message.ChannelAnnouncement;

/** The rules of BOLT 7 for channel_announcement, and what was refused or banned by them. */
final class ChannelRules {
  private final BlockHash chainHash;
  private final FundingLookup fundingLookup;
  private final GraphLimits limits;
  private final GossipTables tables;
  private final ChannelGraph graph;
  private final PendingChannels pending;
  private final BannedNodes banned;
  private final RefusedChannels refused;
  private final ScriptsOfChain scripts;

  ChannelRules(
      BlockHash chainHash,
      FundingLookup fundingLookup,
      GraphLimits limits,
      GossipTables tables,
      PendingChannels pending) {
    this.chainHash = chainHash;
    this.fundingLookup = fundingLookup;
    this.limits = limits;
    this.tables = tables;
    this.graph = tables.graph;
    this.pending = pending;
    this.banned = new BannedNodes(limits.bannedNodes());
    this.refused = new RefusedChannels(limits.refusedChannels());
    this.scripts = new ScriptsOfChain(limits.refusedChannels());
  }

  BannedNodes banned() {
    return banned;
  }

  boolean isRefused(ShortChannelId id, long nowSeconds) {
    return refused.contains(id, nowSeconds);
  }

  /** The chain has changed. */
  void forgetRefused() {
    refused.clear();
    scripts.clear();
  }

  GossipResult accept(ChannelAnnouncement announcement, Candidate candidate, long nowSeconds) {
    Optional<GossipResult> unwanted = refuseCheaply(announcement, nowSeconds);
    if (unwanted.isPresent()) {
      return unwanted.get();
    }
    if (!candidate.isSignedBy(announcement.nodeId1())) {
      return GossipResult.rejected(Rejection.INVALID_SIGNATURE);
    }
    FundingAnswer answer = fundingLookup.lookUp(announcement.shortChannelId());
    if (answer instanceof FundingAnswer.Later) {
      pending.add(announcement, candidate);
      return GossipResult.PENDING;
    }
    return insert(announcement, candidate, answer, nowSeconds);
  }

  /** All checks that need neither signatures nor the chain. */
  Optional<GossipResult> refuseCheaply(ChannelAnnouncement announcement, long nowSeconds) {
    if (!announcement.chainHash().equals(chainHash)) {
      return Optional.of(GossipResult.rejected(Rejection.WRONG_CHAIN));
    }
    if (announcement.nodeId1().compareTo(announcement.nodeId2()) >= 0) {
      return Optional.of(GossipResult.rejected(Rejection.INVALID_NODE_IDS));
    }
    int known = graph.channelIndex(announcement.shortChannelId());
    if (known >= 0 && tables.hasNodes(known, announcement)) {
      return Optional.of(GossipResult.DUPLICATE);
    }
    if (pending.contains(announcement)) {
      return Optional.of(GossipResult.DUPLICATE);
    }
    if (banned.containsOneOf(announcement)) {
      return Optional.of(GossipResult.rejected(Rejection.BANNED_NODE));
    }
    if (refused.contains(announcement.shortChannelId(), nowSeconds)) {
      return Optional.of(GossipResult.rejected(Rejection.FUNDING_NOT_FOUND));
    }
    if (limits.isTooLong(announcement.features(), announcement.unknownFields())) {
      return Optional.of(GossipResult.rejected(Rejection.TOO_LONG));
    }
    if (scripts.contradict(announcement)) {
      return Optional.of(GossipResult.rejected(Rejection.FUNDING_SCRIPT_MISMATCH));
    }
    return isFullFor(announcement.shortChannelId())
        ? Optional.of(GossipResult.rejected(Rejection.FULL))
        : Optional.empty();
  }

  private boolean isFullFor(ShortChannelId id) {
    boolean noneCanWait = pending.size() >= limits.pending() || pending.isFull(id);
    return graph.channelCount() >= limits.channels()
        || noneCanWait && fundingLookup.lookUp(id) instanceof FundingAnswer.Later;
  }

  /** What the chain has said of the output. */
  GossipResult insert(
      ChannelAnnouncement announcement,
      Candidate candidate,
      FundingAnswer answer,
      long nowSeconds) {
    return switch (answer) {
      case FundingAnswer.Absent absent -> {
        refused.add(announcement.shortChannelId(), nowSeconds);
        yield GossipResult.rejected(Rejection.FUNDING_NOT_FOUND);
      }
      case FundingAnswer.NotNow notNow -> GossipResult.rejected(Rejection.FUNDING_NOT_FOUND);
      case FundingAnswer.Later later -> GossipResult.PENDING;
      case FundingAnswer.Unchecked unchecked ->
          graph.channelIndex(announcement.shortChannelId()) >= 0
              ? GossipResult.DUPLICATE
              : insert(announcement, candidate, ChannelGraph.UNKNOWN_CAPACITY, nowSeconds);
      case FundingAnswer.Unspent output ->
          insertChecked(announcement, candidate, output, nowSeconds);
    };
  }

  private GossipResult insertChecked(
      ChannelAnnouncement announcement,
      Candidate candidate,
      FundingAnswer.Unspent output,
      long nowSeconds) {
    if (!FundingScript.of(announcement).equals(output.scriptPubKey())) {
      scripts.add(announcement.shortChannelId(), output.scriptPubKey());
      return GossipResult.rejected(Rejection.FUNDING_SCRIPT_MISMATCH);
    }
    int known = graph.channelIndex(announcement.shortChannelId());
    if (known >= 0 && tables.hasNodes(known, announcement)) {
      return GossipResult.DUPLICATE;
    }
    if (known >= 0 && !tables.hasScript(known, output.scriptPubKey())) {
      // Nobody had asked the chain about the one that is known, or it was reorganized since.
      tables.removeUnasked(known);
    } else if (known >= 0) {
      // Read both ids first: banning a node takes the channel and so perhaps the other node away.
      PublicKey node1 = tables.nodeAt(known, 0);
      PublicKey node2 = tables.nodeAt(known, 1);
      List.of(node1, node2, announcement.nodeId1(), announcement.nodeId2()).forEach(this::ban);
      refused.add(announcement.shortChannelId(), nowSeconds);
      return GossipResult.rejected(Rejection.CONFLICTING_ANNOUNCEMENT);
    }
    return insert(announcement, candidate, output.amount().sat(), nowSeconds);
  }

  private GossipResult insert(
      ChannelAnnouncement announcement, Candidate candidate, long capacitySat, long nowSeconds) {
    tables.addChannel(announcement, candidate.encoded(), capacitySat, nowSeconds);
    return GossipResult.ACCEPTED;
  }

  /**
   * BOLT 7: two announcements of one output mean that keys have leaked, so their nodes are
   * forgotten.
   */
  private void ban(PublicKey nodeId) {
    banned.add(nodeId);
    int node = graph.nodeIndex(nodeId);
    while (node >= 0) {
      int channel = graph.edgesInto(node)[0] >> 1;
      tables.removeUnasked(channel);
      node = graph.nodeIndex(nodeId);
    }
  }
}
