package org.boltj.transport;

import io.netty.channel.ChannelHandlerContext;
import java.util.concurrent.CompletableFuture;

/** The handshake of a connection that we open, and the future that tells of it. */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close is heard of in the pipeline
final class OutboundHandshake implements HandshakeOutcome {
  private final Connections connections;
  private final CompletableFuture<Connection> result = new CompletableFuture<>();

  OutboundHandshake(Connections connections) {
    this.connections = connections;
  }

  CompletableFuture<Connection> result() {
    return result;
  }

  @Override
  public void succeeded(ChannelHandlerContext context, Session session) {
    if (result.isDone()) {
      context.close();
      return;
    }
    NettyConnection connection = connections.establish(context, session, false);
    if (!result.complete(connection)) {
      connection.close();
    }
    connections.begin(context, connection);
  }

  @Override
  public void failed(CloseReason reason) {
    result.completeExceptionally(new TransportException(reason));
  }

  void timeout() {
    if (!result.isDone()) {
      failed(CloseReason.of(CloseReason.Kind.HANDSHAKE_TIMEOUT));
    }
  }
}
