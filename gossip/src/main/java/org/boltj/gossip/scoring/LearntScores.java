package org.boltj.gossip.scoring;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.boltj.base.PublicKey;

/** What a scorer has learnt, to be kept or given to another one; see {@link LearntScoresCsv}. */
public record LearntScores(List<Experience> channels, List<NodeFault> nodes) {
  public LearntScores {
    channels = List.copyOf(channels);
    nodes = List.copyOf(nodes);
  }

  /**
   * This and what another one learnt: of each direction and node whatever is of later, of equals
   * this one's.
   *
   * @param nowSeconds seconds since 1970; what the other one dates later counts as of now
   */
  LearntScores with(LearntScores other, long nowSeconds) {
    SortedMap<ChannelDirection, Experience> byChannel = new TreeMap<>();
    channels.forEach(own -> byChannel.put(own.channel(), own));
    other.channels.stream()
        .map(each -> each.noLaterThan(nowSeconds))
        .forEach(
            each ->
                byChannel.merge(
                    each.channel(),
                    each,
                    (own, told) -> told.atSeconds() > own.atSeconds() ? told : own));
    SortedMap<PublicKey, NodeFault> byNode = new TreeMap<>();
    nodes.forEach(own -> byNode.put(own.nodeId(), own));
    other.nodes.stream()
        .map(each -> new NodeFault(each.nodeId(), Math.min(each.atSeconds(), nowSeconds)))
        .forEach(
            each ->
                byNode.merge(
                    each.nodeId(),
                    each,
                    (own, told) -> told.atSeconds() > own.atSeconds() ? told : own));
    return new LearntScores(List.copyOf(byChannel.values()), List.copyOf(byNode.values()));
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
