package org.boltj.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
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
  private final Map<Class<?>, AtomicInteger> heard = new ConcurrentHashMap<>();
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
    await(() -> count(Init.class) > before, 10_000);
    return this;
  }

  /** Sends, and waits while too much is unsent; says whether the connection is there still. */
  boolean send(WireMessage message) {
    while (connection.pendingBytes() > FULL && !closed) {
      pause();
    }
    if (!closed) {
      connection.send(message.encode());
    }
    return !closed;
  }

  int count(Class<? extends WireMessage> kind) {
    AtomicInteger count = heard.get(kind);
    return count == null ? 0 : count.get();
  }

  boolean isClosed() {
    return closed;
  }

  /** Whether it has become so in time. */
  static boolean await(BooleanSupplier condition, long millis) {
    long until = System.nanoTime() + millis * 1_000_000;
    while (!condition.getAsBoolean() && System.nanoTime() < until) {
      pause();
    }
    return condition.getAsBoolean();
  }

  private static void pause() {
    try {
      Thread.sleep(1);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
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
      heard.computeIfAbsent(message.getClass(), kind -> new AtomicInteger()).incrementAndGet();
    } catch (DecodeException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void onDisconnected(Connection gone, CloseReason reason) {
    closed = true;
  }

  @Override
  public void close() {
    transport.close();
  }
}
