package org.boltj.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.boltj.base.ChannelId;
import org.boltj.base.Satoshi;
import org.boltj.message.ErrorMessage;
import org.boltj.message.OpenChannel;
import org.junit.jupiter.api.Test;

/** An opening that has not been funded can be given up by its id. */
class CancelOpeningTest {
  private final TestWorld world = new TestWorld();
  private final LightningNode node = world.node("node");
  private final RawPeer peer = new RawPeer(world, "raw").greet(node);

  @Test
  void our_own_opening_is_given_up_and_the_peer_is_told() {
    CompletableFuture<ChannelId> opening =
        node.openChannel(OpenOptions.of(peer.nodeId, Satoshi.of(500_000)));
    world.settle();
    OpeningInfo info = node.openings().getFirst();
    assertThat(info.peer()).isEqualTo(peer.nodeId);
    assertThat(info.localIsOpener()).isTrue();
    assertThat(peer.received(OpenChannel.class).getFirst().temporaryChannelId())
        .isEqualTo(info.channelId());

    assertThat(world.await(node.closeChannel(info.channelId()))).isEqualTo(info.channelId());
    assertThat(opening.handle((ok, failure) -> failure).join())
        .isInstanceOf(LightningException.OpenFailed.class);
    assertThat(peer.received(ErrorMessage.class))
        .singleElement()
        .satisfies(error -> assertThat(error.channelId()).isEqualTo(info.channelId()));
    assertThat(node.openings()).isEmpty();
  }

  @Test
  void an_opening_of_the_peer_is_given_up() {
    LightningNode other = world.node("other");
    world.connect(other, node);
    world.hold(node, other);
    CompletableFuture<ChannelId> opening =
        other.openChannel(OpenOptions.of(node.nodeId(), Satoshi.of(500_000)));
    world.settle();
    OpeningInfo info = node.openings().getFirst();
    assertThat(info.localIsOpener()).isFalse();
    world.await(node.closeChannel(info.channelId()));
    world.release(node, other);
    world.settle();
    assertThat(opening).isCompletedExceptionally();
    assertThat(node.openings()).isEmpty();
    assertThat(other.openings()).isEmpty();
  }

  @Test
  void a_closed_channel_is_in_no_list_before_and_after_a_restart() {
    LightningNode other = world.node("other");
    ChannelId channel = world.channel(other, node, 500_000);
    world.await(other.closeChannel(channel));
    world.mine(200);
    world.await(other.awaitChannelClosed(channel));
    assertThat(other.channels()).isEmpty();
    LightningNode again = world.restart("other");
    assertThat(again.channels()).isEmpty();
    world.await(again.awaitChannelClosed(channel));
  }
}
