package org.boltj.gossip.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.boltj.base.BlockHash;
import org.boltj.base.Bytes;
import org.boltj.base.PublicKey;
import org.boltj.base.ShortChannelId;
import org.boltj.crypto.AllCores;
import org.boltj.gossip.message.ChannelAnnouncement;
import org.boltj.gossip.message.ChannelUpdate;
import org.boltj.gossip.message.GossipMessage;
import org.boltj.gossip.message.NodeAnnouncement;

/**
 * The rules of BOLT 7 for gossip messages that come in: cheap checks first, signatures next, the
 * chain last.
 */
final class GossipRules {
  private static final long DAY_SECONDS = 86_400;

  private final BlockHash chainHash;
  private final FundingLookup fundingLookup;
  private final GraphLimits limits;
  private final GossipTables tables;
  private final ChannelGraph graph;
  private final GossipRecords records;
  private final PendingChannels pending = new PendingChannels();
  private final BannedNodes banned;
  private final List<ShortChannelId> goneByBans = new ArrayList<>();
  private final RefusedChannels refused;
  private final ScriptsOfChain scripts;
  private final DailyCount announcements = new DailyCount();

  GossipRules(
      BlockHash chainHash, FundingLookup fundingLookup, GraphLimits limits, GossipTables tables) {
    this.chainHash = chainHash;
    this.fundingLookup = fundingLookup;
    this.limits = limits;
    this.tables = tables;
    this.graph = tables.graph;
    this.records = tables.records;
    this.banned = new BannedNodes(limits.bannedNodes());
    this.refused = new RefusedChannels(limits.refusedChannels());
    this.scripts = new ScriptsOfChain(limits.refusedChannels());
  }

