package org.boltj.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.Features;
import org.boltj.base.PublicKey;
import org.boltj.message.Init;
import org.boltj.peer.PeerSession;
import org.boltj.transport.Connection;

/** A connection to a peer, with what the node knows beside it. */
final class PeerLink {
  final Connection connection;
  final PeerSession session;
  final long sinceMillis;
  private final Limits limits;

  /** Set when both inits fit. */
  Optional<Init> remoteInit = Optional.empty();

  /** Durable by now, and to be sent at the end of the round. */
  final List<Bytes> outgoing = new ArrayList<>();

  /** No messages are read before that time (milliseconds since 1970); used by the loop alone. */
  private long pausedUntilMillis;

  // Guarded by this: what came in and was not worked on, and why the connection is not read.
  private int unread;
  private long unreadBytes;
  private boolean full;
  private boolean paused;

  PeerLink(Connection connection, PeerSession session, long sinceMillis, Limits limits) {
    this.connection = connection;
    this.session = session;
    this.sinceMillis = sinceMillis;
    this.limits = limits;
  }

  PublicKey nodeId() {
    return connection.remoteNodeId();
  }

  boolean isEstablished() {
    return session.isEstablished();
  }

  /** On the transport's thread: a message goes into the inbox. */
  synchronized void queued(int bytes) {
    unread++;
    unreadBytes += bytes;
    if (!full && (unread >= limits.unreadMessages() || unreadBytes >= limits.unreadBytes())) {
      full = true;
      connection.pauseReading();
    }
  }

  /** On the node's thread: a message comes out of the inbox. */
  synchronized void taken(int bytes) {
    unread--;
    unreadBytes -= bytes;
    if (full && unread <= limits.unreadMessages() / 2 && unreadBytes <= limits.unreadBytes() / 2) {
      full = false;
      resumeIfFree();
    }
  }

  /** The peer is too fast: nothing is read until that time. */
  synchronized void pause(long untilMillis) {
    pausedUntilMillis = Math.max(pausedUntilMillis, untilMillis);
    if (!paused) {
      paused = true;
      connection.pauseReading();
    }
  }

  /** Ends a {@link #pause} whose time is over. */
  synchronized void tick(long nowMillis) {
    if (paused && nowMillis >= pausedUntilMillis) {
      paused = false;
      resumeIfFree();
    }
  }

  private void resumeIfFree() {
    if (!full && !paused) {
      connection.resumeReading();
    }
  }

  /** When {@link #tick} or that of the session has something to do. */
  long nextDeadlineMillis() {
    long next = session.nextDeadlineMillis();
    synchronized (this) {
      return paused ? Math.min(next, pausedUntilMillis) : next;
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
