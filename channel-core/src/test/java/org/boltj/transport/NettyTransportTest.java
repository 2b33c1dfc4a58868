package org.boltj.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.boltj.base.Bytes;
import org.boltj.base.PublicKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two transports over real sockets. */
class NettyTransportTest {
  private TransportFixture alice;
  private TransportFixture bob;

  @BeforeEach
  void open() {
    alice = new TransportFixture(0x21);
    bob = new TransportFixture(0x22);
  }

  @AfterEach
  void close() {
    alice.close();
    bob.close();
  }

  @Test
  void bothSidesKnowEachOther() {
    Connection there = alice.connectTo(bob);
    Connection here = bob.listener.nextConnected();
    assertThat(alice.listener.nextConnected()).isSameAs(there);
    assertThat(there.remoteNodeId()).isEqualTo(bob.nodeId);
    assertThat(there.isInbound()).isFalse();
    assertThat(there.remoteAddress()).isEqualTo(bob.address);
    assertThat(here.remoteNodeId()).isEqualTo(alice.nodeId);
    assertThat(here.isInbound()).isTrue();
  }

  @Test
  void fiveThousandMessagesArriveInOrderBothWaysOverManyKeys() {
    Connection there = alice.connectTo(bob);
    Connection here = bob.listener.nextConnected();
    int count = 5000;
    CompletableFuture<Void> other =
        CompletableFuture.runAsync(
            () -> IntStream.range(0, count).forEach(i -> here.send(numbered(-i))));
    IntStream.range(0, count).forEach(i -> there.send(numbered(i)));
    for (int i = 0; i < count; i++) {
      assertThat(bob.listener.nextMessage()).isEqualTo(numbered(i));
      assertThat(alice.listener.nextMessage()).isEqualTo(numbered(-i));
    }
    other.join();
  }

  @Test
  void theLargestAndTheEmptyMessageGoThrough() {
    Connection there = alice.connectTo(bob);
    Bytes largest = Bytes.zeros(65535);
    there.send(largest);
    there.send(Bytes.EMPTY);
    assertThat(bob.listener.nextMessage()).isEqualTo(largest);
    assertThat(bob.listener.nextMessage()).isEqualTo(Bytes.EMPTY);
    assertThatIllegalArgumentException().isThrownBy(() -> there.send(Bytes.zeros(65536)));
  }

  @Test
  void whatWasSentBeforeACloseArrives() {
    Connection there = alice.connectTo(bob);
    Bytes part = Bytes.zeros(50_000);
    IntStream.range(0, 100).forEach(i -> there.send(part));
    there.close();
    there.send(part);
    IntStream.range(0, 100).forEach(i -> assertThat(bob.listener.nextMessage()).isEqualTo(part));
    assertThat(bob.listener.nextEnd().kind()).isEqualTo(CloseReason.Kind.CLOSED_REMOTELY);
    assertThat(alice.listener.nextEnd().kind()).isEqualTo(CloseReason.Kind.CLOSED_LOCALLY);
    assertThat(bob.listener.waitingMessages()).isZero();
    assertThat(there.pendingBytes()).isZero();
  }

  @Test
  void closingTheTransportEndsItsConnectionsAndItsListening() {
    Connection there = alice.connectTo(bob);
    bob.listener.nextConnected();
    there.send(numbered(1));
    alice.close();
    assertThat(bob.listener.nextMessage()).isEqualTo(numbered(1));
    assertThat(bob.listener.nextEnd().kind()).isEqualTo(CloseReason.Kind.CLOSED_REMOTELY);
    assertThat(failure(bob, "127.0.0.1", alice.address.getPort(), alice.nodeId).kind())
        .isEqualTo(CloseReason.Kind.NETWORK_FAILED);
    assertThat(failure(alice, "127.0.0.1", bob.address.getPort(), bob.nodeId).kind())
        .isEqualTo(CloseReason.Kind.CLOSED_LOCALLY);
    assertThat(alice.transport.listen(bob.address)).isCompletedExceptionally();
  }

  @Test
  void anotherNodeThanTheOneAskedForIsNoPartner() {
    CloseReason reason = failure(alice, "127.0.0.1", bob.address.getPort(), RawPeer.KEY.nodeId());
    assertThat(reason.kind()).isEqualTo(CloseReason.Kind.CLOSED_REMOTELY);
    CloseReason there = bob.listener.nextFailure();
    assertThat(there.kind()).isEqualTo(CloseReason.Kind.HANDSHAKE_FAILED);
    assertThat(there.detail()).isEqualTo("act one has a wrong tag");
    assertThat(alice.listener.heardOfNoConnection()).isTrue();
    assertThat(bob.listener.heardOfNoConnection()).isTrue();
  }

  @Test
  void aNodeIdOffTheCurveIsRefusedAtOnce() {
    PublicKey offCurve =
        PublicKey.fromHex("02eefdea4cdb677750a420fee807eacf21eb9898ae79b9768766e4faa04a2d4a34");
    assertThat(failure(alice, "127.0.0.1", bob.address.getPort(), offCurve).kind())
        .isEqualTo(CloseReason.Kind.HANDSHAKE_FAILED);
  }

  @Test
  void anUnknownNameIsANetworkFailure() {
    assertThat(failure(alice, "no such host", 9735, bob.nodeId).kind())
        .isEqualTo(CloseReason.Kind.NETWORK_FAILED);
  }

  @Test
  void aServerThatSaysNothingRunsIntoTheTimeout() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Connection> connecting =
          alice.transport.connect(
              "127.0.0.1", silent.getLocalPort(), bob.nodeId, Duration.ofMillis(100));
      assertThat(reason(connecting).kind()).isEqualTo(CloseReason.Kind.HANDSHAKE_TIMEOUT);
      try (RawPeer there = new RawPeer(silent.accept())) {
        assertThat(there.readToEnd()).isEqualTo(50);
      }
    }
  }

  @Test
  void aPortInUseIsAnIoException() {
    CompletableFuture<InetSocketAddress> listening = alice.transport.listen(bob.address);
    CompletionException failure = catchThrowableOfType(CompletionException.class, listening::join);
    assertThat(failure).hasCauseInstanceOf(IOException.class);
  }

  @Test
  void aTransportIsStartedOnce() {
    assertThatIllegalStateException().isThrownBy(() -> alice.transport.start(alice.listener));
  }

  private static CloseReason failure(
      TransportFixture from, String host, int port, PublicKey nodeId) {
    return reason(from.transport.connect(host, port, nodeId, TransportFixture.TIMEOUT));
  }

  private static CloseReason reason(CompletableFuture<Connection> connecting) {
    CompletionException failure = catchThrowableOfType(CompletionException.class, connecting::join);
    assertThat(failure).hasCauseInstanceOf(TransportException.class);
    return ((TransportException) failure.getCause()).reason();
  }

  private static Bytes numbered(int number) {
    return Bytes.concat(Bytes.fromHex(String.format("%08x", number)), Bytes.zeros(number & 0x7f));
  }
}
