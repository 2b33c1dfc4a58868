package org.boltj.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.OutPoint;
import org.boltj.channel.ChannelNotice;
import org.boltj.message.ChannelReestablish;
import org.boltj.message.ErrorMessage;
import org.boltj.store.Change;
import org.boltj.store.Store;
import org.boltj.store.StoreBatch;
import org.boltj.store.StoredNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A node on a copy of its store publishes nothing old, and goes on where the copy is the newest.
 */
class RestoredCopyTest {
  private final LossWorld loss = new LossWorld();
  private final TestWorld world = loss.world;
  private ChannelId channel;
  private OutPoint funding;

  @BeforeEach
  void open() {
    channel = loss.channel(StaticBackupTest.ANCHORS);
    funding = loss.alice.channel(channel).orElseThrow().funding();
  }

  private void aliceStartsFromCopy(Store copy) {
    world.useStore("alice", copy);
    loss.alice = world.node("alice", LightningNodeBuilder::restoredCopy);
    world.settle();
  }

  /** An HTLC of Alice that Bob never settles, because the recipient behind him is away. */
  private void aliceHasAnHtlcPending() {
    world.hold(loss.bob, loss.alice);
    loss.alice.keysend(loss.bob.nodeId(), MilliSatoshi.ofSat(40_000), PayOptions.DEFAULT);
    world.settle();
  }

  @Test
  void newestCopyGoesOn() {
    loss.aliceSends(10_000);
    loss.aliceStops();
    aliceStartsFromCopy(world.copyOfStore("alice"));
    world.advance(5_000);

    assertThat(loss.status(channel)).isEqualTo(ChannelInfo.Status.OPEN);
    loss.aliceSends(10_000);
    loss.bobSends(5_000);
    assertThat(loss.alice.channel(channel).orElseThrow().localBalance())
        .isEqualTo(MilliSatoshi.ofSat(685_000));
  }

  @Test
  void deadlinesOfAnOldCopyPublishNothing() {
    aliceHasAnHtlcPending();
    Store old = world.copyOfStore("alice");
    world.release(loss.bob, loss.alice);
    world.settle();
    loss.aliceSends(10_000);
    loss.aliceStops();
    world.stop("bob");
    world.mine(500);

    aliceStartsFromCopy(old);
    world.mine(10);

    assertThat(loss.status(channel)).isEqualTo(ChannelInfo.Status.UNPROVEN);
    assertThat(loss.isClosed(funding)).isFalse();
    world.start("bob");
    world.advance(600_000);
    assertThat(loss.notices(ChannelNotice.DataLost.class)).hasSize(1);
    world.mine(4);
    // 700,000 less both payments and Bob's share of nothing: what Bob's close holds for Alice.
    assertThat(loss.claimedSat(loss.close(funding))).isBetween(645_000L, 650_000L);
  }

  @Test
  void errorOfThePeerDoesNotTrickTheNodeIntoPublishing() {
    Store old = world.copyOfStore("alice");
    loss.aliceSends(10_000);
    loss.aliceStops();
    world.stop("bob");
    aliceStartsFromCopy(old);
    RawPeer mallory = new RawPeer(world, "bob").greet(loss.alice);

    mallory.send(ErrorMessage.of(channel, "close now"));
    world.settle();

    assertThat(loss.status(channel)).isEqualTo(ChannelInfo.Status.DATA_LOSS);
    assertThat(loss.isClosed(funding)).isFalse();
  }

  @Test
  void peerThatSaysNothingHearsOurNumbersAfterHalfAMinute() {
    Store copy = world.copyOfStore("alice");
    loss.aliceStops();
    world.stop("bob");
    aliceStartsFromCopy(copy);
    RawPeer mallory = new RawPeer(world, "bob").greet(loss.alice);
    mallory.answerPings();

    world.advance(29_000);
    assertThat(mallory.received(ChannelReestablish.class)).isEmpty();
    world.advance(2_000);
    assertThat(mallory.received(ChannelReestablish.class)).hasSize(1);
    assertThat(loss.status(channel)).isEqualTo(ChannelInfo.Status.UNPROVEN);
  }

  @Test
  void closingByForceNeedsTheWordOfAPerson() {
    Store copy = world.copyOfStore("alice");
    loss.aliceStops();
    world.stop("bob");
    aliceStartsFromCopy(copy);

    var refused = loss.alice.forceClose(channel);
    world.settle();
    assertThatThrownBy(refused::join).hasMessageContaining("the peer has to confirm it first");
    assertThat(loss.isClosed(funding)).isFalse();

    world.await(loss.alice.trustState(channel));
    world.await(loss.alice.forceClose(channel));
    world.settle();
    assertThat(loss.isClosed(funding)).isTrue();
  }

  @Test
  void doubtSurvivesARestart() {
    Store copy = world.copyOfStore("alice");
    loss.aliceStops();
    world.stop("bob");
    aliceStartsFromCopy(copy);
    world.stop("alice");
    loss.alice = world.node("alice");
    world.settle();

    assertThat(loss.status(channel)).isEqualTo(ChannelInfo.Status.UNPROVEN);
    world.start("bob");
    world.advance(60_000);
    assertThat(loss.status(channel)).isEqualTo(ChannelInfo.Status.OPEN);
  }

  @Test
  void copyThatWasMarkedAsOneNeedsNoWord() throws Exception {
    Store copy = world.copyOfStore("alice");
    copy.write(
        new StoreBatch(List.of(new Change.PutMeta(StoredNode.COPY_MARK, Bytes.fromHex("01")))));
    loss.aliceStops();
    world.stop("bob");
    world.useStore("alice", copy);
    loss.alice = world.node("alice");
    world.settle();

    assertThat(loss.status(channel)).isEqualTo(ChannelInfo.Status.UNPROVEN);
    assertThat(copy.load().meta().get(StoredNode.COPY_MARK)).isEqualTo(Bytes.EMPTY);
  }
}
