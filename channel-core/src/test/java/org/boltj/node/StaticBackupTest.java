package org.boltj.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.boltj.backup.BackupException;
import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.base.Feature;
import org.boltj.base.Features;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.Network;
import org.boltj.base.OutPoint;
import org.boltj.channel.ChannelNotice;
import org.boltj.crypto.Hash;
import org.boltj.onchain.SpendKind;
import org.boltj.port.FeeEstimator;
import org.boltj.store.MemoryStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Seed and static backup bring back what the peer's close leaves to us. */
class StaticBackupTest {
  static final Features STATIC_REMOTEKEY = Features.required(Feature.OPTION_STATIC_REMOTEKEY);
  static final Features ANCHORS = STATIC_REMOTEKEY.or(Features.required(Feature.OPTION_ANCHORS));

  private final LossWorld loss = new LossWorld();
  private final TestWorld world = loss.world;

  static List<Features> types() {
    return List.of(STATIC_REMOTEKEY, ANCHORS);
  }

  private void restoreAlice(Bytes backup) {
    world.useStore("alice", new MemoryStore());
    loss.alice = world.node("alice", builder -> builder.restore(backup));
    world.advance(5_000);
  }

  @ParameterizedTest
  @MethodSource("types")
  void peerIsAskedToCloseAndWhatItLeavesIsClaimed(Features type) {
    ChannelId channel = loss.channel(type);
    OutPoint funding = loss.alice.channel(channel).orElseThrow().funding();
    Bytes backup = loss.alice.staticBackup();
    loss.aliceSends(50_000);
    loss.bobSends(20_000);
    loss.aliceStops();

    restoreAlice(backup);

    assertThat(loss.status(channel)).isEqualTo(ChannelInfo.Status.DATA_LOSS);
    assertThat(loss.isClosed(funding)).isTrue();
    world.mine(1);
    assertThat(loss.notices(ChannelNotice.FundingSpent.class))
        .extracting(ChannelNotice.FundingSpent::kind)
        .containsExactly(SpendKind.FUTURE_REMOTE_COMMITMENT);
    world.mine(3);
    assertThat(loss.claimedSat(loss.close(funding)))
        .isLessThanOrEqualTo(1_000_000 - 300_000 - 50_000 + 20_000)
        .isGreaterThan(1_000_000 - 300_000 - 50_000 + 20_000 - 5_000);
    world.mine(200);
    assertThat(loss.alice.channels()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("types")
  void closeThatIsLongInTheChainIsFound(Features type) {
    ChannelId channel = loss.channel(type);
    OutPoint funding = loss.alice.channel(channel).orElseThrow().funding();
    Bytes backup = loss.alice.staticBackup();
    loss.aliceStops();
    world.await(loss.bob.forceClose(channel));
    world.mine(50);

    restoreAlice(backup);
    world.mine(3);

    assertThat(loss.claimedSat(loss.close(funding))).isBetween(690_000L, 700_000L);
  }

  @Test
  void channelThatWasNeverUsedIsClaimedToo() {
    ChannelId channel = loss.channel(ANCHORS);
    OutPoint funding = loss.alice.channel(channel).orElseThrow().funding();
    Bytes backup = loss.alice.staticBackup();
    loss.aliceStops();

    restoreAlice(backup);
    world.mine(4);

    assertThat(loss.claimedSat(loss.close(funding))).isBetween(690_000L, 700_000L);
  }

  @ParameterizedTest
  @MethodSource("types")
  void ownCommitmentThatWasPublishedBeforeTheLossIsClaimedToo(Features type) {
    ChannelId channel = loss.channel(type);
    OutPoint funding = loss.alice.channel(channel).orElseThrow().funding();
    Bytes backup = loss.alice.staticBackup();
    loss.aliceSends(50_000);
    world.await(loss.alice.forceClose(channel));
    world.mine(5);
    loss.aliceStops();

    restoreAlice(backup);
    assertThat(loss.notices(ChannelNotice.FundingSpent.class))
        .extracting(ChannelNotice.FundingSpent::kind)
        .containsExactly(SpendKind.FUTURE_LOCAL_COMMITMENT);
    world.mine(800);

    assertThat(loss.claimedSats(loss.close(funding)))
        .anySatisfy(sat -> assertThat(sat).isBetween(640_000L, 650_000L));
    assertThat(loss.alice.channels()).isEmpty();
  }

  @Test
  void accepterRestoresToo() {
    ChannelId channel = loss.channel(ANCHORS);
    OutPoint funding = loss.alice.channel(channel).orElseThrow().funding();
    Bytes backup = loss.bob.staticBackup();
    world.stop("bob");
    world.useStore("bob", new MemoryStore());
    LightningNode bob = world.node("bob", builder -> builder.restore(backup));
    // Bob never knew where Alice listens: she comes to him.
    world.advance(60_000);
    world.mine(4);

    assertThat(bob.channel(channel).orElseThrow().status()).isEqualTo(ChannelInfo.Status.ON_CHAIN);
    assertThat(loss.claimedSat(loss.close(funding))).isEqualTo(300_000L);
  }

  @Test
  void restoringTwiceAndIntoALivingStoreDoesNoHarm() {
    ChannelId channel = loss.channel(ANCHORS);
    Bytes backup = loss.alice.staticBackup();
    loss.aliceStops();

    loss.alice = world.node("alice", builder -> builder.restore(backup));
    world.advance(5_000);

    assertThat(loss.status(channel)).isEqualTo(ChannelInfo.Status.OPEN);
    loss.aliceSends(1_000);
  }

  @Test
  void backupChangesWithTheSetOfChannels() {
    loss.channel(ANCHORS);
    assertThat(changes()).containsExactly(1L);
    ChannelId second = loss.channel(ANCHORS);
    assertThat(changes()).containsExactly(1L, 2L);
    loss.aliceSends(5_000);
    assertThat(changes()).containsExactly(1L, 2L);
    world.await(loss.alice.closeChannel(second));
    world.mine(200);
    assertThat(changes()).containsExactly(1L, 2L, 3L);
  }

  private List<Long> changes() {
    return world.events("alice", NodeEvent.StaticBackupChanged.class).stream()
        .map(NodeEvent.StaticBackupChanged::number)
        .toList();
  }

  @Test
  void badBackupIsRefusedBeforeAnythingIsDone() {
    loss.channel(ANCHORS);
    Bytes backup = loss.alice.staticBackup();
    byte[] newer = backup.toArray();
    newer["boltj-scb-".length()] = '2';
    byte[] sum = Hash.sha256(Bytes.wrap(newer).slice(0, newer.length - 4)).toArray();
    System.arraycopy(sum, 0, newer, newer.length - 4, 4);

    refused(backup.slice(0, backup.size() - 1), "alice", Network.REGTEST, "truncated or damaged");
    refused(Bytes.fromHex("00".repeat(300)), "alice", Network.REGTEST, "no backup of boltj");
    refused(Bytes.EMPTY, "alice", Network.REGTEST, "no backup of boltj");
    refused(backup, "mallory", Network.REGTEST, "another seed");
    refused(backup, "alice", Network.TESTNET, "another network than TESTNET");
    refused(Bytes.wrap(newer), "alice", Network.REGTEST, "newer version");
  }

  private static void refused(Bytes backup, String seed, Network network, String why) {
    var builder =
        LightningNode.builder(network)
            .seed(Hash.sha256(Bytes.wrap(seed.getBytes(UTF_8))))
            .store(new MemoryStore())
            .chain(new ScriptedChain().source())
            .funds(new EndlessFunds(seed))
            .feeEstimator(FeeEstimator.fixed(FeeratePerKw.MINIMUM))
            .restore(backup);
    assertThatThrownBy(builder::build)
        .isInstanceOf(BackupException.class)
        .hasMessageContaining(why);
  }
}
