package org.boltj.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.base.OutPoint;
import org.boltj.base.PublicKey;
import org.boltj.channel.ChannelNotice;
import org.boltj.message.PeerStorage;
import org.boltj.message.PeerStorageRetrieval;
import org.boltj.message.WarningMessage;
import org.boltj.store.Change;
import org.boltj.store.MemoryStore;
import org.boltj.store.Store;
import org.boltj.store.StoreBatch;
import org.boltj.store.StoreException;
import org.junit.jupiter.api.Test;

/** BOLT 1, "Peer storage": peers keep our backup, and we theirs. */
class PeerStorageTest {
  private static final long MINUTE = 60_000;

  private final LossWorld loss = new LossWorld();
  private final TestWorld world = loss.world;

  private Optional<Bytes> keptBy(String keeper, PublicKey forWhom) {
    try {
      return world.store(keeper).peerStorage(forWhom);
    } catch (StoreException e) {
      throw new AssertionError(e);
    }
  }

  private void aliceStartsFrom(Store store) {
    world.useStore("alice", store);
    loss.alice = world.node("alice");
    world.advance(5_000);
  }

  @Test
  void bothSidesKeepABlobOfFullSizeForTheOther() {
    loss.channel(StaticBackupTest.ANCHORS);
    world.advance(2 * MINUTE);

    assertThat(keptBy("bob", loss.alice.nodeId()).orElseThrow().size()).isEqualTo(65_531);
    assertThat(keptBy("alice", loss.bob.nodeId()).orElseThrow().size()).isEqualTo(65_531);
  }

  @Test
  void copyThatIsOlderThanAChannelGetsItBackFromThePeer() {
    ChannelId first = loss.channel(StaticBackupTest.ANCHORS);
    world.advance(2 * MINUTE);
    Store old = world.copyOfStore("alice");
    ChannelId second = loss.channel(StaticBackupTest.STATIC_REMOTEKEY);
    OutPoint funding = loss.alice.channel(second).orElseThrow().funding();
    world.advance(2 * MINUTE);
    loss.aliceStops();

    aliceStartsFrom(old);

    assertThat(world.events("alice", NodeEvent.OldStateFound.class))
        .singleElement()
        .satisfies(found -> assertThat(found.recovered()).containsExactly(second));
    assertThat(loss.status(first)).isEqualTo(ChannelInfo.Status.OPEN);
    assertThat(loss.status(second)).isEqualTo(ChannelInfo.Status.DATA_LOSS);
    world.mine(4);
    assertThat(loss.claimedSat(loss.close(funding))).isBetween(690_000L, 700_000L);
  }

  @Test
  void seedAndPeerAloneBringTheChannelsBack() {
    ChannelId channel = loss.channel(StaticBackupTest.ANCHORS);
    OutPoint funding = loss.alice.channel(channel).orElseThrow().funding();
    world.advance(2 * MINUTE);
    loss.aliceStops();

    aliceStartsFrom(new MemoryStore());
    world.connect(loss.alice, loss.bob);
    world.advance(1_000);

    assertThat(loss.status(channel)).isEqualTo(ChannelInfo.Status.DATA_LOSS);
    world.mine(4);
    assertThat(loss.claimedSat(loss.close(funding))).isBetween(690_000L, 700_000L);
  }

  @Test
  void channelThatPeersSayWasClosedMeanwhileIsFoundAtTheNextStart() {
    ChannelId channel = loss.channel(StaticBackupTest.ANCHORS);
    OutPoint funding = loss.alice.channel(channel).orElseThrow().funding();
    world.advance(2 * MINUTE);
    loss.aliceStops();
    world.await(loss.bob.forceClose(channel));
    world.mine(50);

    aliceStartsFrom(new MemoryStore());
    world.connect(loss.alice, loss.bob);
    world.advance(1_000);
    assertThat(loss.status(channel)).isEqualTo(ChannelInfo.Status.DATA_LOSS);
    loss.alice = world.restart("alice");
    world.mine(2);

    assertThat(loss.claimedSat(loss.close(funding))).isBetween(690_000L, 700_000L);
  }

