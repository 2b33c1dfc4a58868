package org.boltj.node;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
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

  /** Early announcements that wait at the same time, and those of one peer. */
  private static final int MAX_EARLY = 1_000;

  private static final int MAX_EARLY_OF_PEER = 250;

  /** Questions to the chain at the same time. */
  private static final int MAX_ASKED = 64;

  /** Announcements of one peer that wait: more than we ask a peer for before some are done. */
  private static final int MAX_PER_PEER = 6_000;

  private final Env env;
  private final ChannelTable channels;
  private final BiConsumer<ShortChannelId, FundingAnswer> answered;
  private final Predicate<ShortChannelId> isWanted;

  /**
   * What is to be asked, by the peer it is asked for; the peer whose turn it is comes first, and of
   * its channels those of one block together, so that a chain source reads the block once.
   */
  private final Map<PublicKey, NavigableSet<ShortChannelId>> queues = new LinkedHashMap<>();

  private final Map<PublicKey, Set<ShortChannelId>> early = new LinkedHashMap<>();

  /** Questions that the chain has not answered yet. */
  private final Set<ShortChannelId> asked = new HashSet<>();

  /**
   * @param isWanted whether anybody still waits for the answer when it is a channel's turn
   */
  FundingLookups(
      Env env,
      ChannelTable channels,
      BiConsumer<ShortChannelId, FundingAnswer> answered,
      Predicate<ShortChannelId> isWanted) {
    this.env = env;
    this.channels = channels;
    this.answered = answered;
    this.isWanted = isWanted;
  }

  /** The chain is asked only by {@link #lookUpFor}, when it is known who wants to know. */
  @Override
  public FundingAnswer lookUp(ShortChannelId id) {
    Optional<FundingAnswer> ours = channels.byShortId(id).flatMap(OwnFunding::answer);
    if (ours.isPresent()) {
      return ours.get();
    }
    return depth(id) >= DEPTH - EARLY_BLOCKS
        ? new FundingAnswer.Later()
        : new FundingAnswer.NotNow();
  }

  private int depth(ShortChannelId id) {
    return Math.max(env.blockHeight(), env.ports.chain().tipHeight()) - id.blockHeight() + 1;
  }

  /** Finds out about a channel that the peer has announced; false when too many wait. */
  boolean lookUpFor(PublicKey peer, ShortChannelId id) {
    if (depth(id) < DEPTH) {
      return waitForDepth(peer, id);
    }
    Set<ShortChannelId> queue = queues.computeIfAbsent(peer, p -> new TreeSet<>());
    if (queue.size() >= MAX_PER_PEER) {
      return false;
    }
    queue.add(id);
    askNext();
    return true;
  }

  private boolean waitForDepth(PublicKey peer, ShortChannelId id) {
    int all = early.values().stream().mapToInt(Set::size).sum();
    int ofPeer = early.getOrDefault(peer, Set.of()).size();
    if (all >= MAX_EARLY || ofPeer >= MAX_EARLY_OF_PEER) {
      return false;
    }
    early.computeIfAbsent(peer, p -> new LinkedHashSet<>()).add(id);
    return true;
  }

  /** Nothing more is asked for that peer; gives what was to be asked. */
  List<ShortChannelId> drop(PublicKey peer) {
    List<ShortChannelId> dropped = new ArrayList<>();
    Optional.ofNullable(queues.remove(peer)).ifPresent(dropped::addAll);
    Optional.ofNullable(early.remove(peer)).ifPresent(dropped::addAll);
    return dropped;
  }

  void blockConnected() {
    for (PublicKey peer : List.copyOf(early.keySet())) {
      Set<ShortChannelId> waiting = early.getOrDefault(peer, Set.of());
      List<ShortChannelId> deep = waiting.stream().filter(id -> depth(id) >= DEPTH).toList();
      if (deep.size() == waiting.size()) {
        early.remove(peer);
      } else {
        waiting.removeAll(Set.copyOf(deep));
      }
      if (!deep.isEmpty()) {
        queues.computeIfAbsent(peer, p -> new TreeSet<>()).addAll(deep);
      }
    }
    askNext();
  }

  private void askNext() {
    while (asked.size() < MAX_ASKED && !queues.isEmpty()) {
      PublicKey peer = queues.keySet().iterator().next();
      NavigableSet<ShortChannelId> queue = Objects.requireNonNull(queues.remove(peer));
      ShortChannelId id = queue.pollFirst();
      if (id != null && isWanted.test(id)) {
        ask(id);
      }
      if (!queue.isEmpty()) {
        queues.put(peer, queue);
      }
    }
  }

  /** Asks at once, if it is not asked already; the answer comes as for any other. */
  void ask(ShortChannelId id) {
    if (!asked.add(id)) {
      return;
    }
    env.outbox.output(
        () ->
            env.ports
                .chain()
                .fundingOutput(id)
                .whenComplete(
                    (output, failure) -> env.inbox.add(() -> answered(id, output, failure))));
  }

  private void answered(ShortChannelId id, Optional<TxOutput> output, @Nullable Throwable failure) {
    asked.remove(id);
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
