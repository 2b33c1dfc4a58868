package org.boltj.transport.memory;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import org.boltj.base.Bytes;
import org.boltj.base.PublicKey;
import org.boltj.transport.CloseReason;
import org.boltj.transport.Connection;
import org.jspecify.annotations.Nullable;

/** One end of a connection. */
final class InMemoryConnection implements Connection {
  private final InMemoryNetwork network;
  private final InMemoryTransport owner;
  private final PublicKey remoteNodeId;
  private final boolean inbound;
  private final Deque<Bytes> unread = new ArrayDeque<>();
  private @Nullable InMemoryConnection other;
  private boolean paused;
  private boolean closed;

  InMemoryConnection(
      InMemoryNetwork network, InMemoryTransport owner, PublicKey remoteNodeId, boolean inbound) {
    this.network = network;
    this.owner = owner;
    this.remoteNodeId = remoteNodeId;
    this.inbound = inbound;
  }

  void join(InMemoryConnection end) {
    other = end;
    end.other = this;
  }

  @Override
  public PublicKey remoteNodeId() {
    return remoteNodeId;
  }

  @Override
  public boolean isInbound() {
    return inbound;
  }

  @Override
  public InetSocketAddress remoteAddress() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 9735);
  }

  @Override
  public void send(Bytes message) {
    synchronized (this) {
      if (closed) {
        return;
      }
    }
    InMemoryConnection end = other;
    if (end != null) {
      network.delivery().deliver(owner.nodeId(), remoteNodeId, () -> end.arrived(message));
    }
  }

  private void arrived(Bytes message) {
    synchronized (this) {
      if (closed) {
        return;
      }
      if (paused) {
        unread.add(message);
        return;
      }
    }
    owner.listener().onMessage(this, message);
  }

  @Override
  public long pendingBytes() {
    return 0;
  }

  @Override
  public synchronized void pauseReading() {
    paused = true;
  }

  @Override
  public void resumeReading() {
    synchronized (this) {
      paused = false;
    }
    for (Bytes message = next(); message != null; message = next()) {
      owner.listener().onMessage(this, message);
    }
  }

  private synchronized @Nullable Bytes next() {
    return paused || closed ? null : unread.poll();
  }

  @Override
  public void close() {
    if (end(CloseReason.Kind.CLOSED_LOCALLY)) {
      InMemoryConnection far = other;
      if (far != null) {
        network
            .delivery()
            .deliver(owner.nodeId(), remoteNodeId, () -> far.end(CloseReason.Kind.CLOSED_REMOTELY));
      }
    }
  }

  private boolean end(CloseReason.Kind kind) {
    synchronized (this) {
      if (closed) {
        return false;
      }
      closed = true;
      unread.clear();
    }
    owner.closed(this);
    owner.listener().onDisconnected(this, new CloseReason(kind, ""));
    return true;
  }
}