  PendingChannels pending() {
    return pending;
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

  List<ShortChannelId> takeGoneByBans() {
    List<ShortChannelId> gone = List.copyOf(goneByBans);
    goneByBans.clear();
    return gone;
  }

  GossipResult accept(GossipMessage message, long nowSeconds) {
    return accept(new Candidate(message), nowSeconds);
  }

  /** The same one after the other; the signatures are checked before, on all cores. */
  List<GossipResult> acceptAll(List<? extends GossipMessage> messages, long nowSeconds) {
    BatchForesight foresight = new BatchForesight(this, limits, nowSeconds);
    List<Candidate> candidates = new ArrayList<>();
    List<Runnable> checks = new ArrayList<>();
    for (GossipMessage message : messages) {
      Candidate candidate = new Candidate(message);
      candidates.add(candidate);
      foresight.signer(message).ifPresent(signer -> checks.add(() -> candidate.prepare(signer)));
    }
    AllCores.forEach(checks, Runnable::run);
    return candidates.stream().map(candidate -> accept(candidate, nowSeconds)).toList();
  }

  private GossipResult accept(Candidate candidate, long nowSeconds) {
    return switch (candidate.message()) {
      case ChannelAnnouncement announcement -> accept(announcement, candidate, nowSeconds);
      case ChannelUpdate update -> accept(update, candidate, nowSeconds);
      case NodeAnnouncement announcement -> accept(announcement, candidate, nowSeconds);
    };
  }

  private boolean isTooLong(Bytes variable, Bytes unknownFields) {
    return variable.size() + unknownFields.size() > limits.messageBytes();
  }

  // ---- channel_announcement ----

  private GossipResult accept(
      ChannelAnnouncement announcement, Candidate candidate, long nowSeconds) {
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
    if (isTooLong(announcement.features(), announcement.unknownFields())) {
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
    return graph.channelCount() >= limits.channels()
        || pending.size() >= limits.pending()
        || pending.isFull(id);
  }

  /** See {@link NetworkGraph#fundingAnswered}. */
  List<GossipMessage> fundingAnswered(
      ShortChannelId shortChannelId, FundingAnswer answer, long nowSeconds) {
    if (answer instanceof FundingAnswer.Later) {
      return List.of();
    }
    List<GossipMessage> accepted = new ArrayList<>();
    for (Candidate candidate : pending.take(shortChannelId)) {
      GossipResult result =
          candidate.message() instanceof ChannelAnnouncement announcement
              ? insert(announcement, candidate, answer, nowSeconds)
              : accept(candidate, nowSeconds);
      if (result instanceof GossipResult.Accepted) {
        accepted.add(candidate.message());
      }
    }
    return List.copyOf(accepted);
  }

  private GossipResult insert(
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
    if (known >= 0) {
      if (tables.hasNodes(known, announcement)) {
        return GossipResult.DUPLICATE;
      }
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
      goneByBans.add(graph.shortChannelId(channel));
      tables.remove(channel);
      node = graph.nodeIndex(nodeId);
    }
  }

  // ---- channel_update ----

  private GossipResult accept(ChannelUpdate update, Candidate candidate, long nowSeconds) {
    Optional<GossipResult> unwanted = refuseCheaply(update, nowSeconds);
    if (unwanted.isPresent()) {
      return unwanted.get();
    }
    int channel = graph.channelIndex(update.shortChannelId());
    if (channel < 0) {
      return holdUpdate(update, candidate);
    }
    unwanted = refuseUnwanted(update, candidate, channel, nowSeconds);
    if (unwanted.isPresent()) {
      return unwanted.get();
    }
    if (!candidate.isSignedBy(tables.nodeAt(channel, update.direction()))) {
      boolean proven = graph.capacityMsat(channel) != Long.MAX_VALUE;
      return GossipResult.rejected(
          proven ? Rejection.INVALID_SIGNATURE : Rejection.DOUBTFUL_SIGNATURE);
    }
    records.countUpdate(2 * channel + update.direction(), day(nowSeconds));
    tables.setUpdate(channel, update, candidate.encoded());
    return GossipResult.ACCEPTED;
  }

  /** What the message says of itself. */
  Optional<GossipResult> refuseCheaply(ChannelUpdate update, long nowSeconds) {
    if (!update.chainHash().equals(chainHash)) {
      return Optional.of(GossipResult.rejected(Rejection.WRONG_CHAIN));
    }
    if (update.dontForward()) {
      return Optional.of(GossipResult.rejected(Rejection.NOT_FOR_RELAY));
    }
    if (isTooLong(Bytes.EMPTY, update.unknownFields())) {
      return Optional.of(GossipResult.rejected(Rejection.TOO_LONG));
    }
    if (update.timestamp() > nowSeconds + DAY_SECONDS) {
      return Optional.of(GossipResult.rejected(Rejection.TIMESTAMP_IN_FUTURE));
    }
    return update.timestamp() < nowSeconds - NetworkGraph.STALE_AFTER_SECONDS
        ? Optional.of(GossipResult.STALE)
        : Optional.empty();
  }

  /** What the graph says against an update of a channel that it has. */
  private Optional<GossipResult> refuseUnwanted(
      ChannelUpdate update, Candidate candidate, int channel, long nowSeconds) {
    int edge = 2 * channel + update.direction();
    if (update.timestamp() <= graph.timestamp(edge)) {
      boolean same = Objects.equals(records.update(edge), candidate.encoded());
      return Optional.of(same ? GossipResult.DUPLICATE : GossipResult.STALE);
    }
    if (records.spentAtHeight(channel) > 0 && !update.isDisabled()) {
      return Optional.of(GossipResult.rejected(Rejection.FUNDING_SPENT));
    }
    return records.updatesOf(edge, day(nowSeconds)) >= limits.updatesPerDay()
        ? Optional.of(GossipResult.rejected(Rejection.TOO_MANY_UPDATES))
        : Optional.empty();
  }

  private static int day(long nowSeconds) {
    return (int) (nowSeconds / DAY_SECONDS);
  }

  private GossipResult holdUpdate(ChannelUpdate update, Candidate candidate) {
    if (!pending.contains(update.shortChannelId())) {
      return GossipResult.rejected(Rejection.UNKNOWN_CHANNEL);
    }
    List<PublicKey> signers = pending.signersOf(update);
    if (signers.isEmpty()) {
      return GossipResult.STALE;
    }
    for (PublicKey signer : signers) {
      if (candidate.isSignedBy(signer)) {
        pending.hold(update, signer, candidate);
        return GossipResult.PENDING;
      }
    }
    return GossipResult.rejected(Rejection.DOUBTFUL_SIGNATURE);
  }

  /** Whose signature an update needs that is not refused without looking at it. */
  Optional<PublicKey> signerOf(ChannelUpdate update, long nowSeconds) {
    int channel = graph.channelIndex(update.shortChannelId());
    if (channel >= 0) {
      return refuseUnwanted(update, new Candidate(update), channel, nowSeconds).isPresent()
          ? Optional.empty()
          : Optional.of(tables.nodeAt(channel, update.direction()));
    }
    return pending.signersOf(update).stream().findFirst();
  }

  // ---- node_announcement ----

  private GossipResult accept(NodeAnnouncement announcement, Candidate candidate, long nowSeconds) {
    if (announcement.timestamp() > nowSeconds + DAY_SECONDS) {
      return GossipResult.rejected(Rejection.TIMESTAMP_IN_FUTURE);
    }
    int node = graph.nodeIndex(announcement.nodeId());
    if (node < 0) {
      return holdNode(announcement, candidate);
    }
    if (!isNewer(announcement, node)) {
      return Objects.equals(records.nodeAnnouncement(node), candidate.encoded())
          ? GossipResult.DUPLICATE
          : GossipResult.STALE;
    }
    if (candidate.encoded().size() > limits.messageBytes()) {
      return GossipResult.rejected(Rejection.TOO_LONG);
    }
    if (announcements.of(announcement.nodeId(), nowSeconds) >= limits.announcementsPerDay()) {
      return GossipResult.rejected(Rejection.TOO_MANY_UPDATES);
    }
    if (!candidate.isSignedBy(announcement.nodeId())) {
      return GossipResult.rejected(Rejection.INVALID_SIGNATURE);
    }
    announcements.add(announcement.nodeId());
    tables.setNode(node, announcement, candidate.encoded());
    return GossipResult.ACCEPTED;
  }

  private boolean isNewer(NodeAnnouncement announcement, int node) {
    return records.nodeAnnouncement(node) == null
        || announcement.timestamp() > records.nodeTimestamp(node);
  }

  private GossipResult holdNode(NodeAnnouncement announcement, Candidate candidate) {
    if (!pending.isWaiting(announcement.nodeId())) {
      return GossipResult.rejected(Rejection.UNKNOWN_NODE);
    }
    if (!pending.isNewer(announcement)) {
      return GossipResult.STALE;
    }
    if (candidate.encoded().size() > limits.messageBytes()) {
      return GossipResult.rejected(Rejection.TOO_LONG);
    }
    if (!candidate.isSignedBy(announcement.nodeId())) {
      return GossipResult.rejected(Rejection.INVALID_SIGNATURE);
    }
    pending.hold(announcement, candidate);
    return GossipResult.PENDING;
  }

  /** Whether the signature of an announcement is going to be looked at. */
  boolean isWanted(NodeAnnouncement announcement, long nowSeconds) {
    int node = graph.nodeIndex(announcement.nodeId());
    return node >= 0
        ? isNewer(announcement, node)
            && announcements.of(announcement.nodeId(), nowSeconds) < limits.announcementsPerDay()
        : pending.isWaiting(announcement.nodeId()) && pending.isNewer(announcement);
  }
}
