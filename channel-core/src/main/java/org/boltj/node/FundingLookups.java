package org.boltj.node;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.boltj.base.ShortChannelId;
import org.boltj.gossip.graph.FundingAnswer;
import org.boltj.gossip.graph.FundingLookup;
import org.boltj.tx.TxOutput;
import org.jspecify.annotations.Nullable;

/**
 * Looks funding outputs of announced channels up in the chain, some at the same time. What is not
 * deep enough waits for the blocks that it lacks, if these are few.
 */
final class FundingLookups implements FundingLookup {
  /** BOLT 7: confirmations that an announced channel has. */
  static final int DEPTH = 6;

  /** So many blocks may be missing: we may not have heard of the last ones yet. */
  private static final int EARLY_BLOCKS = 6;

  /** Early announcements that wait at the same time. */
  private static final int MAX_EARLY = 1_000;

  /** Questions to the chain at the same time. */
  private static final int MAX_ASKED = 64;

  private final Env env;
  private final ChannelTable channels;
  private final BiConsumer<ShortChannelId, FundingAnswer> answered;
  private final Deque<ShortChannelId> queue = new ArrayDeque<>();
  private final Set<ShortChannelId> early = new LinkedHashSet<>();
  private int asked;

  FundingLookups(
      Env env, ChannelTable channels, BiConsumer<ShortChannelId, FundingAnswer> answered) {
    this.env = env;
    this.channels = channels;
    this.answered = answered;
  }

  @Override
  public FundingAnswer lookUp(ShortChannelId id) {
    Optional<FundingAnswer> ours = channels.byShortId(id).flatMap(OwnFunding::answer);
    if (ours.isPresent()) {
      return ours.get();
    }
    if (depth(id) >= DEPTH) {
      ask(id);
      return new FundingAnswer.Later();
    }
    boolean waits = depth(id) >= DEPTH - EARLY_BLOCKS && early.size() < MAX_EARLY;
    if (waits) {
      early.add(id);
    }
    return waits ? new FundingAnswer.Later() : new FundingAnswer.NotNow();
  }

  private int depth(ShortChannelId id) {
    return Math.max(env.blockHeight(), env.ports.chain().tipHeight()) - id.blockHeight() + 1;
  }

  void blockConnected() {
    for (ShortChannelId id : List.copyOf(early)) {
      if (depth(id) >= DEPTH) {
        early.remove(id);
        ask(id);
      }
    }
  }

  /** Asks again about a channel that was found before; the answer comes as for any other. */
  void ask(ShortChannelId id) {
    if (asked >= MAX_ASKED) {
      queue.addLast(id);
      return;
    }
    asked++;
    env.outbox.output(
        () ->
            env.ports
                .chain()
                .fundingOutput(id)
                .whenComplete(
                    (output, failure) -> env.inbox.add(() -> answered(id, output, failure))));
  }

  private void answered(ShortChannelId id, Optional<TxOutput> output, @Nullable Throwable failure) {
    asked--;
    if (!queue.isEmpty()) {
      ask(queue.removeFirst());
    }
    answered.accept(id, failure == null ? answer(output) : unanswered(failure));
  }

  private static FundingAnswer answer(Optional<TxOutput> output) {
    return output
        .<FundingAnswer>map(o -> new FundingAnswer.Unspent(o.scriptPubKey(), o.amount()))
        .orElseGet(FundingAnswer.Absent::new);
  }

  private static FundingAnswer unanswered(Throwable failure) {
    return failure instanceof UnsupportedOperationException
        ? new FundingAnswer.Unchecked()
        : new FundingAnswer.NotNow();
  }
}
