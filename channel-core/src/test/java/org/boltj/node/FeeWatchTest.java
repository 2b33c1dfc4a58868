package org.boltj.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.boltj.base.ChannelId;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.Satoshi;
import org.boltj.channel.ChannelNotice;
import org.boltj.commitment.StaticRemoteKey;
import org.boltj.invoice.Invoice;
import org.boltj.onchain.SpendKind;
import org.boltj.port.ForwardingFunds;
import org.boltj.port.FundsSource;
import org.boltj.updates.FeeConcern;
import org.boltj.updates.FeeDecision;
import org.boltj.updates.FeePolicy;
import org.boltj.updates.Feerates;
import org.junit.jupiter.api.Test;

/** What a node says and does about deadlines, feerates and its reserve. */
class FeeWatchTest {
  private final TestWorld world = new TestWorld();

  @Test
  void htlcNearItsDeadlineIsToldOnceAndCanBeAskedFor() {
    LightningNode alice = world.node("alice");
    LightningNode bob = world.node("bob");
    ChannelId channel = world.channel(alice, bob, 1_000_000);
    Invoice invoice = world.await(bob.createInvoice(MilliSatoshi.ofSat(20_000), "slow"));
    world.holdAfter(2, bob, alice);
    CompletableFuture<PaymentResult> payment = alice.pay(invoice.text());
    world.settle();
    world.stop("bob");
    assertThat(payment).isNotDone();
    int expiry = world.expiry("alice", channel);
    int now = alice.blockHeight();

    FeeDecision decision = world.await(alice.feeDecision(channel));
    assertThat(decision).isEqualTo(new FeeDecision.Accept(expiry + 2 - now));
    FeeDecision later = world.await(alice.feeDecision(channel, s -> s.atHeight(expiry + 2)));
    assertThat(later).isInstanceOf(FeeDecision.ForceClose.class);
    assertThat(alice.channel(channel).orElseThrow().status()).isEqualTo(ChannelInfo.Status.OPEN);

    world.mine(expiry - 4 - now);
    assertThat(world.events("alice", NodeEvent.ChannelWarning.class))
        .singleElement()
        .satisfies(
            warning -> {
              assertThat(warning.decision()).isInstanceOf(FeeDecision.Warn.class);
              assertThat(warning.decision().blocksLeft()).isEqualTo(6);
            });
    world.mine(5);
    assertThat(world.events("alice", NodeEvent.ChannelWarning.class)).hasSize(1);
    world.mine(1);
    assertThat(alice.channel(channel).orElseThrow().status())
        .isEqualTo(ChannelInfo.Status.ON_CHAIN);
  }

  @Test
  void missingAndAbsurdEstimatesAreReplacedByTheLastGoodOne() {
    AtomicLong estimate = new AtomicLong(2_000);
    LightningNode alice =
        world.node(
            "alice",
            n ->
                n.feeEstimator(
                    target -> {
                      if (estimate.get() < 0) {
                        throw new IllegalStateException("no backend");
                      }
                      return new FeeratePerKw(estimate.get());
                    }));
    LightningNode bob = world.node("bob");
    ChannelId channel = world.channel(alice, bob, 1_000_000);
    for (long absurd : new long[] {0, 4_000_000_000L, -1}) {
      estimate.set(absurd);
      world.mine(1);
      assertThat(world.await(alice.feeDecision(channel))).isInstanceOf(FeeDecision.Accept.class);
      Feerates[] seen = new Feerates[1];
      world.await(
          alice.feeDecision(
              channel,
              scenario -> {
                seen[0] = scenario.feerates();
                return scenario;
              }));
      assertThat(seen[0].nextBlock()).isEqualTo(new FeeratePerKw(2_000));
      assertThat(alice.channel(channel).orElseThrow().usable()).isTrue();
    }
    assertThat(world.events("alice", NodeEvent.FeerateDoubtful.class))
        .as("once for each target, not for each block")
        .hasSize(4)
        .allSatisfy(e -> assertThat(e.used()).isEqualTo(new FeeratePerKw(2_000)));
    estimate.set(3_000);
    world.mine(1);
    estimate.set(0);
    world.mine(1);
    assertThat(world.events("alice", NodeEvent.FeerateDoubtful.class)).hasSize(8);
  }

  @Test
  void commitmentThatPaysTooLittleIsClosedInAgreementAfterADay() {
    AtomicLong estimate = new AtomicLong(1_000);
    LightningNode alice = world.node("alice");
    LightningNode bob =
        world.node("bob", n -> n.feeEstimator(t -> new FeeratePerKw(estimate.get())));
    ChannelId channel =
        world.channel(
            alice,
            OpenOptions.of(bob.nodeId(), Satoshi.of(1_000_000))
                .withChannelType(new StaticRemoteKey().channelType()),
            bob);
    estimate.set(10_000);
    world.mine(1);
    assertThat(world.events("bob", NodeEvent.ChannelWarning.class))
        .singleElement()
        .satisfies(
            w ->
                assertThat(w.decision())
                    .isEqualTo(
                        new FeeDecision.Warn(
                            new FeeConcern.FeerateTooLow(
                                new FeeratePerKw(1_000), new FeeratePerKw(4_000)),
                            FeePolicy.DEFAULT.patienceBlocks())));
    world.mine(143);
    assertThat(bob.channel(channel).orElseThrow().status()).isEqualTo(ChannelInfo.Status.OPEN);
    world.mine(2);
    assertThat(world.events("bob", NodeEvent.ChannelChanged.class))
        .extracting(NodeEvent.ChannelChanged::notice)
        .contains(new ChannelNotice.FundingSpent(channel, SpendKind.MUTUAL_CLOSE));
  }

  @Test
  void openingThatWouldEatTheReserveIsRefused() {
    Purse purse = new Purse();
    purse.funds = Satoshi.of(505_000);
    LightningNode alice = world.node("alice", n -> n.funds(purse));
    LightningNode bob = world.node("bob");
    world.connect(alice, bob);
    CompletableFuture<ChannelId> refused =
        alice.openChannel(OpenOptions.of(bob.nodeId(), Satoshi.of(500_000)));
    world.settle();
    assertThat(refused).isCompletedExceptionally();
    assertThat(refused.handle((r, e) -> e).join())
        .isInstanceOfSatisfying(
            LightningException.ReserveTooLow.class,
            e -> {
              assertThat(e.needed()).isEqualTo(Satoshi.of(10_000));
              assertThat(e.available()).isEqualTo(Satoshi.of(4_390));
            });
    ChannelId without =
        world.await(
            alice.openChannel(
                OpenOptions.of(bob.nodeId(), Satoshi.of(500_000))
                    .withChannelType(new StaticRemoteKey().channelType())));
    assertThat(alice.channel(without)).as("needs no reserve").isPresent();

    purse.funds = Satoshi.of(600_000);
    world.await(alice.openChannel(OpenOptions.of(bob.nodeId(), Satoshi.of(500_000))));
    purse.funds = Satoshi.of(9_999);
    world.mine(2);
    assertThat(world.events("alice", NodeEvent.ReserveTooLow.class))
        .containsExactly(new NodeEvent.ReserveTooLow(Satoshi.of(10_000), Satoshi.of(9_999)));
  }

  /** As {@link EndlessFunds}, but it tells what it has. */
  private static final class Purse extends ForwardingFunds {
    private final EndlessFunds inner = new EndlessFunds("purse");
    private Satoshi funds = Satoshi.ZERO;

    @Override
    protected FundsSource funds() {
      return inner;
    }

    @Override
    public Optional<Satoshi> spendable() {
      return Optional.of(funds);
    }
  }
}
