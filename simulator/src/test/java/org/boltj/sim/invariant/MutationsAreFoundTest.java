package org.boltj.sim.invariant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.boltj.sim.fault.FaultPlan;
import org.boltj.sim.fault.Scenario;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The test of the tests: the production code is broken on purpose, and some seed finds it. The
 * seeds and times are printed.
 */
class MutationsAreFoundTest {
  private static final int SEEDS = 60;
  private static final int PAYMENTS = 50;

  private static final List<Mutation> MUTATIONS =
      List.of(
          new Mutation(
              "send before store", "org.boltj.node.Outbox", "flush", Bugs.SendBeforeStore.class, 1),
          new Mutation(
              "skip a penalty output",
              "org.boltj.onchain.Penalties",
              "of",
              Bugs.SkipPenaltyOutput.class,
              18),
          new Mutation(
              "forget an HTLC on restart",
              "org.boltj.node.HtlcSwitch",
              "restore",
              Bugs.Nothing.class,
              88),
          new Mutation(
              "wrong fee side",
              "org.boltj.commitment.CommitmentBuilder",
              "addToRemote",
              Bugs.WrongFeeSide.class,
              2),
          new Mutation(
              "reuse of a revoked secret",
              "org.boltj.sign.InMemoryChannelSigner",
              "perCommitmentPoint",
              Bugs.ReuseOfASecret.class,
              1),
          new Mutation(
              "late fail-back",
              "org.boltj.channel.DeadlineSteps",
              "overdue",
              Bugs.NothingIsOverdue.class,
              9),
          new Mutation(
              "ignore a reorg",
              "org.boltj.node.ChainFollower",
              "disconnected",
              Bugs.Nothing.class,
              7),
          new Mutation(
              "keep what a reorg took away",
              "org.boltj.node.Channels",
              "step",
              Bugs.ReorgIsNotTold.class,
              8),
          new Mutation(
              "double credit",
              "org.boltj.updates.Projection$Work",
              "settle",
              Bugs.DoubleCredit.class,
              1));

  @TestFactory
  Stream<DynamicTest> eachBugIsFound() {
    return MUTATIONS.stream()
        .map(mutation -> DynamicTest.dynamicTest(mutation.name(), () -> isFound(mutation)));
  }

  private static void isFound(Mutation mutation) {
    mutation.during(
        () -> {
          long began = System.nanoTime();
          for (long seed = mutation.firstSeed(); seed < mutation.firstSeed() + SEEDS; seed++) {
            Optional<String> found = trial(seed);
            if (found.isPresent()) {
              System.out.printf(
                  "mutation %-26s seed %3d  %5.1f s  %s%n",
                  mutation.name(), seed, (System.nanoTime() - began) / 1e9, found.get());
              return;
            }
          }
          throw new AssertionError(mutation.name() + " was not found in " + SEEDS + " seeds");
        });
  }

  private static Optional<String> trial(long seed) {
    Scenario scenario = Scenario.draw(seed, PAYMENTS);
    try {
      return Trial.run(scenario, FaultPlan.draw(scenario)).violations().stream()
          .map(violation -> violation.toString())
          .findFirst();
    } catch (RuntimeException e) {
      return Optional.of(e.toString());
    }
  }

  @Test
  void aFailingRunIsShrunk() {
    Mutation doubleCredit = MUTATIONS.getLast();
    doubleCredit.during(
        () -> {
          Scenario scenario = Scenario.draw(1, PAYMENTS);
          FaultPlan plan = FaultPlan.draw(scenario);
          Shrinker.Failing failing =
              new Shrinker.Failing(1, PAYMENTS, plan, Trial.run(scenario, plan).violations());
          Shrinker.Failing small = Shrinker.shrink(failing, step -> {});
          assertThat(plan.faults()).isNotEmpty();
          assertThat(small.plan().faults()).isEmpty();
          assertThat(small.payments()).isLessThan(10);
        });
  }

  @Test
  void aPlaceThatIsGoneIsSaid() {
    Mutation lost = new Mutation("lost", "org.boltj.node.Outbox", "flushed", Bugs.Nothing.class, 1);
    assertThatThrownBy(() -> lost.during(() -> {}))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("needs a new place");
  }

  @Test
  void theCodeIsWholeAgainAfterwards() {
    MUTATIONS.getLast().during(() -> {});
    assertThat(Trial.run(Scenario.draw(1, 10), FaultPlan.NONE).violations()).isEmpty();
  }
}
