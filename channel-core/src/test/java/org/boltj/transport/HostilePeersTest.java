package org.boltj.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.boltj.base.Bytes;
import org.boltj.codec.DecodeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes in ends only its own connection, with a reason and without another byte. */
class HostilePeersTest {
  private TransportFixture node;

  @BeforeEach
  void open() {
    TransportLimits limits =
        new TransportLimits(Duration.ofMillis(300), 256, 32, 10, 16L << 20, Duration.ofMillis(500));
    node = new TransportFixture(0x21, limits);
  }

  @AfterEach
  void close() {
    node.close();
  }

  @Test
  void silence() throws IOException {
    try (RawPeer peer = RawPeer.connect(node.address)) {
      assertThat(peer.readToEnd()).isZero();
      assertThat(node.listener.nextFailure().kind()).isEqualTo(CloseReason.Kind.HANDSHAKE_TIMEOUT);
    }
  }

  @Test
  void halfAnActAndThenSilence() throws IOException {
    try (RawPeer peer = RawPeer.connect(node.address)) {
      peer.write(Bytes.zeros(30));
      assertThat(peer.readToEnd()).isZero();
      assertThat(node.listener.nextFailure().kind()).isEqualTo(CloseReason.Kind.HANDSHAKE_TIMEOUT);
    }
  }

  @Test
  void halfAnActAndThenTheEnd() throws IOException {
    try (RawPeer peer = RawPeer.connect(node.address)) {
      peer.write(Bytes.zeros(30));
      peer.endStream();
      assertThat(peer.readToEnd()).isZero();
      assertThat(node.listener.nextFailure().kind()).isEqualTo(CloseReason.Kind.TRUNCATED);
    }
  }

