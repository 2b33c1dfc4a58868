package org.boltj.gossip.scoring;

import java.util.List;
import org.boltj.base.PublicKey;

/** What a scorer has learnt, to be kept or given to another one; see {@link LearntScoresCsv}. */
public record LearntScores(List<Experience> channels, List<NodeFault> nodes) {
  public LearntScores {
    channels = List.copyOf(channels);
    nodes = List.copyOf(nodes);
  }

  /**
   * A node failed.
   *
   * @param atSeconds seconds since 1970, 1 to 2^31 - 1
   */
  public record NodeFault(PublicKey nodeId, long atSeconds) {
    public NodeFault {
      if (atSeconds < 1 || atSeconds > Integer.MAX_VALUE) {
        throw new IllegalArgumentException("no time of a fault: " + atSeconds);
      }
    }
  }
}
