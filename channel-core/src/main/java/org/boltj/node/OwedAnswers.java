package org.boltj.node;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.boltj.channel.ChannelData;
import org.boltj.channel.Link;
import org.boltj.channel.NegotiatingClose;
import org.boltj.channel.Normal;
import org.boltj.channel.Unproven;
import org.boltj.channel.UpdatableState;
import org.jspecify.annotations.Nullable;

/**
 * Answers that connected peers owe us (BOLT 2): channel_reestablish, revoke_and_ack, shutdown and
 * closing_signed. A peer that lets us wait for one may have lost it, or hang: it is warned and
 * disconnected, so that the reconnection says everything again. That costs no channel.
 */
final class OwedAnswers {
  static final long ANSWER_MILLIS = 60_000;

  /** A peer that is to speak first, of a channel that may be old, has said nothing until then. */
  static final long FIRST_WORD_MILLIS = 30_000;

  private static final String FIRST_WORD = "first";

  private final Env env;
  private final Map<ChannelSlot, Owed> owed = new LinkedHashMap<>();

  /** May be earlier than any deadline: answers that come do not move it. */
  private long next = Long.MAX_VALUE;

  /**
   * @param message what is missing
   * @param step equal as long as it is the same one that is missing
   */
  private record Answer(String message, Object step) {
    long millis() {
      return step.equals(FIRST_WORD) ? FIRST_WORD_MILLIS : ANSWER_MILLIS;
    }
  }

  private record Owed(Answer answer, long deadlineMillis) {}

  /** A peer that is late. */
  record Late(ChannelSlot slot, String reason) {}

  OwedAnswers(Env env) {
    this.env = env;
  }

  /** A step leads the channel there. */
  void moves(ChannelSlot slot, ChannelData data) {
    Answer answer = awaited(data);
    if (answer == null) {
      if (!owed.isEmpty()) {
        owed.remove(slot);
      }
      return;
    }
    Owed before = owed.get(slot);
    if (before == null || !before.answer().equals(answer)) {
      long deadline = env.nowMillis() + answer.millis();
      owed.put(slot, new Owed(answer, deadline));
      next = Math.min(next, deadline);
    }
  }

  private static @Nullable Answer awaited(ChannelData data) {
    return switch (data.link()) {
      case DOWN -> null;
      case REESTABLISHING ->
          new Answer("channel_reestablish", isUntold(data) ? FIRST_WORD : Link.REESTABLISHING);
      case UP -> awaitedInStep(data);
    };
  }

  /** Whether the channel wants to hear the peer first. */
  static boolean isUntold(ChannelData data) {
    return data.state() instanceof Unproven unproven && !unproven.told();
  }

  private static @Nullable Answer awaitedInStep(ChannelData data) {
    if (data.state() instanceof NegotiatingClose closing) {
      return new Answer("closing_signed", List.of(closing.lastSent(), closing.lastReceivedFee()));
    }
    if (!(data.state() instanceof UpdatableState state)) {
      return null;
    }
    if (state.commitments().nextRemoteCommit().isPresent()) {
      return new Answer("revoke_and_ack", state.commitments().latestRemoteCommit().number());
    }
    boolean owesShutdown =
        state instanceof Normal normal
            && normal.shutdownSent()
            && normal.remoteShutdown().isEmpty()
            && normal.commitments().isQuiet();
    return owesShutdown ? new Answer("shutdown", Optional.empty()) : null;
  }

  /** Those whose time is over; each is told of once. */
  List<Late> overdue() {
    if (env.nowMillis() < next) {
      return List.of();
    }
    List<Late> late = new ArrayList<>();
    next = Long.MAX_VALUE;
    for (Map.Entry<ChannelSlot, Owed> entry : List.copyOf(owed.entrySet())) {
      long deadline = entry.getValue().deadlineMillis();
      if (deadline <= env.nowMillis()) {
        owed.remove(entry.getKey());
        late.add(new Late(entry.getKey(), describe(entry.getValue().answer())));
      } else {
        next = Math.min(next, deadline);
      }
    }
    return late;
  }

  private static String describe(Answer answer) {
    return answer.message() + " is missing for " + answer.millis() + " ms";
  }

  /** In milliseconds since 1970. */
  long nextDeadlineMillis() {
    return next;
  }
}
