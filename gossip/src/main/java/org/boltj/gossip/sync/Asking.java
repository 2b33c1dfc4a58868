package org.boltj.gossip.sync;

import java.util.List;
import org.boltj.gossip.message.QueryChannelRange;

/** What we have asked the peer and not yet been told. */
sealed interface Asking {
  /** Nothing. */
  record Nothing() implements Asking {}

  /**
   * Which channels there are.
   *
   * @param query our question
   * @param lastFirstBlocknum first_blocknum of the reply before, which must not decrease
   * @param channels how many channels the replies named so far
   * @param wanted those of them that are worth a question
   */
  record Range(
      QueryChannelRange query,
      long lastFirstBlocknum,
      int channels,
      List<Wanted> wanted,
      long deadlineSeconds)
      implements Asking {}

  /**
   * What is known about some channels.
   *
   * @param wanted all that we want to know
   * @param next the first that was not asked yet
   * @param waiting whether a question is unanswered
   */
  record Channels(List<Wanted> wanted, int next, boolean waiting, long deadlineSeconds)
      implements Asking {}
}
