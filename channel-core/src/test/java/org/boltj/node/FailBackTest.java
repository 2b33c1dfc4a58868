package org.boltj.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.boltj.base.ChannelId;
import org.boltj.base.MilliSatoshi;
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
    alice = world.node("alice");
    bob = world.node("bob", ofBob);
    carol = world.node("carol");
    ab = world.channel(alice, bob, 1_000_000);
    bc = world.channel(bob, carol, 1_000_000);
    Invoice invoice = world.await(carol.createInvoice(AMOUNT, "stuck"));
    world.holdAfter(2, carol, bob);
    payment = alice.pay(invoice.text());
    world.settle();
    assertThat(payment).isNotDone();
    assertThat(world.events("carol", NodeEvent.PaymentReceived.class)).hasSize(1);
    world.stop("carol");
    world.chain.refuse(FailBackTest::isHtlcTimeout);
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
}
