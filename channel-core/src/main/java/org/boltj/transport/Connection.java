package org.boltj.transport;

import java.net.InetSocketAddress;
import java.util.List;
import org.boltj.base.Bytes;
import org.boltj.base.PublicKey;

/** An authenticated connection to another node. All methods may be called by any thread. */
public interface Connection {
  /** The public key that the other side has proven to hold. */
  PublicKey remoteNodeId();

  /** Whether the other side opened the connection. */
  boolean isInbound();

  /** Where the other side is; for inbound connections not the address at which it listens. */
  InetSocketAddress remoteAddress();

  /**
   * Queues a message of at most 65535 bytes, behind those sent before. Never blocks. The message is
   * dropped when the connection is closed; a peer that lets too many bytes pile up is disconnected.
   */
  void send(Bytes message);

  /** Queues messages in their order, as one: the socket is woken up once for all of them. */
  default void send(List<Bytes> messages) {
    messages.forEach(this::send);
  }

  /** Bytes of frames that were given to {@link #send} and not yet to the operating system. */
  long pendingBytes();

  /**
   * Asks that no more messages be delivered, because the consumer has enough of them. Called in
   * {@link ConnectionListener#onMessage}, it takes effect before the next message; called
   * elsewhere, some more may come. The sender's bytes then wait in the operating systems of both
   * sides.
   */
  void pauseReading();

  /** Ends a pause. */
  void resumeReading();

  /** Closes the connection, after the unsent messages as far as they go out soon. */
  void close();
}
