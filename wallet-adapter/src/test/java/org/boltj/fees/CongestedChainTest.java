package org.boltj.fees;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.boltj.base.ChannelId;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.OutPoint;
import org.boltj.base.Satoshi;
import org.boltj.invoice.Invoice;
import org.boltj.node.ChannelInfo;
import org.boltj.node.LightningException;
import org.boltj.node.LightningNode;
import org.boltj.node.NodeEvent;
import org.boltj.node.NodeUri;
import org.boltj.node.OpenOptions;
import org.boltj.node.PaymentResult;
import org.boltj.tx.Transaction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Blocks are full: a forwarding node whose next peer is silent gets its HTLC back in time, by CPFP
 * and RBF, out of one coin of its wallet, and keeps the channel that the HTLC came over.
 */
class CongestedChainTest {
  private static final Satoshi CAPACITY = Satoshi.of(1_000_000);
  private static final MilliSatoshi AMOUNT = MilliSatoshi.ofSat(200_000);

  private final CongestedWorld world = new CongestedWorld();
  private LightningNode alice;
  private LightningNode bob;
  private LightningNode carol;
  private ChannelId ab;
  private ChannelId bc;
  private OutPoint funding;
  private CompletableFuture<PaymentResult> payment;

  /** Alice pays Carol over Bob; Carol has gone away with the HTLC of that amount. */
  private void silentCarol(MilliSatoshi amount) {
    alice = world.node("alice", n -> n);
    bob = world.node("bob", n -> n);
    carol = world.node("carol", n -> n);
    world.fund("alice", 1_100_000);
    world.fund("bob", 1_000_000 + 400_000);
    ab = world.channel(alice, OpenOptions.of(bob.nodeId(), CAPACITY), bob);
    bc = world.channel(bob, OpenOptions.of(carol.nodeId(), CAPACITY), carol);
    funding = bob.channel(bc).orElseThrow().funding();
    Invoice invoice = world.await(carol.createInvoice(amount, "silence"));
    world.cutAfter(2, carol, bob);
    payment = alice.pay(invoice.text());
    world.settle();
    world.stop("carol");
    assertThat(payment).isNotDone();
    assertThat(bob.channel(bc).orElseThrow().pendingHtlcs()).isEqualTo(1);
  }

  private void assertUpstreamSaved(int expiryIn) {
    assertThat(payment).isCompletedExceptionally();
    assertThat(bob.blockHeight()).isLessThan(expiryIn);
    assertThat(alice.channel(ab).orElseThrow().status()).isEqualTo(ChannelInfo.Status.OPEN);
    assertThat(bob.channel(ab).orElseThrow().pendingHtlcs()).isZero();
    assertThat(world.events("bob", NodeEvent.FailedBackEarly.class)).isEmpty();
    assertThat(world.events("bob", NodeEvent.InternalFailure.class)).isEmpty();
  }

  @Test
  void commitmentThatMempoolsRefuseGoesInWithItsChild() {
    silentCarol(AMOUNT);
    int expiryIn = world.expiry(bob, ab);
    int expiryOut = world.expiry(bob, bc);
    world.congest(20);
    long before = world.wallet("bob").balance().sat();
    world.mine(expiryOut + 2 - bob.blockHeight());

    Transaction commitment = world.chain.spender(funding).orElseThrow();
    assertThat(world.satPerVByte(List.of(commitment))).isLessThan(20);
    Transaction child = childOf(commitment);
    assertThat(world.satPerVByte(List.of(commitment, child))).isGreaterThanOrEqualTo(20);
    world.mine(1);
    assertThat(world.isConfirmed(commitment.txid())).isTrue();
    world.mine(8);
    assertUpstreamSaved(expiryIn);
    assertWalletPaidOnlyFees(before);
  }

  private Transaction childOf(Transaction parent) {
    return world.chain.mempool().stream()
        .filter(tx -> tx.inputs().stream().anyMatch(i -> i.outPoint().txid().equals(parent.txid())))
        .findFirst()
        .orElseThrow();
  }

  /** No coin stays locked, and nothing went anywhere but into fees. */
  private void assertWalletPaidOnlyFees(long before) {
    world.mine(1);
    long fees =
        world.events("bob", NodeEvent.FeePaid.class).stream()
            .map(paid -> world.chain.transaction(paid.transaction()))
            .flatMap(tx -> tx.stream())
            .filter(tx -> world.isConfirmed(tx.txid()))
            .distinct()
            .mapToLong(world::feeSat)
            .sum();
    long anchors = 330;
    assertThat(world.wallet("bob").spendable()).contains(Satoshi.of(before + anchors - fees));
    assertThat(fees).isLessThan(AMOUNT.toSatoshi().sat() / 2);
  }

  @Test
  void bidsRiseUntilMinersTakeThem() {
    silentCarol(AMOUNT);
    int expiryIn = world.expiry(bob, ab);
    int expiryOut = world.expiry(bob, bc);
    long before = world.wallet("bob").balance().sat();
    // Estimators see 4 to 60 sat/vB; it takes 30.
    world.estimates(4, 60);
    world.minersAsk(30);
    world.mine(expiryOut + 2 - bob.blockHeight());
    while (!payment.isDone() && bob.blockHeight() < expiryIn) {
      world.mine(1);
    }
    assertUpstreamSaved(expiryIn);
    List<FeeratePerKw> bids =
        world.events("bob", NodeEvent.FeePaid.class).stream()
            .map(NodeEvent.FeePaid::feerate)
            .toList();
    assertThat(bids).hasSizeGreaterThan(3);
    assertThat(bids.get(0)).isLessThan(FeeratePerKw.ofSatPerVByte(30));
    assertWalletPaidOnlyFees(before);
  }