  @Test
  void garbageInsteadOfActOne() throws IOException {
    try (RawPeer peer = RawPeer.connect(node.address)) {
      peer.write(Bytes.fromHex("5a".repeat(100_000)));
      assertThat(peer.readToEnd()).isZero();
      assertHandshakeFailed("act one has the unknown version 90");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 20, 49})
  void oneWrongBitInActOne(int where) throws IOException {
    try (RawPeer peer = RawPeer.connect(node.address)) {
      Bytes act = Handshake.initiate(RawPeer.KEY, node.nodeId, RawPeer.EPHEMERAL).send();
      peer.write(flipped(act, where));
      assertThat(peer.readToEnd()).isZero();
      assertHandshakeFailed("act one");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 20, 49})
  void oneWrongBitInActTwo(int where) throws IOException, DecodeException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Connection> connecting =
          node.transport.connect(
              "127.0.0.1", server.getLocalPort(), RawPeer.KEY.nodeId(), TransportFixture.TIMEOUT);
      try (RawPeer peer = new RawPeer(server.accept())) {
        Handshake responder = Handshake.respond(RawPeer.KEY, RawPeer.EPHEMERAL);
        peer.write(flipped(responder.receive(peer.read(50)).send(), where));
        assertThat(peer.readToEnd()).isZero();
      }
      assertThat(connecting)
          .failsWithin(TransportFixture.TIMEOUT)
          .withThrowableThat()
          .withMessageContaining("HANDSHAKE_FAILED: act two");
      assertThat(node.listener.heardOfNoConnection()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 40, 65})
  void oneWrongBitInActThree(int where) throws IOException, DecodeException {
    try (RawPeer peer = RawPeer.connect(node.address)) {
      Handshake.Continue start = Handshake.initiate(RawPeer.KEY, node.nodeId, RawPeer.EPHEMERAL);
      peer.write(start.send());
      peer.write(flipped(start.next().receive(peer.read(50)).send(), where));
      assertThat(peer.readToEnd()).isZero();
      assertHandshakeFailed("act three");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 17, 18, 19, 34})
  void oneWrongBitInAMessage(int where) throws IOException, DecodeException {
    try (RawPeer peer = RawPeer.established(node.address, node.nodeId)) {
      peer.send(Bytes.zeros(1));
      peer.write(flipped(peer.frame(Bytes.zeros(1)), where));
      assertThat(node.listener.nextMessage()).isEqualTo(Bytes.zeros(1));
      assertEnded(CloseReason.Kind.BAD_MESSAGE);
      assertThat(peer.readToEnd()).isZero();
      assertThat(node.listener.waitingMessages()).isZero();
    }
  }

  @Test
  void aMessageSentTwice() throws IOException, DecodeException {
    try (RawPeer peer = RawPeer.established(node.address, node.nodeId)) {
      Bytes frame = peer.frame(Bytes.zeros(7));
      peer.write(Bytes.concat(frame, frame));
      assertThat(node.listener.nextMessage()).isEqualTo(Bytes.zeros(7));
      assertEnded(CloseReason.Kind.BAD_MESSAGE);
    }
  }

  @Test
  void garbageAfterTheHandshake() throws IOException, DecodeException {
    try (RawPeer peer = RawPeer.established(node.address, node.nodeId)) {
      peer.write(Bytes.zeros(70_000));
      assertEnded(CloseReason.Kind.BAD_MESSAGE);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 17, 18, 30})
  void aMessageThatBreaksOff(int size) throws IOException, DecodeException {
    try (RawPeer peer = RawPeer.established(node.address, node.nodeId)) {
      peer.write(peer.frame(Bytes.zeros(100)).slice(0, size));
      peer.endStream();
      assertEnded(CloseReason.Kind.TRUNCATED);
      assertThat(peer.readToEnd()).isZero();
    }
  }

  @Test
  void theLargestLengthThatIsNeverFilled() throws IOException, DecodeException {
    try (RawPeer peer = RawPeer.established(node.address, node.nodeId)) {
      peer.write(peer.frame(Bytes.zeros(65535)).slice(0, 60_000));
      peer.endStream();
      assertEnded(CloseReason.Kind.TRUNCATED);
    }
  }

  @Test
  void messagesThatComeTogetherWithActThreeAndByteByByte() throws IOException, DecodeException {
    try (RawPeer peer = RawPeer.connect(node.address)) {
      Handshake.Continue start = Handshake.initiate(RawPeer.KEY, node.nodeId, RawPeer.EPHEMERAL);
      peer.write(start.send());
      Handshake.Done done = (Handshake.Done) start.next().receive(peer.read(50));
      peer.use(done.session());
      Bytes all = Bytes.concat(done.send(), peer.frame(Bytes.zeros(3)), peer.frame(Bytes.zeros(4)));
      peer.write(all);
      for (byte single : peer.frame(Bytes.zeros(5)).toArray()) {
        peer.write(Bytes.of(single));
      }
      assertThat(node.listener.nextMessage()).isEqualTo(Bytes.zeros(3));
      assertThat(node.listener.nextMessage()).isEqualTo(Bytes.zeros(4));
      assertThat(node.listener.nextMessage()).isEqualTo(Bytes.zeros(5));
    }
  }

  @Test
  void tooManyConnections() throws IOException, DecodeException {
    for (int i = 0; i < 10; i++) {
      RawPeer.established(node.address, node.nodeId);
      node.listener.nextConnected();
    }
    try (RawPeer oneMore = RawPeer.established(node.address, node.nodeId)) {
      assertThat(oneMore.readToEnd()).isZero();
      assertThat(node.listener.nextFailure().kind()).isEqualTo(CloseReason.Kind.REFUSED);
      assertThat(node.listener.heardOfNoConnection()).isTrue();
    }
  }

  @Test
  void tooManyConnectionsFromOneAddress() throws IOException, DecodeException {
    TransportLimits limits =
        new TransportLimits(
            Duration.ofSeconds(10), 256, 32, 100, 16L << 20, Duration.ofMillis(500), 3);
    try (TransportFixture few = new TransportFixture(0x22, limits)) {
      for (int i = 0; i < 3; i++) {
        RawPeer.established(few.address, few.nodeId);
        few.listener.nextConnected();
      }
      try (RawPeer fourth = RawPeer.established(few.address, few.nodeId)) {
        assertThat(fourth.readToEnd()).isZero();
        assertThat(few.listener.nextFailure().kind()).isEqualTo(CloseReason.Kind.REFUSED);
      }
      try (RawPeer other = RawPeer.connectFrom(InetAddress.getByName("127.0.0.9"), few.address)) {
        other.initiate(few.nodeId);
        other.send(Bytes.zeros(2));
        assertThat(few.listener.nextMessage()).isEqualTo(Bytes.zeros(2));
      }
    }
  }

  @Test
  void strangersThatTakeAllConnectionsDoNotKeepOutAFriend() throws IOException, DecodeException {
    for (int i = 0; i < 10; i++) {
      RawPeer.established(node.address, node.nodeId);
      node.listener.nextConnected();
    }
    node.listener.friend = Optional.of(RawPeer.KEY.nodeId());
    try (RawPeer friend = RawPeer.established(node.address, node.nodeId)) {
      friend.send(Bytes.zeros(2));
      assertThat(node.listener.nextMessage()).isEqualTo(Bytes.zeros(2));
    }
  }

  @Test
  void aMessageThatOurOwnSideFailsOn() throws IOException, DecodeException {
    try (RawPeer peer = RawPeer.established(node.address, node.nodeId)) {
      node.listener.broken = true;
      peer.send(Bytes.zeros(2));
      assertEnded(CloseReason.Kind.LISTENER_FAILED);
      assertThat(peer.readToEnd()).isZero();
    }
    node.listener.broken = false;
    try (RawPeer peer = RawPeer.established(node.address, node.nodeId)) {
      peer.send(Bytes.zeros(2));
      assertThat(node.listener.nextMessage()).isEqualTo(Bytes.zeros(2));
    }
  }

  @Test
  void aConnectionThatEndsMakesRoomForAnother() throws IOException, DecodeException {
    for (int i : IntStream.range(0, 30).toArray()) {
      try (RawPeer peer = RawPeer.established(node.address, node.nodeId)) {
        peer.send(Bytes.zeros(i));
        assertThat(node.listener.nextMessage()).isEqualTo(Bytes.zeros(i));
      }
      assertEnded(CloseReason.Kind.CLOSED_REMOTELY);
    }
  }

  private void assertHandshakeFailed(String what) {
    CloseReason reason = node.listener.nextFailure();
    assertThat(reason.kind()).isEqualTo(CloseReason.Kind.HANDSHAKE_FAILED);
    assertThat(reason.detail()).contains(what);
    assertThat(node.listener.heardOfNoConnection()).isTrue();
  }

  private void assertEnded(CloseReason.Kind kind) {
    assertThat(node.listener.nextEnd().kind()).isEqualTo(kind);
  }

  private static Bytes flipped(Bytes bytes, int where) {
    byte[] changed = bytes.toArray();
    changed[where] ^= 1;
    return Bytes.wrap(changed);
  }
}
