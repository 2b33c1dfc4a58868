package org.boltj.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.boltj.base.Bytes;
import org.boltj.codec.DecodeException;
import org.junit.jupiter.api.Test;

/** Neither a peer that does not read nor a consumer that is busy lets bytes pile up. */
class BackPressureTest {
  private static final Bytes MESSAGE = Bytes.zeros(60_000);
  private static final long LIMIT = 1 << 20;
  private static final int ROUNDS = 100;

  @Test
  void aSlowReaderIsCutOff() throws IOException, DecodeException {
    TransportLimits limits =
        new TransportLimits(Duration.ofSeconds(10), 8, 8, 8, LIMIT, Duration.ofMillis(100));
    try (TransportFixture node = new TransportFixture(0x21, limits);
        RawPeer slow = RawPeer.connect(node.address);
        RawPeer good = RawPeer.connect(node.address)) {
      slow.initiate(node.nodeId);
      Connection toSlow = node.listener.nextConnected();
      good.initiate(node.nodeId);
      Connection toGood = node.listener.nextConnected();
      long sent = 0;
      while (toSlow.pendingBytes() <= LIMIT && sent < 1L << 30) {
        toSlow.send(MESSAGE);
        sent += MESSAGE.size();
      }
      assertThat(node.listener.nextEnd().kind()).isEqualTo(CloseReason.Kind.SLOW_READER);
      assertThat(toSlow.pendingBytes()).isLessThan(2 * LIMIT);
      toGood.send(MESSAGE);
      assertThat(good.receive()).isEqualTo(MESSAGE);
    }
  }

  @Test
  void aPausedConsumerGetsNoMoreAndTheSenderWaits() throws IOException, DecodeException {
    PausingListener busy = new PausingListener();
    try (PeerTransport consumer = new NettyTransport(RawPeer.key(0x22))) {
      consumer.start(busy);
      InetSocketAddress address =
          consumer.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)).join();
      try (RawPeer sender = RawPeer.established(address, RawPeer.key(0x22).nodeId())) {
        CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> sendMuch(sender));
        for (int round = 1; round <= ROUNDS; round++) {
          Connection connection = busy.nextPause();
          assertThat(busy.received).hasValue(10 * round);
          if (round == ROUNDS / 2) {
            // The other half is far more than the buffers of the operating system hold.
            assertThat(sending)
                .failsWithin(Duration.ofMillis(500))
                .withThrowableOfType(TimeoutException.class);
            assertThat(busy.received).hasValue(10 * round);
          }
          connection.resumeReading();
        }
        sending.join();
      }
    }
  }

  private static void sendMuch(RawPeer sender) {
    try {
      for (int i = 0; i < 10 * ROUNDS; i++) {
        sender.send(MESSAGE);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Pauses after each tenth message. */
  private static final class PausingListener implements ConnectionListener {
    final AtomicInteger received = new AtomicInteger();
    private final BlockingQueue<Connection> pauses = new LinkedBlockingQueue<>();

    @Override
    public void onConnected(Connection connection) {}

    @Override
    public void onMessage(Connection connection, Bytes message) {
      if (received.incrementAndGet() % 10 == 0) {
        connection.pauseReading();
        pauses.add(connection);
      }
    }

    @Override
    public void onDisconnected(Connection connection, CloseReason reason) {}

    Connection nextPause() {
      try {
        Connection paused = pauses.poll(20, TimeUnit.SECONDS);
        assertThat(paused).as("a pause within 20 s").isNotNull();
        return paused;
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }
}
