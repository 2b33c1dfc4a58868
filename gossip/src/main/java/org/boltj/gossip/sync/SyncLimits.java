package org.boltj.gossip.sync;

/**
 * Bounds of the conversation with one peer.
 *
 * @param channelsPerQuery channels in one query_short_channel_ids of ours
 * @param channelsPerReply channels in one reply_channel_range of ours, at most 2700 so that it fits
 *     65535 bytes
 * @param channelsWanted channels that a peer may name in its replies; each that we want costs nine
 *     bytes
 * @param replies reply_channel_range messages that a peer may answer one question with
 * @param timeoutSeconds how long the peer may take for an answer
 * @param rangeSeconds how long the peer may take for all its reply_channel_range messages together
 * @param pendingChannels no more questions while the graph has that many announcements to look up
 */
public record SyncLimits(
    int channelsPerQuery,
    int channelsPerReply,
    int channelsWanted,
    int replies,
    long timeoutSeconds,
    long rangeSeconds,
    int pendingChannels) {
  public static final SyncLimits DEFAULT =
      new SyncLimits(1000, 2000, 500_000, 10_000, 120, 900, 5000);
}
