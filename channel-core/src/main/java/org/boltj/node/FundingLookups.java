package org.boltj.node;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.boltj.base.PublicKey;
import org.boltj.base.ShortChannelId;
import org.boltj.gossip.graph.FundingAnswer;
import org.boltj.gossip.graph.FundingLookup;
import org.boltj.tx.TxOutput;
import org.jspecify.annotations.Nullable;

/**
 * Looks funding outputs of announced channels up in the chain, some at the same time, and for each
 * peer in turn, so that none keeps the others waiting. What is not deep enough waits for the blocks
 * that it lacks, if these are few.
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

  /** Announcements of one peer that wait: more than we ask a peer for before some are done. */
  private static final int MAX_PER_PEER = 6_000;

  private final Env env;
  private final ChannelTable channels;
  private final BiConsumer<ShortChannelId, FundingAnswer> answered;

  /** What is to be asked, by the peer it is asked for; the peer whose turn it is comes first. */
  private final Map<PublicKey, Deque<ShortChannelId>> queues = new LinkedHashMap<>();

  private final Map<ShortChannelId, PublicKey> early = new LinkedHashMap<>();
  private int asked;

  FundingLookups(
      Env env, ChannelTable channels, BiConsumer<ShortChannelId, FundingAnswer> answered) {
    this.env = env;
    this.channels = channels;
    this.answered = answered;
  }

  /** The chain is asked only by {@link #lookUpFor}, when it is known who wants to know. */
  @Override
  public FundingAnswer lookUp(ShortChannelId id) {
    Optional<FundingAnswer> ours = channels.byShortId(id).flatMap(OwnFunding::answer);
    if (ours.isPresent()) {
      return ours.get();
    }
    boolean waits = depth(id) >= DEPTH - EARLY_BLOCKS && early.size() < MAX_EARLY;
    return depth(id) >= DEPTH || waits ? new FundingAnswer.Later() : new FundingAnswer.NotNow();
  }

  private int depth(ShortChannelId id) {
    return Math.max(env.blockHeight(), env.ports.chain().tipHeight()) - id.blockHeight() + 1;
  }

  /** Finds out about a channel that the peer has announced; false when it has too many waiting. */
  boolean lookUpFor(PublicKey peer, ShortChannelId id) {
    if (depth(id) < DEPTH) {
      early.put(id, peer);
      return true;
    }
    Deque<ShortChannelId> queue = queues.computeIfAbsent(peer, p -> new ArrayDeque<>());
    if (queue.size() >= MAX_PER_PEER) {
      return false;
    }
    queue.addLast(id);
    askNext();
    return true;
  }

  /** Nothing more is asked for that peer; gives what was to be asked. */
  List<ShortChannelId> drop(PublicKey peer) {
    Deque<ShortChannelId> queue = queues.remove(peer);
    return queue == null ? List.of() : List.copyOf(queue);
  }

  void blockConnected() {
    for (Map.Entry<ShortChannelId, PublicKey> entry : List.copyOf(early.entrySet())) {
      if (depth(entry.getKey()) >= DEPTH) {
        early.remove(entry.getKey());
        queues.computeIfAbsent(entry.getValue(), p -> new ArrayDeque<>()).addLast(entry.getKey());
      }
    }
    askNext();
  }

  private void askNext() {
    while (asked < MAX_ASKED && !queues.isEmpty()) {
      PublicKey peer = queues.keySet().iterator().next();
      Deque<ShortChannelId> queue = Objects.requireNonNull(queues.remove(peer));
      ask(queue.removeFirst());
      if (!queue.isEmpty()) {
        queues.put(peer, queue);
      }
    }
  }

  /** Asks at once; the answer comes as for any other. */
  void ask(ShortChannelId id) {
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
    answered.accept(id, failure == null ? answer(output) : unanswered(failure));
    askNext();
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
