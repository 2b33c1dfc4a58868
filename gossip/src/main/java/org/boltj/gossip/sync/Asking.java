package org.boltj.gossip.sync;

import org.boltj.base.ShortChannelId;
import org.boltj.gossip.message.QueryChannelRange;

/** What we have asked the peer and not yet been told. */
sealed interface Asking {
  /** Nothing. */
  record Nothing() implements Asking {}

  /**
   * Nothing any more: the peer left a question unanswered or answered it wrongly, and BOLT 7 allows
   * no other question before its answer.
   */
  record GivenUp() implements Asking {}

  /**
   * Which channels there are.
   *
   * @param query our question
   * @param highestBlock channels beyond it are not in the chain yet and are not asked for
   * @param heard what the replies so far said
   * @param deadlineSeconds of the next reply
   * @param lastSeconds when all replies must have come
   */
  record Range(
      QueryChannelRange query,
      long highestBlock,
      Heard heard,
      long deadlineSeconds,
      long lastSeconds)
      implements Asking {}

  /**
   * What the replies to a query_channel_range have said so far.
   *
   * @param replies how many there were
   * @param firstBlocknum of the last one; the next must not go back
   * @param endBlocknum the block after those that were covered
   * @param channels how many channels were named
   * @param lastId the last of them
   * @param wanted those of them that are worth a question
   */
  record Heard(
      int replies,
      long firstBlocknum,
      long endBlocknum,
      int channels,
      ShortChannelId lastId,
      WantedChannels wanted) {
    static final Heard NOTHING = new Heard(0, 0, 0, 0, new ShortChannelId(0), WantedChannels.NONE);
  }

  /**
   * What is known about some channels.
   *
   * @param wanted all that we want to know
   * @param next the first that was not asked yet
   * @param waiting whether a question is unanswered
   * @param full whether the peer claims so far to know all about its chain
   */
  record Channels(
      WantedChannels wanted, int next, boolean waiting, boolean full, long deadlineSeconds)
      implements Asking {}
}
