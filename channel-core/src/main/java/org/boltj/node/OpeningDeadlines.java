package org.boltj.node;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.boltj.channel.ChannelState;
import org.boltj.channel.OpeningState;
import org.boltj.channel.WaitForAcceptChannel;
import org.boltj.channel.WaitForFundingCreated;
import org.boltj.channel.WaitForFundingInternal;
import org.boltj.channel.WaitForFundingSigned;

/**
 * How long each state of an opening may last (BOLT 2 leaves it to the node): otherwise a silent
 * peer holds our request, and the coins of the funding transaction, until it disconnects.
 */
final class OpeningDeadlines {
  /** A peer answers a message without asking anybody. */
  static final long ANSWER_MILLIS = 60_000;

  /** A wallet, ours or the peer's, may have to ask a person or a device. */
  static final long WALLET_MILLIS = 600_000;

  private final Env env;
  private final Map<ChannelSlot, Long> deadlines = new LinkedHashMap<>();
  private long next = Long.MAX_VALUE;

  OpeningDeadlines(Env env) {
    this.env = env;
  }

  /** A step leads the channel into that state. */
  void moves(ChannelSlot slot, ChannelState state) {
    if (state instanceof OpeningState opening) {
      if (!opening.equals(slot.data().state())) {
        long deadline = env.nowMillis() + limitMillis(opening);
        deadlines.put(slot, deadline);
        next = Math.min(next, deadline);
      }
    } else if (!deadlines.isEmpty() && deadlines.remove(slot) != null) {
      findNext();
    }
  }

  private static long limitMillis(OpeningState state) {
    return switch (state) {
      case WaitForAcceptChannel waiting -> ANSWER_MILLIS;
      case WaitForFundingSigned waiting -> ANSWER_MILLIS;
      case WaitForFundingInternal waiting -> WALLET_MILLIS;
      case WaitForFundingCreated waiting -> WALLET_MILLIS;
    };
  }

  private void findNext() {
    next = deadlines.values().stream().mapToLong(Long::longValue).min().orElse(Long.MAX_VALUE);
  }

  /** The channels whose time is over; each is told of once. */
  List<ChannelSlot> overdue() {
    if (env.nowMillis() < next) {
      return List.of();
    }
    List<ChannelSlot> late =
        deadlines.entrySet().stream()
            .filter(entry -> entry.getValue() <= env.nowMillis())
            .map(Map.Entry::getKey)
            .toList();
    late.forEach(deadlines::remove);
    findNext();
    return late;
  }

  /** In milliseconds since 1970. */
  long nextDeadlineMillis() {
    return next;
  }
}
