package org.boltj.node;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.boltj.base.PublicKey;

/**
 * Which peers are asked for gossip. A few of them send us what is new, and our graph is compared
 * with theirs, one or two at a time, so that the network is loaded once and not once from each.
 *
 * <p>Peers that we connected to come before those that connected to us, because an attacker can
 * make the second kind at will: at least half of the places are theirs when there are any. Who
 * leaves is replaced at once. Every hour one source makes room for another peer, and when there is
 * no other, our graph is compared again with that of one of them: so holes are found, whoever made
 * them.
 */
final class GossipSources {
  private static final int MAX_COMPARING = 2;

  /** A comparison that takes longer goes on, and the next one begins. */
  private static final long SLOW_MILLIS = 600_000;

  private static final long ROTATE_MILLIS = 3_600_000;

  /** After that, a peer that had failed may be a source again. */
  private static final long DISTRUST_MILLIS = 6 * 3_600_000;

  private static final int MAX_DISTRUSTED = 1_000;

  /**
   * How often the wait for an early comparison is doubled while each one misses something again.
   */
  private static final int MAX_DOUBLED = 4;

  /** What a source is told. */
  interface Conversations {
    /** Whether the peer can be asked now or, if it is being asked, later. */
    boolean answersQueries(PublicKey peer);

    void listen(PublicKey peer);

    void ignore(PublicKey peer);

    /** Begins a comparison whose end is told by {@link #synced}; false when it cannot. */
    boolean compare(PublicKey peer);
  }

  private final int places;
  private final Conversations conversations;

  /** All peers, with whether we connected to them. */
  private final Map<PublicKey, Boolean> peers = new LinkedHashMap<>();

  /** The sources, the oldest first. */
  private final Set<PublicKey> sources = new LinkedHashSet<>();

  private final Deque<PublicKey> toCompare = new ArrayDeque<>();

  /** Comparisons that are under way, with when they began. */
  private final Map<PublicKey, Long> comparing = new LinkedHashMap<>();

  private final Map<PublicKey, Long> distrustedSince = new LinkedHashMap<>();
  private final Map<PublicKey, Long> comparedAt = new HashMap<>();
  private long nextRotationMillis = Long.MAX_VALUE;
  private long lastTickMillis;
  private boolean everCompared;
  private boolean hasMissed;
  private int missedInARow;

  GossipSources(int places, Conversations conversations) {
    this.places = places;
    this.conversations = conversations;
  }

  boolean isSource(PublicKey peer) {
    return sources.contains(peer);
  }

  /** Whether our graph was compared with that of anybody, so that what it lacks is an exception. */
  boolean hasCompared() {
    return everCompared;
  }

  void established(PublicKey peer, boolean outbound, long nowMillis) {
    peers.put(peer, outbound);
    if (sources.size() >= places && outbound && isUsable(peer, nowMillis)) {
      makeRoomForOutbound();
    }
    fill(nowMillis);
    nextRotationMillis = Math.min(nextRotationMillis, nowMillis + ROTATE_MILLIS);
  }

  private void makeRoomForOutbound() {
    List<PublicKey> inbound = sources.stream().filter(source -> !isOutbound(source)).toList();
    if (2 * inbound.size() > places) {
      retire(inbound.get(inbound.size() - 1));
    }
  }

  private boolean isOutbound(PublicKey peer) {
    return peers.getOrDefault(peer, false);
  }

  private boolean isUsable(PublicKey peer, long nowMillis) {
    Long since = distrustedSince.get(peer);
    boolean trusted = since == null || nowMillis - since >= DISTRUST_MILLIS;
    return trusted && !sources.contains(peer) && conversations.answersQueries(peer);
  }

  private Optional<PublicKey> candidate(long nowMillis) {
    return peers.keySet().stream()
        .filter(peer -> isUsable(peer, nowMillis))
        .min(
            Comparator.<PublicKey, Boolean>comparing(peer -> !isOutbound(peer))
                .thenComparing(peer -> comparedAt.getOrDefault(peer, 0L)));
  }

