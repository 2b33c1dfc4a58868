package org.boltj.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.base.Satoshi;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireWriter;
import org.boltj.message.ErrorMessage;
import org.boltj.message.MessageCodec;
import org.boltj.message.OpenChannel;
import org.junit.jupiter.api.Test;

/** An opening that breaks the rules is refused in words, also when it is the first with a peer. */
class RefusedOpeningTest {
  private static final int FUNDING_SATOSHIS_AT = 2 + 32 + 32;

  private final TestWorld world = new TestWorld();
  private final LightningNode node = world.node("node");

  @Test
  void of_our_own() {
    LightningNode other = world.node("other");
    world.connect(node, other);

    CompletableFuture<ChannelId> opening = node.openChannel(other.nodeId(), Satoshi.of(100));
    world.settle();

    assertThat(opening.handle((ok, failure) -> failure).join())
        .isInstanceOf(LightningException.OpenFailed.class)
        .hasMessageContaining("100 sat is less than the least capacity");
    assertNothingIsLeft();
    ChannelId next = world.channel(node, other, 500_000);
    assertThat(node.channel(next)).isPresent();
  }

  @Test
  void of_the_peer() throws DecodeException {
    RawPeer peer = new RawPeer(world, "raw").greet(node);
    var unused = node.openChannel(peer.nodeId, Satoshi.of(500_000));
    world.settle();
    OpenChannel usual = peer.received(OpenChannel.class).getFirst();
    world.await(node.closeChannel(node.openings().getFirst().channelId()));
    int errors = peer.received(ErrorMessage.class).size();

    peer.send(withFunding(usual, 100));

    assertThat(peer.received(ErrorMessage.class)).hasSize(errors + 1);
    assertThat(peer.received(ErrorMessage.class).getLast().channelId())
        .isEqualTo(usual.temporaryChannelId());
    assertThat(peer.isClosed()).isFalse();
    assertNothingIsLeft();
  }

  private void assertNothingIsLeft() {
    assertThat(node.openings()).isEmpty();
    assertThat(world.events("node", NodeEvent.InternalFailure.class)).isEmpty();
  }

  private static OpenChannel withFunding(OpenChannel open, long sat) throws DecodeException {
    Bytes wire = open.encode();
    return (OpenChannel)
        MessageCodec.decode(
            Bytes.concat(
                wire.slice(0, FUNDING_SATOSHIS_AT),
                new WireWriter().u64(sat).toBytes(),
                wire.slice(FUNDING_SATOSHIS_AT + 8)));
  }
}
