package org.boltj.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.boltj.base.BlockHash;
import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.MilliSatoshi;
import org.boltj.invoice.Invoice;
import org.boltj.port.ChainBlock;
import org.boltj.port.ChainListener;
import org.boltj.port.FeeEstimator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a node makes of a chain source, or an estimator, that does not keep what it promises. */
class OddChainSourceTest {
  private final TestWorld world = new TestWorld();
  private final LightningNode alice = world.node("alice");
  private OddChainSource odd;
  private final LightningNode bob = world.node("bob", builder -> builder.chain(newSource()));

  private OddChainSource newSource() {
    odd = new OddChainSource(world.chain.source());
    return odd;
  }

  private void assertUsable(LightningNode from, LightningNode to) {
    Invoice invoice = world.await(to.createInvoice(MilliSatoshi.ofSat(1_000), "a coffee"));
    assertThat(world.await(from.pay(invoice, PayOptions.DEFAULT)).amount())
        .isEqualTo(MilliSatoshi.ofSat(1_000));
  }

  private List<Integer> processed() {
    return world.events("bob", NodeEvent.BlockProcessed.class).stream()
        .map(NodeEvent.BlockProcessed::height)
        .toList();
  }

  private List<NodeEvent.ChainAvailable> outages() {
    return world.events("bob", NodeEvent.ChainAvailable.class);
  }

  @Test
  void whatIsSaidTwiceCountsOnce() {
    odd.repeats = true;
    world.channel(alice, bob, 1_000_000);
    world.mine(10);
    world.chain.reorganize(3);
    world.mine(5);
    assertUsable(alice, bob);
    int tip = world.chain.height();
    assertThat(processed()).endsWith(tip - 4, tip - 3, tip - 2, tip - 1, tip);
    assertThat(processed()).hasSize(IntStream.rangeClosed(101, tip).toArray().length + 3);
    assertThat(outages()).isEmpty();
  }

  /** Its height may be of long ago, and HTLCs that seem to have time may have expired. */
  @Test
  void htlcsAreNotTakenBeforeTheChainCouldBeAsked() {
    world.channel(alice, bob, 1_000_000);
    Invoice invoice = world.await(bob.createInvoice(MilliSatoshi.ofSat(10), "blind"));
    odd.knowsNoHeight = true;
    CompletableFuture<PaymentResult> early = alice.pay(invoice.text());
    world.settle();
    assertThat(early).isCompletedExceptionally();
    odd.knowsNoHeight = false;
    assertUsable(alice, bob);
  }

  @Test
  void reorganizationThatIsNotToldIsNoticed() {
    odd.hidesReorganizations = true;
    ChannelId id = world.channel(alice, bob, 1_000_000);
    world.chain.reorganize(4);
    world.mine(6);
    assertThat(bob.channel(id))
        .get()
        .extracting(ChannelInfo::status)
        .isEqualTo(ChannelInfo.Status.OPEN);
    assertUsable(alice, bob);
    // The blocks that took the place of known ones are processed, too.
    int tip = world.chain.height();
    assertThat(processed()).endsWith(tip - 5, tip - 4, tip - 3, tip - 2, tip - 1, tip);
    assertThat(outages()).isEmpty();
  }

  @Test
  void blocksAfterAGapAreNotProcessedUntilTheNodeStartsAgain() {
    world.channel(alice, bob, 1_000_000);
    int before = world.chain.height();
    odd.leavesOut = 2;
    world.mine(5);
    assertThat(processed()).endsWith(before);
    assertThat(outages()).isNotEmpty();
    assertThat(outages().get(0).available()).isFalse();
    assertThat(outages().get(0).why())
        .contains("block " + (before + 3) + " after " + before)
        .contains("restart");
    world.restart("bob");
    world.settle();
    assertThat(processed()).endsWith(before + 4, before + 5);
  }

  @Test
  void reorganizationDeeperThanTheTrailIsFollowed() {
    world.mine(200);
    world.channel(alice, bob, 1_000_000);
    // The node remembers 144 blocks; the funding transaction is mined anew.
    world.chain.reorganize(190);
    world.mine(195);
    assertThat(processed()).endsWith(world.chain.height());
    assertUsable(alice, bob);
  }

  @Test
  void aNodeThatIsBusyHasNoRoomForMoreBlocks() {
    ChainListener listener = odd.listener();
    world.settle();
    ChainBlock tip = null;
    int height = world.chain.height();
    while (listener.hasRoom()) {
      BlockHash previous = tip == null ? new BlockHash(Bytes.zeros(32)) : tip.hash();
      height++;
      BlockHash hash = new BlockHash(Bytes.fromHex(String.format("%064x", height)));
      tip = new ChainBlock(height, hash, previous, 0, List.of());
      listener.blockConnected(tip);
      assertThat(height).as("blocks wait without bound").isLessThan(200);
    }
    world.settle();
    assertThat(listener.hasRoom()).isTrue();
    assertThat(processed()).endsWith(height);
  }

  static List<FeeEstimator> senselessEstimators() {
    return List.of(
        FeeEstimator.fixed(new FeeratePerKw(0)),
        FeeEstimator.fixed(new FeeratePerKw(1)),
        FeeEstimator.fixed(new FeeratePerKw(0xffffffffL)),
        target -> new FeeratePerKw(-1),
        target -> {
          throw new IllegalStateException("no estimate");
        });
  }

  @ParameterizedTest
  @MethodSource("senselessEstimators")
  void senselessEstimatesNeitherStopNorRuinAChannel(FeeEstimator estimator) {
    LightningNode carol = world.node("carol", builder -> builder.feeEstimator(estimator));
    ChannelId id = world.channel(carol, alice, 1_000_000);
    assertUsable(carol, alice);
    world.mine(3);
    assertThat(carol.channel(id))
        .get()
        .extracting(ChannelInfo::status)
        .isEqualTo(ChannelInfo.Status.OPEN);
    assertThat(world.chain.mempool()).isEmpty();
  }
}
