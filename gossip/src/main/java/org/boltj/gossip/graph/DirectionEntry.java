package org.boltj.gossip.graph;

import org.boltj.gossip.message.ChannelUpdate;

/**
 * The latest channel_update of one direction.
 *
 * @param timestamp of the update (seconds)
 * @param disabled whether its sender does not relay that way now
 * @param policy fees and bounds
 */
public record DirectionEntry(long timestamp, boolean disabled, ChannelUpdate.Policy policy) {}
