package org.boltj.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.boltj.base.ChannelId;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.OutPoint;
import org.boltj.base.PaymentHash;
import org.boltj.crypto.Hash;
import org.boltj.invoice.Invoice;
import org.boltj.tx.Transaction;
import org.boltj.updates.ChannelPolicy;
import org.boltj.updates.FeePolicy;
import org.junit.jupiter.api.Test;

/** A stuck HTLC behind a node costs the channel before it only when that is cheaper. */
class FailBackTest {
  private static final MilliSatoshi AMOUNT = MilliSatoshi.ofSat(20_000);

  private final TestWorld world = new TestWorld();

  private LightningNode alice;
  private LightningNode bob;
  private LightningNode carol;
  private ChannelId ab;
  private ChannelId bc;
  private CompletableFuture<PaymentResult> payment;
  private PaymentHash paymentHash;
  private OutPoint fundingOfAb;

  private static UnaryOperator<LightningNodeBuilder> budget(long sat) {
    FeePolicy fees = FeePolicy.DEFAULT.withFailBackBudget(MilliSatoshi.ofSat(sat));
    return node -> node.channelPolicy(ChannelPolicy.DEFAULT.withFees(fees));
  }

  /** HTLC-timeout is the only transaction whose lock time is a height. */
  private static boolean isHtlcTimeout(Transaction tx) {
    return tx.locktime() > 0 && tx.locktime() < 0x20000000L;
  }

  /**
   * Carol has the HTLC and its preimage, Bob does not hear of it, and his HTLC-timeout is stuck.
   */
  private void stuckBehind(UnaryOperator<LightningNodeBuilder> ofBob) {
    stuckBehind(ofBob, AMOUNT);
  }

  private void stuckBehind(UnaryOperator<LightningNodeBuilder> ofBob, MilliSatoshi amount) {
    alice = world.node("alice");
    bob = world.node("bob", ofBob);
    carol = world.node("carol");
    ab = world.channel(alice, bob, 1_000_000);
    bc = world.channel(bob, carol, 1_000_000);
    fundingOfAb = alice.channel(ab).orElseThrow().funding();
    world.chain.refuse(FailBackTest::isHtlcTimeout);
    pay(amount);
  }

  private void pay(MilliSatoshi amount) {
    world.holdAfter(2, carol, bob);
    Invoice invoice = world.await(carol.createInvoice(amount, "stuck"));
    paymentHash = invoice.paymentHash();
    payment = alice.pay(invoice.text());
    world.settle();
    assertThat(payment).isNotDone();
    assertThat(world.events("carol", NodeEvent.PaymentReceived.class)).isNotEmpty();
    world.stop("carol");
    world.settle();
  }

  private int expiryIn() {
    return bob.channel(ab).orElseThrow().pendingHtlcs() == 1 ? world.expiry("bob", ab) : -1;
  }

  private ChannelInfo.Status status(LightningNode node, ChannelId channel) {
    return node.channel(channel).orElseThrow().status();
  }

  @Test
  void withinTheBudgetTheUpstreamChannelIsSaved() {
    stuckBehind(budget(25_000));
    int expiry = expiryIn();
    world.mine(expiry - 6 - 1 - bob.blockHeight());
    assertThat(status(bob, bc)).isEqualTo(ChannelInfo.Status.ON_CHAIN);
    assertThat(payment).isNotDone();

    world.mine(1);
    assertThat(world.events("bob", NodeEvent.FailedBackEarly.class))
        .containsExactly(new NodeEvent.FailedBackEarly(ab, 0, bc, AMOUNT, 6));
    assertThat(payment).isCompletedExceptionally();
    world.mine(20);
    assertThat(status(alice, ab)).isEqualTo(ChannelInfo.Status.OPEN);
    assertThat(bob.channel(ab).orElseThrow().pendingHtlcs()).isZero();
    assertThat(world.events("bob", NodeEvent.InternalFailure.class)).isEmpty();
  }

