package org.boltj.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.boltj.base.Bytes;
import org.boltj.base.Features;
import org.boltj.base.PublicKey;
import org.boltj.message.Init;
import org.boltj.peer.PeerSession;
import org.boltj.transport.Connection;

/** A connection to a peer, with what the node knows beside it. */
final class PeerLink {
  /** From that many messages on the peer is not read any more, until the node has caught up. */
  private static final int READ_AHEAD = 2_000;

  final Connection connection;
  final PeerSession session;
  final long sinceMillis;

  /** Set when both inits fit. */
  Optional<Init> remoteInit = Optional.empty();

  /** Durable by now, and to be sent at the end of the round. */
  final List<Bytes> outgoing = new ArrayList<>();

  private final AtomicInteger waiting = new AtomicInteger();

  PeerLink(Connection connection, PeerSession session, long sinceMillis) {
    this.connection = connection;
    this.session = session;
    this.sinceMillis = sinceMillis;
  }

  PublicKey nodeId() {
    return connection.remoteNodeId();
  }

  boolean isEstablished() {
    return session.isEstablished();
  }

  /** On the transport's thread: a message goes into the inbox. */
  void queued() {
    if (waiting.incrementAndGet() == READ_AHEAD) {
      connection.pauseReading();
    }
  }

  /** On the node's thread: a message comes out of the inbox. */
  void taken() {
    if (waiting.decrementAndGet() == READ_AHEAD / 2) {
      connection.resumeReading();
    }
  }

  PeerInfo info() {
    return new PeerInfo(
        nodeId(),
        remoteInit.map(Init::allFeatures).orElse(Features.EMPTY),
        connection.remoteAddress(),
        connection.isInbound());
  }

  static List<PeerInfo> infos(Iterable<PeerLink> links) {
    List<PeerInfo> infos = new ArrayList<>();
    for (PeerLink link : links) {
      if (link.isEstablished()) {
        infos.add(link.info());
      }
    }
    return List.copyOf(infos);
  }
}
