package org.boltj.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.boltj.base.Bytes;
import org.boltj.base.PublicKey;

/** Writes down what happens; each {@code next} method waits for it, but not for ever. */
final class RecordingListener implements ConnectionListener {
  record Received(Connection connection, Bytes message) {}

  record Ended(Connection connection, CloseReason reason) {}

  private final BlockingQueue<Connection> connected = new LinkedBlockingQueue<>();
  private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
  private final BlockingQueue<Ended> ended = new LinkedBlockingQueue<>();
  private final BlockingQueue<CloseReason> failed = new LinkedBlockingQueue<>();

  /** Throws when it is told of a message. */
  volatile boolean broken;

  /** The one node that may exceed the limit of connections. */
  volatile Optional<PublicKey> friend = Optional.empty();

  @Override
  public boolean mayExceedLimit(PublicKey nodeId) {
    return friend.equals(Optional.of(nodeId));
  }

  @Override
  public void onConnected(Connection connection) {
    connected.add(connection);
  }

  @Override
  public void onMessage(Connection connection, Bytes message) {
    if (broken) {
      throw new IllegalStateException("broken for a test");
    }
    received.add(new Received(connection, message));
  }

  @Override
  public void onDisconnected(Connection connection, CloseReason reason) {
    ended.add(new Ended(connection, reason));
  }

  @Override
  public void onHandshakeFailed(InetSocketAddress remoteAddress, CloseReason reason) {
    failed.add(reason);
  }

  Connection nextConnected() {
    return next(connected);
  }

  Bytes nextMessage() {
    return next(received).message();
  }

  CloseReason nextEnd() {
    return next(ended).reason();
  }

  CloseReason nextFailure() {
    return next(failed);
  }

  int waitingMessages() {
    return received.size();
  }

  boolean heardOfNoConnection() {
    return connected.isEmpty() && ended.isEmpty();
  }

  private static <T> T next(BlockingQueue<T> queue) {
    try {
      T next = queue.poll(20, TimeUnit.SECONDS);
      assertThat(next).as("an event within 20 s").isNotNull();
      return next;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