  @Test
  void whatThePeerClaimsAfterwardsIsLostAndTold() {
    stuckBehind(budget(25_000));
    world.mine(expiryIn() - 6 - bob.blockHeight());
    assertThat(payment).isCompletedExceptionally();

    world.start("carol");
    world.mine(3);
    assertThat(world.events("bob", NodeEvent.LostByFailingBack.class))
        .containsExactly(new NodeEvent.LostByFailingBack(ab, 0, AMOUNT));
    assertThat(world.events("bob", NodeEvent.PaymentForwarded.class)).isEmpty();
    assertThat(status(alice, ab)).isEqualTo(ChannelInfo.Status.OPEN);
    assertThat(world.events("bob", NodeEvent.InternalFailure.class)).isEmpty();
  }

  /** The last moment for a preimage to be in time is the one at which the HTLC is failed back. */
  @Test
  void preimageInTheVeryBlockThatIsTheLastCounts() {
    stuckBehind(budget(25_000));
    world.mine(expiryIn() - 7 - bob.blockHeight());
    world.start("carol");
    world.settle();
    world.mine(1);
    assertThat(world.events("bob", NodeEvent.FailedBackEarly.class)).isEmpty();
    assertThat(payment).isCompleted();
    assertThat(world.events("bob", NodeEvent.PaymentForwarded.class)).hasSize(1);
  }

  @Test
  void preimageInABlockThatIsKnownAndNotYetWorkedOnCounts() {
    stuckBehind(budget(25_000));
    world.mine(expiryIn() - 7 - bob.blockHeight());
    world.chain.hold();
    world.mine(1);
    world.start("carol");
    world.settle();
    world.mine(1);
    world.chain.release();
    world.settle();
    assertThat(bob.blockHeight()).isEqualTo(world.chain.height());
    assertThat(world.events("bob", NodeEvent.FailedBackEarly.class)).isEmpty();
    assertThat(payment).isCompleted();
  }

  @Test
  void aboveTheBudgetTheHtlcIsHeldAndThePreimageStillCounts() {
    stuckBehind(budget(19_999));
    world.mine(expiryIn() - 6 - bob.blockHeight());
    assertThat(world.events("bob", NodeEvent.HeldBeyondBudget.class))
        .containsExactly(new NodeEvent.HeldBeyondBudget(ab, 0, bc, AMOUNT, 6));
    world.mine(2);
    assertThat(world.events("bob", NodeEvent.HeldBeyondBudget.class)).hasSize(1);
    assertThat(payment).isNotDone();

    world.start("carol");
    world.mine(2);
    assertThat(payment).isCompleted();
    assertThat(world.events("bob", NodeEvent.LostByFailingBack.class)).isEmpty();
  }

  @Test
  void aRestartChangesNothing() {
    stuckBehind(budget(25_000));
    int expiry = expiryIn();
    bob = world.restart("bob");
    world.advance(5_000);
    world.mine(expiry - 6 - bob.blockHeight());
    assertThat(payment).isCompletedExceptionally();
    bob = world.restart("bob");
    world.advance(5_000);
    world.mine(20);
    assertThat(status(alice, ab)).isEqualTo(ChannelInfo.Status.OPEN);
    assertThat(world.events("bob", NodeEvent.FailedBackEarly.class)).hasSize(1);
    assertThat(world.events("bob", NodeEvent.InternalFailure.class)).isEmpty();
  }

  /** The failure is signed, but the previous peer has not given up its commitment. */
  @Test
  void latePreimageClaimsAnHtlcWhoseFailureIsNotIrrevocable() {
    stuckBehind(budget(25_000));
    world.mine(expiryIn() - 7 - bob.blockHeight());
    world.hold(alice, bob);
    world.mine(1);
    assertThat(world.events("bob", NodeEvent.FailedBackEarly.class)).hasSize(1);
    world.start("carol");
    world.mine(2);
    assertThat(world.events("bob", NodeEvent.LostByFailingBack.class)).isEmpty();

    bob = world.restart("bob");
    world.await(bob.forceClose(ab));
    world.mine(4);
    assertThat(world.chain.confirmed()).anyMatch(this::claimsFromAlice);
    assertThat(world.events("bob", NodeEvent.LostByFailingBack.class)).isEmpty();
    assertThat(world.events("bob", NodeEvent.InternalFailure.class)).isEmpty();
  }

