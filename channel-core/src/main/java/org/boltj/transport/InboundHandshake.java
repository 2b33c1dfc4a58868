package org.boltj.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import java.net.InetSocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The handshake of a connection that the other side opened. */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close is heard of in the pipeline
final class InboundHandshake implements HandshakeOutcome {
  private static final Logger LOG = LoggerFactory.getLogger(InboundHandshake.class);

  private final Connections connections;
  private final InetSocketAddress remoteAddress;

  InboundHandshake(Connections connections, InetSocketAddress remoteAddress) {
    this.connections = connections;
    this.remoteAddress = remoteAddress;
  }

  /** Takes a slot for as long as the handshake lasts. */
  void enter(HandshakeHandler handler, Channel channel) {
    HandshakeSlots<HandshakeHandler> slots = connections.slots();
    slots.enter(handler, remoteAddress.getAddress()).ifPresent(HandshakeHandler::giveWay);
    channel.closeFuture().addListener(closed -> slots.leave(handler));
  }

  @Override
  public void succeeded(ChannelHandlerContext context, Session session) {
    connections.slots().leave((HandshakeHandler) context.handler());
    if (!connections.admit(session.remoteNodeId(), remoteAddress.getAddress())) {
      failed(new CloseReason(CloseReason.Kind.REFUSED, "too many connections"));
      context.close();
      return;
    }
    connections.begin(context, connections.establish(context, session, true));
  }

  @Override
  public void failed(CloseReason reason) {
    try {
      connections.listener().onHandshakeFailed(remoteAddress, reason);
    } catch (RuntimeException bug) {
      LOG.error("the listener failed to hear of a handshake from {}", remoteAddress, bug);
    }
  }
}
