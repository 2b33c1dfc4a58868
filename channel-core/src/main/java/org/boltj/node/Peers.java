package org.boltj.node;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.boltj.base.Bytes;
import org.boltj.base.Features;
import org.boltj.base.PublicKey;
import org.boltj.codec.WireMessage;
import org.boltj.message.Init;
import org.boltj.peer.PeerAction;
import org.boltj.peer.PeerSession;
import org.boltj.transport.CloseReason;
import org.boltj.transport.Connection;
import org.boltj.transport.ConnectionListener;
import org.jspecify.annotations.Nullable;

/** The connections of a node. At most one to each peer: a new one takes the place of the old. */
final class Peers implements ConnectionListener {
  private static final long GOSSIP_BACKLOG_BYTES = 256 * 1024;
  private static final long SAME_MOMENT_MILLIS = 5_000;

  private final Env env;
  private final PeerListener listener;
  private final Init localInit;
  private final Map<PublicKey, PeerLink> links = new LinkedHashMap<>();
  private final Map<Connection, PeerLink> byConnection = new ConcurrentHashMap<>();
  private final Map<PublicKey, List<CompletableFuture<PublicKey>>> waiting = new HashMap<>();
  private final Set<PublicKey> dialing = new HashSet<>();

  /** Links that get messages in this round. */
  private final Set<PeerLink> sending = new LinkedHashSet<>();

  private final Set<PublicKey> friends = ConcurrentHashMap.newKeySet();
  private long nextTickMillis = Long.MAX_VALUE;

  Peers(Env env, PeerListener listener) {
    this.env = env;
    this.listener = listener;
    this.localInit = Init.of(env.settings.features(), env.settings.network().chainHash());
  }

  // ---- calls of the transport, on its threads ----

  @Override
  public void onConnected(Connection connection) {
    env.inbox.add(() -> connected(connection));
  }

  @Override
  public void onMessage(Connection connection, Bytes message) {
    PeerLink link = byConnection.get(connection);
    if (link != null) {
      link.queued(message.size());
    }
    env.inbox.add(() -> received(connection, message, link != null));
  }

  @Override
  public void onDisconnected(Connection connection, CloseReason reason) {
    env.inbox.add(() -> ended(connection, reason.toString()));
  }

  @Override
  public boolean mayExceedLimit(PublicKey nodeId) {
    return friends.contains(nodeId);
  }

  /** Whether we have a channel with the peer that cost it or us money: it is always welcome. */
  void befriend(PublicKey peer, boolean friend) {
    if (friend) {
      friends.add(peer);
    } else {
      friends.remove(peer);
    }
  }

  // ---- the loop ----

  private void connected(Connection connection) {
    PeerLink old = links.get(connection.remoteNodeId());
    if (old != null && isRivalOf(old, connection)) {
      env.outbox.output(connection::close);
      return;
    }
    PeerSession session =
        new PeerSession(
            localInit,
            env.settings.network().chainHash(),
            env.settings.limits().peer(),
            env.nowMillis());
    PeerLink link = new PeerLink(connection, session, env.nowMillis(), env.settings.limits());
    byConnection.put(connection, link);
    links.put(link.nodeId(), link);
    if (old != null) {
      drop(old, "replaced by a new connection");
    }
    run(link, session.start());
    schedule(link);
  }

  /**
   * Both nodes may have connected to each other at the same time: then both keep the connection of
   * the node with the lesser id. Otherwise the old connection is dead, and only we do not know it
   * yet.
   */
  private boolean isRivalOf(PeerLink old, Connection connection) {
    boolean sameMoment = env.nowMillis() - old.sinceMillis < SAME_MOMENT_MILLIS;
    boolean crossed = old.connection.isInbound() != connection.isInbound();
    boolean oursCounts = env.nodeId.compareTo(connection.remoteNodeId()) < 0;
    return sameMoment && crossed && connection.isInbound() == oursCounts;
  }

  private void received(Connection connection, Bytes message, boolean counted) {
    PeerLink link = byConnection.get(connection);
    if (link == null) {
      return;
    }
    if (counted) {
      link.taken(message.size());
    }
    run(link, link.session.received(message, env.nowMillis()));
    if (!link.isEstablished()) {
      schedule(link);
    }
  }

  private void ended(Connection connection, String reason) {
    PeerLink link = byConnection.get(connection);
    if (link != null) {
      drop(link, reason);
    }
  }

  private void run(PeerLink link, List<PeerAction> actions) {
    for (PeerAction action : actions) {
      switch (action) {
        case PeerAction.Send send -> send(link, send.message());
        case PeerAction.Established established -> established(link, established);
        case PeerAction.Deliver deliver ->
            listener.message(link.nodeId(), deliver.message(), deliver.wire());
        case PeerAction.Warned warned ->
            env.publish(new NodeEvent.PeerWarned(link.nodeId(), warned.text()));
        case PeerAction.Pause pause -> {
          link.pause(env.nowMillis() + pause.millis());
          schedule(link);
        }
        case PeerAction.Close close -> drop(link, close.reason());
      }
    }
  }

  private void established(PeerLink link, PeerAction.Established established) {
    link.remoteInit = Optional.of(established.remoteInit());
    schedule(link);
    env.publish(new NodeEvent.PeerConnected(link.nodeId()));
    listener.established(link.nodeId(), established.remoteFeatures());
    takeWaiting(link.nodeId()).forEach(future -> env.complete(future, link.nodeId()));
  }

