package org.boltj.sim.fault;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.boltj.base.PublicKey;
import org.boltj.transport.CloseReason;
import org.boltj.transport.Connection;
import org.boltj.transport.ConnectionListener;
import org.boltj.transport.PeerTransport;
import org.boltj.transport.TransportException;
import org.jspecify.annotations.Nullable;

/** The connections of one process of a node. */
final class TrialTransport implements PeerTransport {
  static final int PORT = 9735;
  private static final int HANDSHAKE_WAYS = 4;

  private final TrialNetwork network;
  private final TrialProcess process;
  private final Set<TrialConnection> open = new LinkedHashSet<>();
  private @Nullable ConnectionListener listener;

  TrialTransport(TrialNetwork network, TrialProcess process) {
    this.network = network;
    this.process = process;
  }

  static String host(int node) {
    return "node" + node + ".sim";
  }

  TrialNode node() {
    return process.node();
  }

  TrialProcess process() {
    return process;
  }

  ConnectionListener listener() {
    ConnectionListener known = listener;
    if (known == null) {
      throw new IllegalStateException("not started");
    }
    return known;
  }

  @Override
  public void start(ConnectionListener newListener) {
    listener = newListener;
    network.join(this);
  }

  @Override
  public CompletableFuture<InetSocketAddress> listen(InetSocketAddress address) {
    return CompletableFuture.completedFuture(address);
  }

  @Override
  public CompletableFuture<Connection> connect(
      String host, int port, PublicKey remote, Duration timeout) {
    CompletableFuture<Connection> future = new CompletableFuture<>();
    TrialTransport other = network.find(remote);
    if (other == null || process.isMute() || isUnreachable(other)) {
      refuse(future, host);
      return future;
    }
    long latency = network.latencyMillis(node().number(), other.node().number());
    network.deliverAt(
        network.time().nowMillis() + latency * HANDSHAKE_WAYS,
        () -> connected(remote, host, latency, future));
    return future;
  }

  private boolean isUnreachable(TrialTransport other) {
    long now = network.time().nowMillis();
    Line there = network.line(node().number(), other.node().number());
    Line back = network.line(other.node().number(), node().number());
    return there.isCut(now) || there.isDeaf(now) || back.isDeaf(now);
  }

  private static void refuse(CompletableFuture<Connection> future, String host) {
    future.completeExceptionally(
        new TransportException(
            new CloseReason(CloseReason.Kind.NETWORK_FAILED, "nobody listens at " + host)));
  }

  private void connected(
      PublicKey remote, String host, long latency, CompletableFuture<Connection> future) {
    TrialTransport other = network.find(remote);
    if (!process.isAlive()) {
      return;
    }
    if (other == null || isUnreachable(other)) {
      refuse(future, host);
      return;
    }
    TrialConnection here = new TrialConnection(network, this, other, latency, false);
    TrialConnection there = new TrialConnection(network, other, this, latency, true);
    here.join(there);
    there.join(here);
    // The third act is on its way while this side may already send: it comes before the messages.
    network.deliverAt(network.time().nowMillis() + latency, there::opened);
    here.opened();
    future.complete(here);
  }

  void opened(TrialConnection connection) {
    open.add(connection);
    network.opened(connection);
  }

  void ended(TrialConnection connection) {
    open.remove(connection);
    network.ended(connection);
  }

  /** The process is dead: the operating system ends its connections. */
  void die() {
    network.leave(this);
    List.copyOf(open).forEach(TrialConnection::abandoned);
  }

  @Override
  public void close() {
    network.leave(this);
    List.copyOf(open).forEach(TrialConnection::close);
  }
}
