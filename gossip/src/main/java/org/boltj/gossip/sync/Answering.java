package org.boltj.gossip.sync;

import java.util.BitSet;
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
   * query_short_channel_ids: first the channels in the order asked, then their nodes, each once.
   *
   * @param next place in the query; beyond its end the nodes are sent, in a second pass
   * @param sentNodes the numbers of the nodes that were sent; never changed
   */
  record Channels(QueryShortChannelIds query, int next, BitSet sentNodes) implements Answering {}
}
