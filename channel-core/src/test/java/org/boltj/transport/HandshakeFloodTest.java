package org.boltj.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.boltj.base.Bytes;
import org.boltj.codec.DecodeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Half-open connections neither stop the established ones nor keep new ones out. */
class HandshakeFloodTest {
  private static final int FLOOD = 500;

  private final TransportFixture node = new TransportFixture(0x21);
  private final List<RawPeer> flood = new ArrayList<>();

  @AfterEach
  void close() throws IOException {
    node.close();
    for (RawPeer peer : flood) {
      peer.close();
    }
  }

  @Test
  void silentConnections() throws IOException, DecodeException {
    assertHonestPeersGetThrough(Bytes.EMPTY);
  }

  @Test
  void connectionsThatStopAfterActOne() throws IOException, DecodeException {
    assertHonestPeersGetThrough(
        Handshake.initiate(RawPeer.KEY, node.nodeId, RawPeer.EPHEMERAL).send());
  }

  private void assertHonestPeersGetThrough(Bytes opening) throws IOException, DecodeException {
    try (RawPeer before = RawPeer.established(node.address, node.nodeId)) {
      Connection known = node.listener.nextConnected();
      for (int i = 0; i < FLOOD; i++) {
        RawPeer half = RawPeer.connect(node.address);
        flood.add(half);
        half.write(opening);
        if (i % 50 == 0) {
          known.send(Bytes.zeros(i));
          assertThat(before.receive()).isEqualTo(Bytes.zeros(i));
        }
      }
      try (RawPeer after = establishedInTheFlood()) {
        after.send(Bytes.zeros(9));
        assertThat(node.listener.nextMessage()).isEqualTo(Bytes.zeros(9));
      }
      // All but the 32 that one address may have at once were sent away.
      for (int i = 0; i < FLOOD - TransportLimits.DEFAULT.maxHandshakesPerAddress(); i++) {
        assertThat(node.listener.nextFailure().kind()).isEqualTo(CloseReason.Kind.REFUSED);
      }
      before.send(Bytes.zeros(3));
      assertThat(node.listener.nextMessage()).isEqualTo(Bytes.zeros(3));
    }
  }

  /** As a real peer does: whoever is sent away in the crowd tries again. */
  private RawPeer establishedInTheFlood() throws IOException, DecodeException {
    for (int attempt = 1; ; attempt++) {
      try {
        return RawPeer.established(node.address, node.nodeId);
      } catch (IOException sentAway) {
        assertThat(attempt).isLessThan(20);
      }
    }
  }
}
