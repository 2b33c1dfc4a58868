package org.boltj.transport;

import java.net.InetSocketAddress;
import org.boltj.base.Bytes;
import org.boltj.base.PublicKey;

/**
 * Hears what happens on connections. Calls for one connection come one after the other, those for
 * different connections on several threads at once. No method may block: it keeps up other
 * connections.
 */
public interface ConnectionListener {
  /** The handshake is done. The first call for each connection. */
  void onConnected(Connection connection);

  /** A message, decrypted but not decoded. */
  void onMessage(Connection connection, Bytes message);

  /** The connection has ended. The last call for each connection, and it comes once. */
  void onDisconnected(Connection connection, CloseReason reason);

  /** An inbound connection ended before its handshake was done. */
  default void onHandshakeFailed(InetSocketAddress remoteAddress, CloseReason reason) {}

  /**
   * Whether the node may connect to us though there are as many inbound connections as allowed: say
   * yes for those that we have channels with.
   */
  default boolean mayExceedLimit(PublicKey nodeId) {
    return false;
  }
}
