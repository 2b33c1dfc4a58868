package org.boltj.bench;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.boltj.base.Bytes;
import org.boltj.base.PublicKey;
import org.boltj.transport.CloseReason;
import org.boltj.transport.Connection;
import org.boltj.transport.ConnectionListener;
import org.boltj.transport.PeerTransport;

/** A transport that counts what is sent over it. */
final class CountingTransport implements PeerTransport {
  private final PeerTransport transport;
  private final ProtocolCounts counts;
  private final Map<Connection, Connection> counting = new ConcurrentHashMap<>();

  CountingTransport(PeerTransport transport, ProtocolCounts counts) {
    this.transport = transport;
    this.counts = counts;
  }

  @Override
  public void start(ConnectionListener listener) {
    transport.start(new Listener(listener));
  }

  @Override
  public CompletableFuture<InetSocketAddress> listen(InetSocketAddress address) {
    return transport.listen(address);
  }

  @Override
  public CompletableFuture<Connection> connect(
      String host, int port, PublicKey nodeId, Duration timeout) {
    return transport.connect(host, port, nodeId, timeout).thenApply(this::counted);
  }

  @Override
  public void close() {
    transport.close();
  }

  private Connection counted(Connection connection) {
    return counting.computeIfAbsent(connection, c -> new Counted(c, counts));
  }

  private final class Listener implements ConnectionListener {
    private final ConnectionListener listener;

    private Listener(ConnectionListener listener) {
      this.listener = listener;
    }

    @Override
    public void onConnected(Connection connection) {
      listener.onConnected(counted(connection));
    }

    @Override
    public void onMessage(Connection connection, Bytes message) {
      listener.onMessage(counted(connection), message);
    }

    @Override
    public void onDisconnected(Connection connection, CloseReason reason) {
      listener.onDisconnected(counted(connection), reason);
      counting.remove(connection);
    }

    @Override
    public boolean mayExceedLimit(PublicKey nodeId) {
      return listener.mayExceedLimit(nodeId);
    }
  }

  /** Equal to itself only, as connections are. */
  private static final class Counted implements Connection {
    private final Connection connection;
    private final ProtocolCounts counts;

    private Counted(Connection connection, ProtocolCounts counts) {
      this.connection = connection;
      this.counts = counts;
    }

    @Override
    public PublicKey remoteNodeId() {
      return connection.remoteNodeId();
    }

    @Override
    public boolean isInbound() {
      return connection.isInbound();
    }

    @Override
    public InetSocketAddress remoteAddress() {
      return connection.remoteAddress();
    }

    @Override
    public void send(Bytes message) {
      counts.sent(message);
      connection.send(message);
    }

    @Override
    public void send(List<Bytes> messages) {
      messages.forEach(counts::sent);
      connection.send(messages);
    }

    @Override
    public long pendingBytes() {
      return connection.pendingBytes();
    }

    @Override
    public void pauseReading() {
      connection.pauseReading();
    }

    @Override
    public void resumeReading() {
      connection.resumeReading();
    }

    @Override
    public void close() {
      connection.close();
    }
  }
}
