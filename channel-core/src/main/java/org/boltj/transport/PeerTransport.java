package org.boltj.transport;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.boltj.base.PublicKey;

/**
 * Authenticated connections to other nodes: {@link NettyTransport} over TCP, the simulator in
 * memory. No method blocks, but {@link #close()}.
 */
public interface PeerTransport extends AutoCloseable {
  /**
   * Names who hears of connections and their messages. Called once, before {@link #listen} and
   * {@link #connect}.
   */
  void start(ConnectionListener listener);

  /**
   * Accepts connections at the address; may be called for several addresses.
   *
   * @return the bound address, which tells the port when port 0 was asked for; fails with {@link
   *     java.io.IOException} when the address cannot be bound
   */
  CompletableFuture<InetSocketAddress> listen(InetSocketAddress address);

  /**
   * Connects to a node. The listener hears of the connection before the future completes.
   *
   * @param host a name or a numeric address; the first eight addresses of a name are tried in turn,
   *     until the node's handshake succeeds at one of them
   * @param timeout for all from the look-up of the name to the end of the handshake
   * @return fails with {@link TransportException}
   */
  CompletableFuture<Connection> connect(String host, int port, PublicKey nodeId, Duration timeout);

  /** Ends all connections, after their unsent messages as far as they go out soon. */
  @Override
  void close();
}
