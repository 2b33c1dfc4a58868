package org.boltj.transport;

import io.netty.channel.ChannelHandlerContext;

/** Hears how a handshake ended, on the connection's loop; one of both methods is called once. */
interface HandshakeOutcome {
  /** Puts the handler of messages behind the handler of the handshake, which goes away then. */
  void succeeded(ChannelHandlerContext context, Session session);

  void failed(CloseReason reason);
}
