package org.boltj.sim.world;

import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import org.boltj.base.Bytes;
import org.boltj.base.PublicKey;
import org.boltj.transport.CloseReason;
import org.boltj.transport.Connection;
import org.jspecify.annotations.Nullable;

/** One end of a connection in memory. */
final class MemoryConnection implements Connection {
  private final MemoryNetwork network;
  private final MemoryTransport local;
  private final MemoryTransport remote;
  private final long latencyMillis;
  private final boolean inbound;
  private final Deque<Bytes> held = new ArrayDeque<>();
  private @Nullable MemoryConnection peer;
  private boolean open = true;
  private boolean paused;

  MemoryConnection(
      MemoryNetwork network,
      MemoryTransport local,
      MemoryTransport remote,
      long latencyMillis,
      boolean inbound) {
    this.network = network;
    this.local = local;
    this.remote = remote;
    this.latencyMillis = latencyMillis;
    this.inbound = inbound;
  }

  void join(MemoryConnection other) {
    peer = other;
  }

  void opened() {
    local.opened(this);
    local.listener().onConnected(this);
  }

  private MemoryConnection peer() {
    MemoryConnection known = peer;
    if (known == null) {
      throw new IllegalStateException("a connection has two ends");
    }
    return known;
  }

  @Override
  public PublicKey remoteNodeId() {
    return remote.nodeId;
  }

  @Override
  public boolean isInbound() {
    return inbound;
  }

  @Override
  public InetSocketAddress remoteAddress() {
    return remote.address();
  }

  @Override
  public void send(Bytes message) {
    if (open) {
      network.count(message.size());
      MemoryConnection to = peer();
      network.deliver(latencyMillis, () -> to.arrived(message));
    }
  }

  private void arrived(Bytes message) {
    if (!open) {
      return;
    }
    if (paused || !held.isEmpty()) {
      held.add(message);
    } else {
      local.listener().onMessage(this, message);
    }
  }

  @Override
  public long pendingBytes() {
    return 0;
  }

  @Override
  public void pauseReading() {
    paused = true;
  }

  @Override
  public void resumeReading() {
    paused = false;
    while (open && !paused && !held.isEmpty()) {
      local.listener().onMessage(this, held.remove());
    }
  }

  @Override
  public void close() {
    if (open) {
      MemoryConnection to = peer();
      end(CloseReason.Kind.CLOSED_LOCALLY);
      network.deliver(latencyMillis, () -> to.end(CloseReason.Kind.CLOSED_REMOTELY));
    }
  }

  private void end(CloseReason.Kind kind) {
    if (open) {
      open = false;
      held.clear();
      local.ended(this);
      local.listener().onDisconnected(this, new CloseReason(kind, ""));
    }
  }
}
