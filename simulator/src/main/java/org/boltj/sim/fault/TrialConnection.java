package org.boltj.sim.fault;

import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.PublicKey;
import org.boltj.transport.CloseReason;
import org.boltj.transport.Connection;
import org.jspecify.annotations.Nullable;

/** One end of a connection: keeps the order of its messages, and loses, delays or falsifies. */
final class TrialConnection implements Connection {
  private final TrialNetwork network;
  private final TrialTransport local;
  private final TrialTransport remote;
  private final long latencyMillis;
  private final boolean inbound;
  private final Line line;
  private final Deque<Bytes> held = new ArrayDeque<>();
  private @Nullable TrialConnection peer;
  private boolean open = true;
  private boolean paused;
  private boolean deaf;
  private long lastArrivalMillis;

  TrialConnection(
      TrialNetwork network,
      TrialTransport local,
      TrialTransport remote,
      long latencyMillis,
      boolean inbound) {
    this.network = network;
    this.local = local;
    this.remote = remote;
    this.latencyMillis = latencyMillis;
    this.inbound = inbound;
    this.line = network.line(local.node().number(), remote.node().number());
  }

  void join(TrialConnection other) {
    peer = other;
  }

  void opened() {
    if (open && local.process().isAlive()) {
      local.opened(this);
      local.listener().onConnected(this);
    } else {
      close();
    }
  }

  private TrialConnection peer() {
    TrialConnection known = peer;
    if (known == null) {
      throw new IllegalStateException("a connection has two ends");
    }
    return known;
  }

  boolean joins(int one, int other) {
    int here = local.node().number();
    int there = remote.node().number();
    return here == one && there == other || here == other && there == one;
  }

  @Override
  public PublicKey remoteNodeId() {
    return remote.node().nodeId();
  }

  @Override
  public boolean isInbound() {
    return inbound;
  }

  @Override
  public InetSocketAddress remoteAddress() {
    return InetSocketAddress.createUnresolved(
        TrialTransport.host(remote.node().number()), TrialTransport.PORT);
  }

  @Override
  public void send(List<Bytes> messages) {
    messages.forEach(this::send);
  }

  @Override
  public void send(Bytes message) {
    if (!open) {
      return;
    }
    Optional<Bytes> said = local.process().speak(remote.node(), message);
    long now = network.time().nowMillis();
    if (said.isEmpty() || isDeaf(now)) {
      return;
    }
    TrialConnection to = peer();
    deliver(now + line.delay(now), () -> to.arrived(said.get()));
  }

  /** Once something was lost, nothing that was sent behind it can arrive. */
  private boolean isDeaf(long now) {
    deaf |= line.isDeaf(now);
    return deaf;
  }

  /** Behind what was sent before. */
  private void deliver(long leaves, Runnable arrival) {
    long arrives = leaves + latencyMillis + local.process().lagMillis();
    lastArrivalMillis = Math.max(lastArrivalMillis, arrives);
    network.deliverAt(lastArrivalMillis, arrival);
  }

  private void arrived(Bytes message) {
    if (!open || !local.process().isAlive()) {
      reset();
      return;
    }
    if (paused || !held.isEmpty()) {
      held.add(message);
    } else {
      local.listener().onMessage(this, message);
    }
  }

  /** What comes for a connection that is over is answered: the sender learns that it is. */
  private void reset() {
    long now = network.time().nowMillis();
    TrialConnection to = peer();
    if (to.open && !line.isDeaf(now)) {
      network.deliverAt(now + latencyMillis, () -> to.end(CloseReason.Kind.CLOSED_REMOTELY));
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
      tellPeer();
      end(CloseReason.Kind.CLOSED_LOCALLY);
    }
  }

  private void tellPeer() {
    TrialConnection to = peer();
    if (!isDeaf(network.time().nowMillis())) {
      deliver(network.time().nowMillis(), () -> to.end(CloseReason.Kind.CLOSED_REMOTELY));
    }
  }

  /** The process of this end is dead and hears nothing of it. */
  void abandoned() {
    tellPeer();
    open = false;
    local.ended(this);
  }

  /** The line is cut. */
  void broken() {
    end(CloseReason.Kind.NETWORK_FAILED);
  }

  private void end(CloseReason.Kind kind) {
    if (open) {
      open = false;
      held.clear();
      local.ended(this);
      if (local.process().isAlive()) {
        local.listener().onDisconnected(this, new CloseReason(kind, ""));
      }
    }
  }
}
