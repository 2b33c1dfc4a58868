package org.boltj.transport;

import io.netty.channel.ChannelHandlerContext;
import java.net.InetAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.boltj.base.PublicKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The established connections of a transport, and the slots for handshakes. Thread-safe. */
final class Connections {
  private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

  private final TransportLimits limits;
  private final ConnectionListener listener;
  private final HandshakeSlots<HandshakeHandler> slots;
  private final Set<NettyConnection> established = ConcurrentHashMap.newKeySet();
  private final AtomicInteger inbound = new AtomicInteger();
  private final AddressCounts inboundFrom = new AddressCounts();

  Connections(TransportLimits limits, ConnectionListener listener) {
    this.limits = limits;
    this.listener = listener;
    this.slots = new HandshakeSlots<>(limits.maxHandshakes(), limits.maxHandshakesPerAddress());
  }

  ConnectionListener listener() {
    return listener;
  }

  HandshakeSlots<HandshakeHandler> slots() {
    return slots;
  }

  /** Counts one more inbound connection, unless there are too many for a stranger. */
  boolean admit(PublicKey nodeId, InetAddress from) {
    boolean fits = inbound.incrementAndGet() <= limits.maxInboundConnections();
    fits &= inboundFrom.enter(from) <= limits.maxConnectionsPerAddress();
    if (fits || mayExceedLimit(nodeId)) {
      return true;
    }
    left(from);
    return false;
  }

  private void left(InetAddress from) {
    inbound.decrementAndGet();
    inboundFrom.leave(from);
  }

  private boolean mayExceedLimit(PublicKey nodeId) {
    try {
      return listener.mayExceedLimit(nodeId);
    } catch (RuntimeException bug) {
      LOG.error("the listener failed to judge {}", nodeId, bug);
      return false;
    }
  }

  /** Puts the handler of messages in place and tells the listener; nothing is delivered yet. */
  NettyConnection establish(ChannelHandlerContext context, Session session, boolean isInbound) {
    NettyConnection connection = new NettyConnection(context.channel(), session, isInbound, limits);
    MessageHandler handler =
        new MessageHandler(connection, session.receiving(), listener, () -> forget(connection));
    established.add(connection);
    context.pipeline().addLast(handler);
    handler.connected();
    return connection;
  }

  /** Lets messages come, first those that came along with the last act. */
  void begin(ChannelHandlerContext handshake, NettyConnection connection) {
    handshake.pipeline().remove(handshake.handler());
    if (!connection.isPaused()) {
      handshake.channel().config().setAutoRead(true);
    }
  }

  private void forget(NettyConnection connection) {
    if (established.remove(connection) && connection.isInbound()) {
      left(connection.remoteAddress().getAddress());
    }
  }

  void closeAll() {
    established.forEach(NettyConnection::close);
  }
}
