package org.boltj.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.boltj.base.Bytes;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireMessage;
import org.boltj.crypto.Hash;
import org.boltj.message.Init;
import org.boltj.message.MessageCodec;
import org.boltj.message.Ping;
import org.boltj.message.Pong;
import org.boltj.transport.CloseReason;
import org.boltj.transport.Connection;
import org.boltj.transport.ConnectionListener;
import org.boltj.transport.NettyTransport;
import org.boltj.transport.TransportLimits;

/** A peer on a real socket that says whatever a test wants and counts what it hears. */
final class WirePeer implements ConnectionListener, AutoCloseable {
  /** Unsent bytes at which a sender waits. */
  private static final long FULL = 1 << 20;

  private final NettyTransport transport;
  private final Map<Class<?>, Integer> heard = new HashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private volatile Connection connection;
  private volatile boolean closed;
  private volatile Consumer<WireMessage> onMessage = message -> {};

  WirePeer(String name) {
    NodeKeys keys = NodeKeys.ofSeed(Hash.sha256(Bytes.wrap(name.getBytes(UTF_8))));
    this.transport = new NettyTransport(keys.nodeSigner(), TransportLimits.DEFAULT);
    transport.start(this);
  }

  /** Called for each message, on the transport's thread. */
  WirePeer onMessage(Consumer<WireMessage> action) {
    onMessage = action;
    return this;
  }

  WirePeer greet(LightningNode node) {
    int port = node.listenAddresses().get(0).getPort();
    closed = false;
    int before = count(Init.class);
    connection = transport.connect("127.0.0.1", port, node.nodeId(), Duration.ofSeconds(10)).join();
    send(Init.of(LightningNodeBuilder.DEFAULT_FEATURES, SignedGossip.CHAIN));
    hears(Init.class, before, 10_000);
    return this;
  }

  /** Sends, and waits while too much is unsent; says whether the connection is there still. */
  boolean send(WireMessage message) {
    lock.lock();
    try {
      // Nothing tells when bytes have left: look again now and then.
      while (connection.pendingBytes() > FULL && !closed) {
        var unused = changed.awaitNanos(1_000_000);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      lock.unlock();
    }
    if (!closed) {
      connection.send(message.encode());
    }
    return !closed;
  }

  int count(Class<? extends WireMessage> kind) {
    lock.lock();
    try {
      return heard.getOrDefault(kind, 0);
    } finally {
      lock.unlock();
    }
  }

  boolean isClosed() {
    return closed;
  }

  /** Whether more than so many messages of a kind have come in time. */
  boolean hears(Class<? extends WireMessage> kind, int moreThan, long millis) {
    lock.lock();
    try {
      long left = millis * 1_000_000;
      while (heard.getOrDefault(kind, 0) <= moreThan && left > 0) {
        left = changed.awaitNanos(left);
      }
      return heard.getOrDefault(kind, 0) > moreThan;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void onConnected(Connection made) {}

  @Override
  public void onMessage(Connection from, Bytes wire) {
    try {
      WireMessage message = MessageCodec.decode(wire);
      if (message instanceof Ping ping && ping.wantsPong()) {
        from.send(new Pong(Bytes.zeros(ping.numPongBytes())).encode());
      }
      onMessage.accept(message);
      happened(() -> heard.merge(message.getClass(), 1, Integer::sum));
    } catch (DecodeException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void onDisconnected(Connection gone, CloseReason reason) {
    happened(() -> closed = true);
  }

  private void happened(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    transport.close();
  }
}