  @Test
  void oneBackupProvesToAnotherPeerThatAChannelIsOld() {
    ChannelId channel = loss.channel(StaticBackupTest.ANCHORS);
    LightningNode carol = world.node("carol");
    world.channel(loss.alice, carol, 500_000);
    world.advance(2 * MINUTE);
    Store old = world.copyOfStore("alice");
    OutPoint funding = loss.alice.channel(channel).orElseThrow().funding();
    loss.aliceSends(10_000);
    // The next backup tells of it.
    world.advance(61 * MINUTE);
    loss.aliceStops();
    world.stop("bob");

    aliceStartsFrom(old);

    assertThat(world.events("alice", NodeEvent.OldStateFound.class))
        .singleElement()
        .satisfies(found -> assertThat(found.outdated()).containsExactly(channel));
    assertThat(loss.status(channel)).isEqualTo(ChannelInfo.Status.DATA_LOSS);
    assertThat(loss.notices(ChannelNotice.DataLost.class)).hasSize(1);
    assertThat(loss.isClosed(funding)).isFalse();
  }

  @Test
  void ordinaryRestartsRaiseNoAlarm() {
    loss.channel(StaticBackupTest.ANCHORS);
    ChannelId closed = loss.channel(StaticBackupTest.ANCHORS);
    world.advance(2 * MINUTE);
    loss.alice = world.restart("alice");
    world.advance(2 * MINUTE);
    world.await(loss.alice.closeChannel(closed));
    world.stop("bob");
    world.mine(150);
    loss.alice = world.restart("alice");
    world.start("bob");
    world.advance(5 * MINUTE);

    assertThat(world.events("alice", NodeEvent.OldStateFound.class)).isEmpty();
    assertThat(world.events("bob", NodeEvent.OldStateFound.class)).isEmpty();
    assertThat(world.events("alice", NodeEvent.PeerWarned.class)).isEmpty();
  }

  @Test
  void blobIsWrittenOnceAMinuteAndTheLastOneCounts() {
    loss.channel(StaticBackupTest.ANCHORS);
    world.advance(2 * MINUTE);
    PublicKey alice = loss.alice.nodeId();
    world.stop("alice");
    RawPeer raw = new RawPeer(world, "alice").greet(loss.bob);

    raw.send(new PeerStorage(Bytes.fromHex("01")));
    raw.send(new PeerStorage(Bytes.fromHex("02")));
    raw.send(new PeerStorage(Bytes.fromHex("03")));
    assertThat(keptBy("bob", alice)).contains(Bytes.fromHex("01"));
    world.advance(MINUTE);

    assertThat(keptBy("bob", alice)).contains(Bytes.fromHex("03"));
  }

  @Test
  void strangersKeepNothingHere() {
    RawPeer stranger = new RawPeer(world, "stranger").greet(loss.bob);

    stranger.send(new PeerStorage(Bytes.zeros(65_531)));
    world.advance(2 * MINUTE);

    assertThat(keptBy("bob", stranger.nodeId)).isEmpty();
  }

  @Test
  void blobIsKeptTwoWeeksAfterTheLastChannel() {
    ChannelId channel = loss.channel(StaticBackupTest.ANCHORS);
    world.advance(2 * MINUTE);
    PublicKey alice = loss.alice.nodeId();
    world.await(loss.alice.closeChannel(channel));
    world.mine(200);
    assertThat(loss.bob.channels()).isEmpty();

    world.mine(1_900);
    assertThat(keptBy("bob", alice)).isPresent();
    world.mine(400);
    assertThat(keptBy("bob", alice)).isEmpty();
  }

  @Test
  void whatWeDidNotSealIsAnsweredByAWarningAndChangesNothing() throws Exception {
    ChannelId channel = loss.channel(StaticBackupTest.ANCHORS);
    world.advance(2 * MINUTE);
    for (Bytes bad : List.of(Bytes.EMPTY, Bytes.zeros(15), Bytes.zeros(40), Bytes.zeros(65_531))) {
      world
          .store("bob")
          .write(new StoreBatch(List.of(new Change.PutPeerStorage(loss.alice.nodeId(), bad))));
      world.events("bob").clear();
      loss.alice = world.restart("alice");
      world.advance(5_000);

      assertThat(world.events("bob", NodeEvent.PeerWarned.class))
          .singleElement()
          .satisfies(warned -> assertThat(warned.text()).contains("not sealed by this node"));
      assertThat(loss.status(channel)).isEqualTo(ChannelInfo.Status.OPEN);
      world.advance(2 * MINUTE);
    }
    assertThat(keptBy("bob", loss.alice.nodeId()).orElseThrow().size()).isEqualTo(65_531);
  }

  @Test
  void strangersMayNotRestoreAnything() {
    loss.channel(StaticBackupTest.ANCHORS);
    RawPeer stranger = new RawPeer(world, "stranger").greet(loss.alice);

    stranger.send(new PeerStorageRetrieval(Bytes.zeros(65_531)));

    assertThat(stranger.received(WarningMessage.class)).hasSize(1);
    assertThat(world.events("alice", NodeEvent.OldStateFound.class)).isEmpty();
  }
}
