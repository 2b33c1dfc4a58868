package org.boltj.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.boltj.base.Bytes;
import org.boltj.base.Network;
import org.boltj.base.PublicKey;
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
import org.boltj.transport.PeerTransport;

/** A peer that says whatever a test wants. */
final class RawPeer implements ConnectionListener {
  final PublicKey nodeId;
  private final TestWorld world;
  private final PeerTransport transport;
  private final List<WireMessage> received = new ArrayList<>();
  private Connection connection;
  private boolean closed;
  private boolean answersPings;

  RawPeer(TestWorld world, String name) {
    this.world = world;
    this.nodeId =
        NodeKeys.ofSeed(Hash.sha256(Bytes.wrap(name.getBytes(UTF_8)))).nodeSigner().nodeId();
    this.transport = world.network.transport(nodeId);
    transport.start(this);
  }

  /** Connects, and says nothing yet. */
  RawPeer connect(LightningNode node) {
    connection = transport.connect("memory", 1, node.nodeId(), Duration.ofSeconds(1)).join();
    closed = false;
    world.settle();
    return this;
  }

  /** Connects and exchanges ordinary inits. */
  RawPeer greet(LightningNode node) {
    connect(node);
    return send(Init.of(LightningNodeBuilder.DEFAULT_FEATURES, Network.REGTEST.chainHash()));
  }

  RawPeer send(WireMessage message) {
    return send(message.encode());
  }

  RawPeer send(Bytes message) {
    connection.send(message);
    world.settle();
    return this;
  }

  /** Sends messages without waiting for the node in between. */
  RawPeer sendAtOnce(List<Bytes> messages) {
    connection.send(messages);
    world.settle();
    return this;
  }

  /** From now on, so that the connection stays. */
  void answerPings() {
    answersPings = true;
  }

  boolean isClosed() {
    return closed;
  }

  <T extends WireMessage> List<T> received(Class<T> kind) {
    return received.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  @Override
  public void onConnected(Connection made) {
    connection = made;
  }

  @Override
  public void onMessage(Connection from, Bytes message) {
    try {
      WireMessage decoded = MessageCodec.decode(message);
      received.add(decoded);
      if (answersPings && decoded instanceof Ping ping) {
        connection.send(new Pong(Bytes.zeros(ping.numPongBytes())).encode());
      }
    } catch (DecodeException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void onDisconnected(Connection gone, CloseReason reason) {
    closed = true;
  }
}
