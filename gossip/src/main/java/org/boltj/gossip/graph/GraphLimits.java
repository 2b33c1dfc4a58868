package org.boltj.gossip.graph;

/**
 * What a graph holds at most.
 *
 * @param channels announced channels
 * @param pending announcements that wait for an answer about their funding output
 * @param updatesPerDay channel_updates taken for one direction of a channel in a day
 * @param bannedNodes nodes remembered for conflicting announcements
 */
public record GraphLimits(int channels, int pending, int updatesPerDay, int bannedNodes) {
  /** Several times the size of the public network of 2025. */
  public static final GraphLimits DEFAULT = new GraphLimits(500_000, 20_000, 100, 10_000);
}
