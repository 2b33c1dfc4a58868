package org.boltj.transport;

import io.netty.channel.ChannelHandlerContext;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A connection that we open, and the future that tells of it. The addresses of the node are tried
 * in turn, until its handshake succeeds at one of them.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close is heard of in the pipeline
final class OutboundHandshake implements HandshakeOutcome {
  private final Connections connections;
  private final CompletableFuture<Connection> result = new CompletableFuture<>();
  private final Queue<InetSocketAddress> untried = new ConcurrentLinkedQueue<>();
  private volatile Dialing dialing = (address, left) -> {};

  /** Begins a connection and reports to {@link #succeeded} or, exactly once, {@link #failed}. */
  interface Dialing {
    /**
     * @param left how many addresses share the time that is left, this one included
     */
    void dial(InetSocketAddress address, int left);
  }

  OutboundHandshake(Connections connections) {
    this.connections = connections;
  }

  CompletableFuture<Connection> result() {
    return result;
  }

  /** Tries the addresses one after the other. */
  void tryAll(List<InetSocketAddress> addresses, Dialing how) {
    untried.addAll(addresses);
    dialing = how;
    failed(new CloseReason(CloseReason.Kind.NETWORK_FAILED, "no address is known"));
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

  /** Goes on with the next address; the reason of the last one is told. */
  @Override
  public void failed(CloseReason reason) {
    InetSocketAddress next = result.isDone() ? null : untried.poll();
    if (next != null) {
      dialing.dial(next, untried.size() + 1);
    } else {
      result.completeExceptionally(new TransportException(reason));
    }
  }

  void timeout() {
    if (!result.isDone()) {
      untried.clear();
      failed(CloseReason.of(CloseReason.Kind.HANDSHAKE_TIMEOUT));
    }
  }
}
