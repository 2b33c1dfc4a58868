package org.boltj.gossip.graph;

import org.boltj.base.Bytes;

/**
 * What a graph holds at most.
 *
 * @param channels announced channels
 * @param pending announcements that wait for an answer about their funding output
 * @param updatesPerDay channel_updates taken for one direction of a channel in a day
 * @param bannedNodes nodes remembered for conflicting announcements
 * @param announcementsPerDay node_announcements taken of one node in a day
 * @param refusedChannels channels remembered because the chain does not have their funding outputs
 * @param messageBytes the longest message kept; the public network's have less than 600 bytes
 */
public record GraphLimits(
    int channels,
    int pending,
    int updatesPerDay,
    int bannedNodes,
    int announcementsPerDay,
    int refusedChannels,
    int messageBytes) {
  /** Several times the size of the public network of 2025. */
  public static final GraphLimits DEFAULT =
      new GraphLimits(500_000, 20_000, 100, 10_000, 50, 20_000, 2_048);

  public GraphLimits(int channels, int pending, int updatesPerDay, int bannedNodes) {
    this(
        channels,
        pending,
        updatesPerDay,
        bannedNodes,
        DEFAULT.announcementsPerDay,
        DEFAULT.refusedChannels,
        DEFAULT.messageBytes);
  }

  /** Whether a message has much more than its known fields of fixed size. */
  boolean isTooLong(Bytes variable, Bytes unknownFields) {
    return variable.size() + unknownFields.size() > messageBytes;
  }
}
