package org.boltj.transport.memory;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.boltj.base.PublicKey;
import org.boltj.transport.CloseReason;
import org.boltj.transport.Connection;
import org.boltj.transport.ConnectionListener;
import org.boltj.transport.PeerTransport;
import org.boltj.transport.TransportException;
import org.jspecify.annotations.Nullable;

/** The transport of one node in an {@link InMemoryNetwork}. */
final class InMemoryTransport implements PeerTransport {
  private final InMemoryNetwork network;
  private final PublicKey nodeId;
  private final Set<InMemoryConnection> open = ConcurrentHashMap.newKeySet();
  private volatile @Nullable ConnectionListener listener;

  InMemoryTransport(InMemoryNetwork network, PublicKey nodeId) {
    this.network = network;
    this.nodeId = nodeId;
  }

  PublicKey nodeId() {
    return nodeId;
  }

  @Override
  public void start(ConnectionListener heard) {
    listener = heard;
    network.register(this);
  }

  ConnectionListener listener() {
    ConnectionListener known = listener;
    if (known == null) {
      throw new IllegalStateException("the transport is not started");
    }
    return known;
  }

  @Override
  public CompletableFuture<InetSocketAddress> listen(InetSocketAddress address) {
    return CompletableFuture.completedFuture(address);
  }

  @Override
  public CompletableFuture<Connection> connect(
      String host, int port, PublicKey remoteNodeId, Duration timeout) {
    CompletableFuture<Connection> future = new CompletableFuture<>();
    network
        .delivery()
        .deliver(nodeId, remoteNodeId, () -> arrive(network.find(remoteNodeId), future));
    return future;
  }

  /** At the other node. */
  private void arrive(Optional<InMemoryTransport> remote, CompletableFuture<Connection> future) {
    if (remote.isEmpty()) {
      future.completeExceptionally(
          new TransportException(
              new CloseReason(CloseReason.Kind.NETWORK_FAILED, "no such node is running")));
      return;
    }
    InMemoryConnection ours = new InMemoryConnection(network, this, remote.get().nodeId, false);
    InMemoryConnection theirs = new InMemoryConnection(network, remote.get(), nodeId, true);
    ours.join(theirs);
    open.add(ours);
    remote.get().open.add(theirs);
    remote.get().listener().onConnected(theirs);
    network
        .delivery()
        .deliver(
            remote.get().nodeId,
            nodeId,
            () -> {
              listener().onConnected(ours);
              future.complete(ours);
            });
  }

  void closed(InMemoryConnection connection) {
    open.remove(connection);
  }

  @Override
  public void close() {
    network.unregister(this);
    List.copyOf(open).forEach(InMemoryConnection::close);
  }
}