  /** The peer sent a message about nothing that we know. */
  void pointless(PublicKey peer) {
    PeerLink link = links.get(peer);
    if (link != null) {
      env.later(() -> run(link, link.session.pointless(env.nowMillis())));
    }
  }

  /** Closes the connection behind the messages that are on their way out. */
  private void drop(PeerLink link, String reason) {
    if (byConnection.remove(link.connection) == null) {
      return;
    }
    links.remove(link.nodeId(), link);
    env.outbox.output(
        () -> {
          flush(link);
          link.connection.close();
        });
    boolean wasEstablished = link.remoteInit.isPresent();
    if (wasEstablished) {
      env.publish(new NodeEvent.PeerDisconnected(link.nodeId(), reason));
      listener.disconnected(link.nodeId(), reason);
    } else {
      failWaiting(link.nodeId(), reason);
    }
  }

  private void send(PeerLink link, WireMessage message) {
    env.outbox.output(() -> link.outgoing.add(message.encode()));
    sending.add(link);
  }

  /** Sends once all is durable; drops the message when the peer is not there. */
  void send(PublicKey peer, WireMessage message) {
    PeerLink link = links.get(peer);
    if (link != null && link.remoteInit.isPresent()) {
      send(link, message);
    }
  }

  void sendEncoded(PublicKey peer, Bytes message) {
    PeerLink link = links.get(peer);
    if (link != null && link.remoteInit.isPresent()) {
      env.outbox.output(() -> link.outgoing.add(message));
      sending.add(link);
    }
  }

  /** The outputs of the round have run: what they send to one peer goes out as one. */
  void flush() {
    sending.forEach(Peers::flush);
    sending.clear();
  }

  private static void flush(PeerLink link) {
    if (!link.outgoing.isEmpty()) {
      List<Bytes> messages = List.copyOf(link.outgoing);
      link.outgoing.clear();
      link.connection.send(messages);
    }
  }

  /** Whether what was sent before has mostly left, so that gossip does not hold up payments. */
  boolean hasRoom(PublicKey peer) {
    PeerLink link = links.get(peer);
    return link != null && link.connection.pendingBytes() < GOSSIP_BACKLOG_BYTES;
  }

  void disconnect(PublicKey peer, String reason) {
    PeerLink link = links.get(peer);
    if (link != null) {
      env.later(() -> drop(link, reason));
    }
  }

  boolean isEstablished(PublicKey peer) {
    PeerLink link = links.get(peer);
    return link != null && link.isEstablished();
  }

  /** Whether the peer connected to us; true when it is not there. */
  boolean isInbound(PublicKey peer) {
    PeerLink link = links.get(peer);
    return link == null || link.connection.isInbound();
  }

  boolean isConnected(PublicKey peer) {
    return links.containsKey(peer);
  }

  Features remoteFeatures(PublicKey peer) {
    PeerLink link = links.get(peer);
    return link == null
        ? Features.EMPTY
        : link.remoteInit.map(Init::allFeatures).orElse(Features.EMPTY);
  }

  Collection<PublicKey> established() {
    List<PublicKey> peers = new ArrayList<>();
    links.values().stream().filter(PeerLink::isEstablished).forEach(l -> peers.add(l.nodeId()));
    return peers;
  }

  List<PeerInfo> infos() {
    return PeerLink.infos(links.values());
  }

  /** Connects, unless a connection is there; the future completes once both inits fit. */
  void connect(NodeUri uri, CompletableFuture<PublicKey> future) {
    PublicKey peer = uri.nodeId();
    if (isEstablished(peer)) {
      env.complete(future, peer);
      return;
    }
    waiting.computeIfAbsent(peer, id -> new ArrayList<>()).add(future);
    if (links.containsKey(peer) || !dialing.add(peer)) {
      return;
    }
    env.outbox.output(
        () ->
            env.ports
                .transport()
                .connect(uri.host(), uri.port(), peer, env.settings.connectTimeout())
                .whenComplete((connection, failure) -> env.inbox.add(() -> dialed(peer, failure))));
  }

  private void dialed(PublicKey peer, @Nullable Throwable failure) {
    dialing.remove(peer);
    if (failure != null) {
      failWaiting(peer, String.valueOf(failure.getMessage()));
    }
  }

  /** Unless another connection to the peer is there, or on its way. */
  private void failWaiting(PublicKey peer, String reason) {
    if (links.containsKey(peer) || dialing.contains(peer)) {
      return;
    }
    takeWaiting(peer)
        .forEach(
            future ->
                env.fail(
                    future,
                    new LightningException.PeerUnavailable(peer + " is not reached: " + reason)));
  }

  private List<CompletableFuture<PublicKey>> takeWaiting(PublicKey peer) {
    List<CompletableFuture<PublicKey>> futures = waiting.remove(peer);
    return futures == null ? List.of() : futures;
  }

  /** Pings silent peers, and gives up those that do not answer. */
  void tick() {
    if (env.nowMillis() < nextTickMillis) {
      return;
    }
    nextTickMillis = Long.MAX_VALUE;
    for (PeerLink link : List.copyOf(links.values())) {
      link.tick(env.nowMillis());
      run(link, link.session.tick(env.nowMillis()));
      schedule(link);
    }
  }

  private void schedule(PeerLink link) {
    nextTickMillis = Math.min(nextTickMillis, link.nextDeadlineMillis());
  }

  long nextDeadlineMillis() {
    return nextTickMillis;
  }

  /** Closes all connections. */
  void closeAll() {
    List.copyOf(links.values()).forEach(link -> link.connection.close());
  }
}