  private void fill(long nowMillis) {
    while (sources.size() < places) {
      Optional<PublicKey> next = candidate(nowMillis);
      if (next.isEmpty()) {
        break;
      }
      add(next.get());
    }
    compareNext(nowMillis);
  }

  private void add(PublicKey peer) {
    sources.add(peer);
    toCompare.addLast(peer);
    conversations.listen(peer);
  }

  private void retire(PublicKey source) {
    sources.remove(source);
    toCompare.remove(source);
    if (peers.containsKey(source)) {
      conversations.ignore(source);
    }
  }

  private void compareNext(long nowMillis) {
    while (!toCompare.isEmpty() && active(nowMillis) < MAX_COMPARING) {
      PublicKey peer = toCompare.removeFirst();
      boolean begun = !comparing.containsKey(peer) && conversations.compare(peer);
      if (begun) {
        comparing.put(peer, nowMillis);
      } else if (!comparing.containsKey(peer) && conversations.answersQueries(peer)) {
        // It is being asked something else; later then.
        toCompare.addFirst(peer);
        return;
      }
    }
  }

  private long active(long nowMillis) {
    return comparing.values().stream().filter(since -> nowMillis - since < SLOW_MILLIS).count();
  }

  /**
   * A comparison has ended; incomplete when the peer did not answer or had not what it promised.
   */
  void synced(PublicKey peer, boolean complete, long nowMillis) {
    if (comparing.remove(peer) == null) {
      return;
    }
    everCompared |= complete;
    comparedAt.put(peer, nowMillis);
    if (!complete) {
      distrust(peer, nowMillis);
    }
    compareNext(nowMillis);
  }

  /** Another peer takes its place, if there is one. */
  void distrust(PublicKey peer, long nowMillis) {
    if (distrustedSince.size() >= MAX_DISTRUSTED) {
      distrustedSince.remove(distrustedSince.keySet().iterator().next());
    }
    distrustedSince.put(peer, nowMillis);
    if (sources.contains(peer) && candidate(nowMillis).isPresent()) {
      retire(peer);
      fill(nowMillis);
    }
  }

  void disconnected(PublicKey peer, long nowMillis) {
    peers.remove(peer);
    comparing.remove(peer);
    comparedAt.remove(peer);
    retire(peer);
    fill(nowMillis);
    if (peers.isEmpty()) {
      nextRotationMillis = Long.MAX_VALUE;
    }
  }

  /**
   * Something was missed that nobody sends again by itself: it is looked for earlier. Where that
   * does not help, as with a chain source that does not know old blocks, it becomes rarer, for a
   * comparison gives all of it again.
   */
  void missed(long nowMillis, long delayMillis) {
    if (!peers.isEmpty()) {
      hasMissed = true;
      long delay = Math.min(ROTATE_MILLIS, delayMillis << missedInARow);
      nextRotationMillis = Math.min(nextRotationMillis, nowMillis + delay);
    }
  }

  void tick(long nowMillis) {
    lastTickMillis = nowMillis;
    if (nowMillis >= nextRotationMillis) {
      nextRotationMillis = peers.isEmpty() ? Long.MAX_VALUE : nowMillis + ROTATE_MILLIS;
      missedInARow = hasMissed ? Math.min(missedInARow + 1, MAX_DOUBLED) : 0;
      hasMissed = false;
      rotate(nowMillis);
    }
    compareNext(nowMillis);
  }

  private void rotate(long nowMillis) {
    Optional<PublicKey> other = candidate(nowMillis);
    if (other.isPresent() && sources.size() >= places && !sources.isEmpty()) {
      retire(sources.iterator().next());
      add(other.get());
    } else {
      sources.stream()
          .filter(conversations::answersQueries)
          .min(Comparator.comparing(source -> comparedAt.getOrDefault(source, 0L)))
          .filter(source -> !toCompare.contains(source))
          .ifPresent(toCompare::addLast);
    }
  }

  long nextDeadlineMillis() {
    long next = nextRotationMillis;
    if (!toCompare.isEmpty()) {
      for (long since : comparing.values()) {
        long slow = since + SLOW_MILLIS;
        next = slow > lastTickMillis ? Math.min(next, slow) : next;
      }
    }
    return next;
  }
}
