package org.boltj.sim.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.boltj.base.MilliSatoshi;
import org.boltj.node.PayOptions;
import org.boltj.sim.world.Books;
import org.boltj.sim.world.CapacityRange;
import org.boltj.sim.world.Latency;
import org.boltj.sim.world.Progress;
import org.boltj.sim.world.RoutingChoice;
import org.boltj.sim.world.Seed;
import org.boltj.sim.world.Topology;
import org.boltj.sim.world.TopologyKind;
import org.boltj.sim.world.World;
import org.boltj.sim.world.WorldPlan;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On a ring of four nodes. */
class PaymentRunTest {
  private static final Seed SEED = new Seed(11);
  private World world;

  @BeforeEach
  void build() {
    Topology topology = TopologyKind.parse("ring").create(4, 2, SEED.random("topology"));
    world =
        World.build(
            WorldPlan.draw(
                SEED,
                topology,
                new CapacityRange(200_000, 200_000),
                new Latency(25, 25),
                RoutingChoice.DEFAULT),
            Progress.NONE);
  }

  private List<PaymentOutcome> pay(int from, int to, long sat) {
    PlannedPayment planned = new PlannedPayment(0, 50, from, to, MilliSatoshi.ofSat(sat));
    return PaymentRun.run(world, List.of(planned), PayOptions.DEFAULT, Progress.NONE);
  }

  @Test
  void allMoneyIsInChannelsAndStaysThere() {
    assertThat(Books.inChannels(world)).isEqualTo(MilliSatoshi.ofSat(4 * 200_000));
    assertThat(pay(0, 2, 1_000)).allMatch(PaymentOutcome::isPaid);
    assertThat(Books.inChannels(world)).isEqualTo(MilliSatoshi.ofSat(4 * 200_000));
    assertThat(Books.faults(world)).isEmpty();
  }

  @Test
  void tellsHopsAndDelayOfWhatWasPaid() {
    PaymentOutcome outcome = pay(0, 2, 1_000).get(0);
    assertThat(outcome.failure()).isEmpty();
    assertThat(outcome.hops()).isEqualTo(2);
    assertThat(outcome.parts()).isEqualTo(1);
    assertThat(outcome.attempts()).isEqualTo(1);
    // For each hop: the HTLC and its signature one way, the revocation and the other signature
    // back, the other revocation there, and later the preimage back.
    assertThat(outcome.delayMillis()).isEqualTo(2 * 4 * 25);
  }

  @Test
  void tellsWhyAPaymentFailed() {
    PaymentOutcome outcome = pay(0, 2, 10_000_000).get(0);
    assertThat(outcome.isPaid()).isFalse();
    assertThat(outcome.failure())
        .contains(new PaymentOutcome.Failure("insufficient_balance", OptionalInt.empty(), ""));
    assertThat(outcome.feeMsat()).isZero();
  }

  @Test
  void theLedgerNoticesWhatIsNotTrue() {
    Ledger ledger = Ledger.open(world);
    PaymentOutcome claimed =
        new PaymentOutcome(
            new PlannedPayment(0, 0, 0, 1, MilliSatoshi.ofSat(5)),
            Optional.empty(),
            1,
            1,
            1,
            0,
            10);
    assertThatIllegalStateException()
        .isThrownBy(() -> ledger.close(List.of(claimed), List.of(Optional.empty())))
        .withMessageContaining("node 1 has lost 5000 msat")
        .withMessageContaining("paid for the payer and not for the recipient");
  }
}