  /** The failure is only proposed, because the previous peer owes revoke_and_ack. */
  @Test
  void latePreimageReplacesAFailureThatWasNeverSigned() {
    stuckBehind(budget(25_000));
    world.mine(expiryIn() - 7 - bob.blockHeight());
    Invoice another = world.await(bob.createInvoice(MilliSatoshi.ofSat(1_000), "another"));
    world.holdAfter(2, alice, bob);
    alice.pay(another.text());
    world.settle();
    world.mine(1);
    assertThat(world.events("bob", NodeEvent.FailedBackEarly.class)).hasSize(1);
    world.start("carol");
    world.settle();
    world.mine(1);
    assertThat(payment).isNotDone();

    world.drop(alice, bob);
    bob.disconnect(alice.nodeId());
    world.settle();
    world.connect(alice, bob);
    world.settle();
    assertThat(payment).isCompleted();
    world.mine(20);
    assertThat(world.events("bob", NodeEvent.LostByFailingBack.class)).isEmpty();
    assertThat(status(alice, ab)).isEqualTo(ChannelInfo.Status.OPEN);
    assertThat(world.events("bob", NodeEvent.InternalFailure.class)).isEmpty();
  }

  private boolean claimsFromAlice(Transaction tx) {
    boolean ofBob =
        world.chain.confirmed().stream()
            .filter(commitment -> commitment.txid().equals(tx.inputs().get(0).outPoint().txid()))
            .anyMatch(commitment -> commitment.inputs().get(0).outPoint().equals(fundingOfAb));
    return ofBob
        && tx.inputs().get(0).witness().stream()
            .anyMatch(item -> Hash.sha256(item).equals(paymentHash.value()));
  }

  @Test
  void whileThePreviousPeerIsAwayItsHtlcIsHeld() {
    stuckBehind(budget(25_000));
    bob.disconnect(alice.nodeId());
    world.settle();
    world.mine(expiryIn() - 5 - bob.blockHeight());
    assertThat(world.events("bob", NodeEvent.FailedBackEarly.class)).isEmpty();
    assertThat(world.events("bob", NodeEvent.HeldForAbsentPeer.class))
        .containsExactly(new NodeEvent.HeldForAbsentPeer(ab, 0, bc, 6));

    world.start("carol");
    world.mine(2);
    world.connect(alice, bob);
    world.settle();
    assertThat(payment).isCompleted();
  }

  @Test
  void whatIsLostStaysSpentAfterARestart() {
    stuckBehind(budget(25_000));
    world.mine(expiryIn() - 6 - bob.blockHeight());
    world.drop(carol, bob);
    carol = world.start("carol");
    world.mine(3);
    assertThat(world.events("bob", NodeEvent.LostByFailingBack.class)).hasSize(1);
    bob = world.restart("bob");
    world.advance(10_000);
    bc = world.channel(bob, carol, 1_000_000);
    pay(AMOUNT);
    world.mine(expiryIn() - 6 - bob.blockHeight());
    assertThat(world.events("bob", NodeEvent.FailedBackEarly.class)).hasSize(1);
    assertThat(world.events("bob", NodeEvent.HeldBeyondBudget.class))
        .containsExactly(new NodeEvent.HeldBeyondBudget(ab, 1, bc, AMOUNT.plus(AMOUNT), 6));
  }

  @Test
  void dustBeyondTheBudgetClosesTheSilentChannelInTimeForTheOneBefore() {
    stuckBehind(budget(200), MilliSatoshi.ofSat(300));
    int expiry = expiryIn();
    int depth = ChannelPolicy.DEFAULT.resolutionDepth();
    world.mine(expiry - 6 - depth - 1 - bob.blockHeight());
    assertThat(status(bob, bc)).isEqualTo(ChannelInfo.Status.OPEN);
    world.mine(1 + depth);
    assertThat(status(bob, bc)).isEqualTo(ChannelInfo.Status.ON_CHAIN);
    assertThat(payment).isCompletedExceptionally();
    assertThat(world.events("bob", NodeEvent.FailedBackEarly.class)).isEmpty();
    world.mine(20);
    assertThat(status(alice, ab)).isEqualTo(ChannelInfo.Status.OPEN);
  }
}