  @Test
  void whatMempoolsDropIsGivenToThemAgain() {
    silentCarol(AMOUNT);
    int expiryOut = world.expiry(bob, bc);
    world.estimates(10, 20);
    world.minersAsk(1_000);
    world.mine(expiryOut + 2 - bob.blockHeight());
    Transaction commitment = world.chain.spender(funding).orElseThrow();
    Transaction child = childOf(commitment);
    world.chain.evict(commitment.txid());
    assertThat(world.chain.mempool()).isEmpty();
    world.mine(1);
    assertThat(world.chain.mempool()).contains(commitment, child);
  }

  @Test
  void restartGoesOnWithWhatIsOut() {
    silentCarol(AMOUNT);
    int expiryIn = world.expiry(bob, ab);
    int expiryOut = world.expiry(bob, bc);
    long before = world.wallet("bob").balance().sat();
    world.estimates(4, 60);
    world.minersAsk(30);
    world.mine(expiryOut + 3 - bob.blockHeight());
    while (!payment.isDone() && bob.blockHeight() < expiryIn) {
      bob = world.restart("bob");
      world.advance(3_000);
      world.mine(3);
    }
    assertUpstreamSaved(expiryIn);
    assertWalletPaidOnlyFees(before);
  }

  /** So small that no fee is worth it, and so small that the fees of these days are not. */
  @ParameterizedTest
  @ValueSource(longs = {700, 1_200})
  void htlcThatCostsMoreThanItHoldsCostsTheWalletNothing(long sat) {
    silentCarol(MilliSatoshi.ofSat(sat));
    int expiryIn = world.expiry(bob, ab);
    int expiryOut = world.expiry(bob, bc);
    world.congest(20);
    world.mine(expiryOut + 3 - bob.blockHeight());
    long before = world.wallet("bob").balance().sat();
    world.mine(expiryIn - 6 - bob.blockHeight());
    assertThat(world.events("bob", NodeEvent.FeePaid.class))
        .noneMatch(paid -> paid.purpose().contains("HTLC"));
    assertThat(world.wallet("bob").balance().sat()).isEqualTo(before);
    assertThat(payment).as("what is at risk is within the budget").isCompletedExceptionally();
    world.mine(10);
    assertThat(alice.channel(ab).orElseThrow().status()).isEqualTo(ChannelInfo.Status.OPEN);
    assertThat(bob.channel(ab).orElseThrow().pendingHtlcs()).isZero();
  }

  /** One coin, two commitments in the same block: the second waits for the change of the first. */
  @Test
  void oneCoinPaysForTwoChannelsOneAfterTheOther() {
    alice = world.node("alice", n -> n);
    bob = world.node("bob", n -> n);
    world.fund("alice", 2_200_000);
    ChannelId first = world.channel(alice, OpenOptions.of(bob.nodeId(), CAPACITY), bob);
    ChannelId second = world.channel(alice, OpenOptions.of(bob.nodeId(), CAPACITY), bob);
    OutPoint one = alice.channel(first).orElseThrow().funding();
    OutPoint other = alice.channel(second).orElseThrow().funding();
    world.stop("bob");
    world.congest(20);
    world.mine(1);
    world.await(alice.forceClose(first));
    world.await(alice.forceClose(second));
    assertThat(world.events("alice", NodeEvent.FeeNotPaid.class)).hasSize(1);
    world.mine(3);
    for (OutPoint funding : List.of(one, other)) {
      assertThat(world.chain.spender(funding))
          .get()
          .satisfies(commitment -> assertThat(world.isConfirmed(commitment.txid())).isTrue());
    }
    assertThat(world.events("alice", NodeEvent.FeeNotPaid.class)).hasSize(1);
  }

  @Test
  void fundingThatAMempoolDropsIsGivenToItAgain() {
    alice = world.node("alice", n -> n);
    bob = world.node("bob", n -> n);
    world.fund("alice", 1_100_000);
    world.await(alice.connect(new NodeUri(bob.nodeId(), "memory", 1)));
    ChannelId id = world.await(alice.openChannel(OpenOptions.of(bob.nodeId(), CAPACITY)));
    Transaction transaction = world.chain.mempool().get(0);
    world.chain.evict(transaction.txid());
    world.mine(13);
    assertThat(world.events("alice", NodeEvent.BroadcastRejected.class)).isEmpty();
    assertThat(world.isConfirmed(transaction.txid())).isTrue();
    world.await(alice.awaitChannelReady(id));
  }

  @Test
  void openingThatWouldEatTheReserveIsRefused() {
    alice = world.node("alice", n -> n);
    bob = world.node("bob", n -> n);
    world.fund("alice", 1_005_000);
    world.await(alice.connect(new NodeUri(bob.nodeId(), "memory", 1)));
    CompletableFuture<ChannelId> opening =
        alice.openChannel(OpenOptions.of(bob.nodeId(), CAPACITY));
    world.settle();
    assertThat(opening.handle((id, failure) -> failure).join())
        .isInstanceOf(LightningException.ReserveTooLow.class);
    assertThat(world.wallet("alice").spendable()).contains(Satoshi.of(1_005_000));
  }
}
