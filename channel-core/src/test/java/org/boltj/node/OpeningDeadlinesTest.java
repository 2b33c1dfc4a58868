package org.boltj.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.boltj.base.ChannelId;
import org.boltj.base.Satoshi;
import org.junit.jupiter.api.Test;

/** An opening ends, and its request is answered, though the peer says nothing. */
class OpeningDeadlinesTest {
  private final TestWorld world = new TestWorld();
  private final LightningNode alice = world.node("alice");
  private final RawPeer silent = new RawPeer(world, "silent");

  private CompletableFuture<ChannelId> open() {
    silent.greet(alice);
    CompletableFuture<ChannelId> opening =
        alice.openChannel(OpenOptions.of(silent.nodeId, Satoshi.of(500_000)));
    world.settle();
    assertThat(opening).isNotDone();
    return opening;
  }

  @Test
  void a_peer_that_answers_pings_only_does_not_hold_an_opening() {
    CompletableFuture<ChannelId> opening = open();
    silent.answerPings();
    world.advance(59_000);
    assertThat(opening).isNotDone();
    world.advance(2_000);
    assertThat(opening)
        .failsWithin(Duration.ZERO)
        .withThrowableThat()
        .withMessageContaining("the peer did not answer open_channel in time");
    assertThat(alice.channels()).isEmpty();
    assertThat(silent.isClosed()).isFalse();
  }
}
