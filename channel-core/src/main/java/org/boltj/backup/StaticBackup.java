package org.boltj.backup;

import java.util.List;
import org.boltj.base.BlockHash;

/**
 * All channels of a node at one moment. With the seed it brings back what the peers' closes of the
 * channels leave to us; it cannot continue a channel.
 *
 * @param chainHash the network
 * @param number grows each time a channel comes or goes: a higher one is of a later moment
 */
public record StaticBackup(BlockHash chainHash, long number, List<ChannelBackup> channels) {
  public StaticBackup {
    channels = List.copyOf(channels);
  }
}
