package org.boltj.sim.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.boltj.base.Bytes;
import org.boltj.base.PublicKey;
import org.boltj.transport.CloseReason;
import org.boltj.transport.Connection;
import org.boltj.transport.ConnectionListener;
import org.boltj.transport.TransportException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MemoryNetworkTest {
  private static final PublicKey ALICE = new PublicKey(Bytes.fromHex("02" + "aa".repeat(32)));
  private static final PublicKey BOB = new PublicKey(Bytes.fromHex("02" + "bb".repeat(32)));

  private final VirtualTime time = new VirtualTime();
  private final MemoryNetwork network = new MemoryNetwork(time, new Seed(1), new Latency(10, 10));
  private final MemoryTransport alice = network.transport(0, ALICE);
  private final MemoryTransport bob = network.transport(1, BOB);
  private final Recorder heardByAlice = new Recorder();
  private final Recorder heardByBob = new Recorder();

  private final class Recorder implements ConnectionListener {
    private final List<String> heard = new ArrayList<>();
    private final List<Connection> connections = new ArrayList<>();

    private void note(String what) {
      heard.add(what + "@" + (time.nowMillis() - VirtualTime.START_MILLIS));
    }

    @Override
    public void onConnected(Connection connection) {
      connections.add(connection);
      note("connected");
    }

    @Override
    public void onMessage(Connection connection, Bytes message) {
      note(message.toHex());
    }

    @Override
    public void onDisconnected(Connection connection, CloseReason reason) {
      note(reason.toString());
    }
  }

  @BeforeEach
  void start() {
    alice.start(heardByAlice);
    bob.start(heardByBob);
  }

  private CompletableFuture<Connection> connect() {
    assertThat(bob.listen(InetSocketAddress.createUnresolved("bob", 1))).isCompleted();
    return alice.connect("bob", 1, BOB, Duration.ofSeconds(1));
  }

  @Test
  void aConnectionTakesTwoRoundTripsAndMessagesOneWay() {
    CompletableFuture<Connection> connected = connect();
    time.run(40);
    assertThat(connected).isCompleted();
    connected.join().send(Bytes.of((byte) 1));
    connected.join().send(Bytes.of((byte) 2));
    time.run(100);

    assertThat(heardByAlice.heard).containsExactly("connected@40");
    assertThat(heardByBob.heard).containsExactly("connected@50", "01@50", "02@50");
    assertThat(heardByBob.connections.get(0).remoteNodeId()).isEqualTo(ALICE);
    assertThat(heardByBob.connections.get(0).isInbound()).isTrue();
    assertThat(network.messages()).isEqualTo(2);
    assertThat(network.bytes()).isEqualTo(2);
  }

  @Test
  void aPausedReaderGetsItsMessagesLaterAndInOrder() {
    CompletableFuture<Connection> connected = connect();
    time.run(100);
    heardByBob.connections.get(0).pauseReading();
    connected.join().send(Bytes.of((byte) 1));
    connected.join().send(Bytes.of((byte) 2));
    time.run(100);
    assertThat(heardByBob.heard).containsExactly("connected@50");

    heardByBob.connections.get(0).resumeReading();

    assertThat(heardByBob.heard).containsExactly("connected@50", "01@200", "02@200");
  }

  @Test
  void whatWasSentBeforeACloseStillArrives() {
    CompletableFuture<Connection> connected = connect();
    time.run(100);
    connected.join().send(Bytes.of((byte) 1));
    connected.join().close();
    connected.join().send(Bytes.of((byte) 2));
    time.run(100);

    assertThat(heardByAlice.heard).containsExactly("connected@40", "CLOSED_LOCALLY@100");
    assertThat(heardByBob.heard).containsExactly("connected@50", "01@110", "CLOSED_REMOTELY@110");
  }

  @Test
  void nobodyIsReachedWhoDoesNotListen() {
    assertThat(alice.connect("bob", 1, BOB, Duration.ofSeconds(1)))
        .failsWithin(Duration.ZERO)
        .withThrowableOfType(ExecutionException.class)
        .withCauseInstanceOf(TransportException.class);
  }

  @Test
  void eachPairHasItsOwnLatencyWithinTheBounds() {
    Latency latency = new Latency(20, 30);
    List<Long> drawn = new ArrayList<>();
    for (int node = 1; node < 200; node++) {
      long millis = latency.between(new Seed(7), 0, node);
      assertThat(latency.between(new Seed(7), node, 0)).isEqualTo(millis);
      drawn.add(millis);
    }
    assertThat(drawn).allMatch(millis -> millis >= 20 && millis <= 30).contains(20L, 30L);
  }
}
