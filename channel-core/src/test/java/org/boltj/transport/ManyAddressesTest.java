package org.boltj.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.boltj.sign.NodeSigner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A name may have several addresses: each is tried, until the right node answers. */
class ManyAddressesTest {
  private static final NodeSigner BOB = RawPeer.key(0x42);

  private final List<PeerTransport> open = new ArrayList<>();

  @AfterEach
  void close() {
    open.forEach(PeerTransport::close);
  }

  private PeerTransport transport(NodeSigner signer, String... addresses) {
    NettyTransport transport =
        new NettyTransport(
            signer,
            TransportLimits.DEFAULT,
            new EphemeralKeys(),
            host -> {
              List<InetAddress> found = new ArrayList<>();
              for (String address : addresses) {
                found.add(InetAddress.getByName(address));
              }
              return found.toArray(InetAddress[]::new);
            });
    transport.start(new RecordingListener());
    open.add(transport);
    return transport;
  }

  private int listen(NodeSigner signer, String address, int port) {
    return transport(signer).listen(new InetSocketAddress(address, port)).join().getPort();
  }

  @Test
  void addresses_where_nobody_listens_are_passed_over() {
    int port = listen(BOB, "127.0.0.1", 0);
    PeerTransport alice = transport(RawPeer.key(0x41), "127.0.0.2", "127.0.0.3", "127.0.0.1");
    Connection made =
        alice.connect("bob.example", port, BOB.nodeId(), TransportFixture.TIMEOUT).join();
    assertThat(made.remoteAddress().getHostString()).isEqualTo("127.0.0.1");
  }

  @Test
  void an_address_of_another_node_is_passed_over() {
    int port = listen(BOB, "127.0.0.1", 0);
    listen(RawPeer.key(0x43), "127.0.0.2", port);
    PeerTransport alice = transport(RawPeer.key(0x41), "127.0.0.2", "127.0.0.1");
    Connection made =
        alice.connect("bob.example", port, BOB.nodeId(), TransportFixture.TIMEOUT).join();
    assertThat(made.remoteNodeId()).isEqualTo(BOB.nodeId());
  }

  @Test
  void an_address_that_never_answers_leaves_time_for_the_next() throws Exception {
    int port = listen(BOB, "127.0.0.1", 0);
    try (ServerSocket mute = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.2"))) {
      PeerTransport alice = transport(RawPeer.key(0x41), "127.0.0.2", "127.0.0.1");
      Connection made =
          alice.connect("bob.example", port, BOB.nodeId(), Duration.ofSeconds(4)).join();
      assertThat(made.remoteAddress().getHostString()).isEqualTo("127.0.0.1");
      assertThat(mute.isClosed()).isFalse();
    }
  }

  @Test
  void the_last_reason_is_told_when_all_fail() {
    int port = listen(BOB, "127.0.0.1", 0);
    PeerTransport alice = transport(RawPeer.key(0x41), "127.0.0.3", "127.0.0.2");
    CompletionException failure =
        catchThrowableOfType(
            CompletionException.class,
            () -> alice.connect("bob.example", port, BOB.nodeId(), Duration.ofSeconds(5)).join());
    assertThat(failure.getCause()).isInstanceOf(TransportException.class);
    assertThat(((TransportException) failure.getCause()).reason().kind())
        .isEqualTo(CloseReason.Kind.NETWORK_FAILED);
  }

  @Test
  void a_name_without_addresses_is_a_failure() throws UnknownHostException {
    PeerTransport alice = transport(RawPeer.key(0x41));
    assertThat(alice.connect("bob.example", 1, BOB.nodeId(), Duration.ofSeconds(5)))
        .failsWithin(Duration.ofSeconds(5));
  }
}
