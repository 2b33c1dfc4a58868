package org.boltj.sim.world;

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

/**
 * Connections without sockets and without encryption; the node ids are right because the network
 * knows who is who. The handshake takes as long as TCP's and BOLT 8's together: two round trips.
 */
final class MemoryTransport implements PeerTransport {
  static final int PORT = 9735;
  private static final int HANDSHAKE_WAYS = 4;

  final int node;
  final PublicKey nodeId;
  private final MemoryNetwork network;
  private final Set<MemoryConnection> open = new LinkedHashSet<>();
  private @Nullable ConnectionListener listener;
  private boolean listening;

  MemoryTransport(MemoryNetwork network, int node, PublicKey nodeId) {
    this.network = network;
    this.node = node;
    this.nodeId = nodeId;
  }

  static String host(int node) {
    return "node" + node + ".sim";
  }

  InetSocketAddress address() {
    return InetSocketAddress.createUnresolved(host(node), PORT);
  }

  @Override
  public void start(ConnectionListener newListener) {
    listener = newListener;
  }

  ConnectionListener listener() {
    ConnectionListener known = listener;
    if (known == null) {
      throw new IllegalStateException("the transport of node " + node + " is not started");
    }
    return known;
  }

  @Override
  public CompletableFuture<InetSocketAddress> listen(InetSocketAddress address) {
    listening = true;
    return CompletableFuture.completedFuture(address);
  }

  @Override
  public CompletableFuture<Connection> connect(
      String host, int port, PublicKey remote, Duration timeout) {
    MemoryTransport other = network.find(remote);
    CompletableFuture<Connection> future = new CompletableFuture<>();
    if (other == null || !other.listening) {
      CloseReason reason =
          new CloseReason(CloseReason.Kind.NETWORK_FAILED, "nobody listens at " + host);
      future.completeExceptionally(new TransportException(reason));
      return future;
    }
    long latency = network.latencyMillis(this, other);
    network.deliver(latency * HANDSHAKE_WAYS, () -> connected(other, latency, future));
    return future;
  }

  private void connected(
      MemoryTransport other, long latency, CompletableFuture<Connection> future) {
    MemoryConnection here = new MemoryConnection(network, this, other, latency, false);
    MemoryConnection there = new MemoryConnection(network, other, this, latency, true);
    here.join(there);
    there.join(here);
    // The third act is on its way while this side may already send: it comes before the messages.
    network.deliver(latency, there::opened);
    here.opened();
    future.complete(here);
  }

  void opened(MemoryConnection connection) {
    open.add(connection);
  }

  void ended(MemoryConnection connection) {
    open.remove(connection);
  }

  @Override
  public void close() {
    listening = false;
    List.copyOf(open).forEach(MemoryConnection::close);
  }
}
