package org.boltj.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.boltj.base.ChannelId;
import org.boltj.base.PublicKey;
import org.boltj.base.Satoshi;
import org.boltj.transport.Connection;
import org.boltj.transport.ConnectionListener;
import org.boltj.transport.PeerTransport;
import org.junit.jupiter.api.Test;

/** Who is let in though all places are taken: peers with a channel that has cost money. */
class FriendsTest {
  private final TestWorld world = new TestWorld();
  private final Door door = new Door(world.network.transport(nodeId("node")));
  private final LightningNode node = world.node("node", builder -> builder.transport(door));
  private final LightningNode stranger = world.node("stranger");

  private static PublicKey nodeId(String name) {
    TestWorld other = new TestWorld();
    return other.node(name).nodeId();
  }

  private boolean isWelcome() {
    return door.listener.mayExceedLimit(stranger.nodeId());
  }

  @Test
  void an_unfunded_channel_buys_no_place() {
    world.connect(stranger, node);
    ChannelId channel =
        world.await(stranger.openChannel(OpenOptions.of(node.nodeId(), Satoshi.of(500_000))));
    assertThat(node.channel(channel)).isPresent();
    assertThat(isWelcome()).isFalse();
    world.mine(6);
    assertThat(isWelcome()).isTrue();
  }

  @Test
  void a_place_is_lost_with_the_last_channel() {
    ChannelId channel = world.channel(stranger, node, 500_000);
    assertThat(isWelcome()).isTrue();
    world.await(stranger.closeChannel(channel));
    world.mine(1);
    assertThat(isWelcome()).isTrue();
    world.mine(200);
    assertThat(node.channels()).isEmpty();
    assertThat(isWelcome()).isFalse();
  }

  /** Keeps the listener, to ask it what a transport asks. */
  private static final class Door implements PeerTransport {
    private final PeerTransport inner;
    private ConnectionListener listener;

    private Door(PeerTransport inner) {
      this.inner = inner;
    }

    @Override
    public void start(ConnectionListener heard) {
      listener = heard;
      inner.start(heard);
    }

    @Override
    public CompletableFuture<InetSocketAddress> listen(InetSocketAddress address) {
      return inner.listen(address);
    }

    @Override
    public CompletableFuture<Connection> connect(
        String host, int port, PublicKey nodeId, Duration timeout) {
      return inner.connect(host, port, nodeId, timeout);
    }

    @Override
    public void close() {
      inner.close();
    }
  }
}
