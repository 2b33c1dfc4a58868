package org.boltj.gossip.sync;

import java.util.Optional;
import org.boltj.base.Feature;
import org.boltj.base.Features;
import org.boltj.base.PublicKey;
import org.boltj.gossip.message.GossipTimestampFilter;

/**
 * The state of the conversation about gossip with one peer. It is an immutable value of bounded
 * size.
 */
public final class PeerSync {
  final PublicKey peer;
  final Features features;
  final Optional<GossipTimestampFilter> filter;
  final Asking asking;
  final Answering answering;
  final Backlog backlog;
  final long logPosition;
  final long readable;

  PeerSync(
      PublicKey peer,
      Features features,
      Optional<GossipTimestampFilter> filter,
      Asking asking,
      Answering answering,
      Backlog backlog,
      long logPosition,
      long readable) {
    this.peer = peer;
    this.features = features;
    this.filter = filter;
    this.asking = asking;
    this.answering = answering;
    this.backlog = backlog;
    this.logPosition = logPosition;
    this.readable = readable;
  }

  /**
   * Whether the peer can be asked for gossip: it offers {@code gossip_queries} (BOLT 7), and has
   * answered so far.
   */
  public boolean answersQueries() {
    return features.supports(Feature.GOSSIP_QUERIES) && !(asking instanceof Asking.GivenUp);
  }

  /** Whether we wait for answers of the peer. */
  public boolean isAsking() {
    return asking instanceof Asking.Range || asking instanceof Asking.Channels;
  }

  /**
   * Whether there is something to send as soon as the connection takes it, apart from new gossip.
   */
  public boolean hasMoreToSend() {
    return !(answering instanceof Answering.Nothing) || !(backlog instanceof Backlog.Nothing);
  }

  PeerSync with(GossipTimestampFilter changed) {
    return new PeerSync(
        peer, features, Optional.of(changed), asking, answering, backlog, logPosition, readable);
  }

  PeerSync with(Asking changed) {
    return new PeerSync(peer, features, filter, changed, answering, backlog, logPosition, readable);
  }

  PeerSync with(Answering changed) {
    return new PeerSync(peer, features, filter, asking, changed, backlog, logPosition, readable);
  }

  PeerSync with(Backlog changed) {
    return new PeerSync(peer, features, filter, asking, answering, changed, logPosition, readable);
  }

  PeerSync withLogPosition(long changed) {
    return new PeerSync(peer, features, filter, asking, answering, backlog, changed, readable);
  }

  PeerSync withReadable(long changed) {
    return new PeerSync(peer, features, filter, asking, answering, backlog, logPosition, changed);
  }
}
