package org.boltj.gossip.sync;

import java.util.List;
import java.util.Optional;
import org.boltj.base.PublicKey;
import org.boltj.base.ShortChannelId;
import org.boltj.gossip.message.QueryChannelRange;
import org.boltj.gossip.message.QueryShortChannelIds;

/** A question of the peer that is being answered, bit by bit as the connection takes it. */
sealed interface Answering {
  /** Nothing was asked. */
  record Nothing() implements Answering {}

  /**
   * query_channel_range.
   *
   * @param firstBlocknum of the next reply
   * @param next the first channel of the next reply
   */
  record Range(QueryChannelRange query, long firstBlocknum, ShortChannelId next)
      implements Answering {}

  /**
   * query_short_channel_ids: first the channels in the order asked, then the nodes, each once.
   *
   * @param nextChannel place in the query
   * @param nodes the nodes to be sent; empty while channels are sent
   * @param nextNode place among the nodes
   */
  record Channels(
      QueryShortChannelIds query, int nextChannel, Optional<List<PublicKey>> nodes, int nextNode)
      implements Answering {}
}
