package org.boltj.gossip.graph;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.boltj.base.BlockHash;
import org.boltj.base.Bytes;
import org.boltj.base.PublicKey;
import org.boltj.gossip.message.ChannelUpdate;

/** The rules of BOLT 7 for channel_update. */
final class UpdateRules {
  private static final long DAY_SECONDS = 86_400;

  private final BlockHash chainHash;
  private final GraphLimits limits;
  private final GossipTables tables;
  private final ChannelGraph graph;
  private final GossipRecords records;
  private final PendingChannels pending;

  UpdateRules(
      BlockHash chainHash, GraphLimits limits, GossipTables tables, PendingChannels pending) {
    this.chainHash = chainHash;
    this.limits = limits;
    this.tables = tables;
    this.graph = tables.graph;
    this.records = tables.records;
    this.pending = pending;
  }

  GossipResult accept(ChannelUpdate update, Candidate candidate, long nowSeconds) {
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
    if (limits.isTooLong(Bytes.EMPTY, update.unknownFields())) {
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
    return refusal(update, channel, nowSeconds);
  }

  /** The same against one that is newer than what is known. */
  private Optional<GossipResult> refusal(ChannelUpdate update, int channel, long nowSeconds) {
    if (records.spentAtHeight(channel) > 0 && !update.isDisabled()) {
      return Optional.of(GossipResult.rejected(Rejection.FUNDING_SPENT));
    }
    int edge = 2 * channel + update.direction();
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
      boolean old = update.timestamp() <= graph.timestamp(2 * channel + update.direction());
      return old || refusal(update, channel, nowSeconds).isPresent()
          ? Optional.empty()
          : Optional.of(tables.nodeAt(channel, update.direction()));
    }
    return pending.signersOf(update).stream().findFirst();
  }
}
