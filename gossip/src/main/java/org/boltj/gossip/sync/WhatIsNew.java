package org.boltj.gossip.sync;

import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.ShortChannelId;
import org.boltj.gossip.graph.NetworkGraph;
import org.boltj.gossip.message.ChannelUpdatePair;
import org.boltj.gossip.message.QueryShortChannelIds;
import org.boltj.gossip.message.ReplyChannelRange;

/** Which of the channels that a reply_channel_range names are worth a question, and for what. */
final class WhatIsNew {
  /**
   * An update of ours that is older is asked for again though nothing else in it has changed: it
   * keeps the channel from being pruned (seconds).
   */
  private static final long REFRESH_AFTER_SECONDS = NetworkGraph.STALE_AFTER_SECONDS / 2;

  private final NetworkGraph graph;

  WhatIsNew(NetworkGraph graph) {
    this.graph = graph;
  }

  /**
   * The query_flags for the channel at that place of the reply, 0 when nothing is wanted.
   *
   * @param flagsHelp whether the peer understands query_flags, so that updates can be asked alone
   */
  long of(ReplyChannelRange reply, int place, boolean flagsHelp, long nowSeconds) {
    ShortChannelId id = reply.encodedShortIds().get(place);
    Optional<ChannelUpdatePair> timestamps = reply.timestamps().map(all -> all.get(place));
    if (!graph.isKnown(id)) {
      boolean dead = timestamps.map(pair -> isStale(pair, nowSeconds)).orElse(false);
      return dead || graph.isRefused(id, nowSeconds) ? 0 : QueryShortChannelIds.WANTS_ALL;
    }
    if (!flagsHelp || timestamps.isEmpty() || !graph.isAlive(id)) {
      return 0;
    }
    return newerUpdates(
        id, timestamps.get(), reply.checksums().map(all -> all.get(place)), nowSeconds);
  }

  /** A channel with one such update would be pruned at once; 0 stands for no update. */
  private static boolean isStale(ChannelUpdatePair timestamps, long nowSeconds) {
    return isStale(timestamps.of(0), nowSeconds) || isStale(timestamps.of(1), nowSeconds);
  }

  private static boolean isStale(long timestamp, long nowSeconds) {
    return timestamp > 0 && timestamp < nowSeconds - NetworkGraph.STALE_AFTER_SECONDS;
  }

  /** The flags of the updates of which the peer has newer ones that also say something else. */
  private long newerUpdates(
      ShortChannelId id,
      ChannelUpdatePair timestamps,
      Optional<ChannelUpdatePair> checksums,
      long nowSeconds) {
    long flags = 0;
    for (int direction = 0; direction < 2; direction++) {
      long ours = graph.updateTimestamp(id, direction);
      long theirs = timestamps.of(direction);
      boolean newer = theirs > ours && !isStale(theirs, nowSeconds);
      boolean old = ours < nowSeconds - REFRESH_AFTER_SECONDS;
      if (newer && (old || differs(id, direction, checksums))) {
        flags |= QueryShortChannelIds.WANTS_CHANNEL_UPDATE_1 << direction;
      }
    }
    return flags;
  }

  private boolean differs(ShortChannelId id, int direction, Optional<ChannelUpdatePair> checksums) {
    Optional<Bytes> ours = graph.channelUpdate(id, direction);
    return checksums.isEmpty()
        || ours.isEmpty()
        || UpdateChecksum.of(ours.get()) != checksums.get().of(direction);
  }
}
