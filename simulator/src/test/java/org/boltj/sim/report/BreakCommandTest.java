package org.boltj.sim.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.boltj.sim.fault.Fault;
import org.boltj.sim.fault.FaultPlan;
import org.boltj.sim.invariant.Shrinker;
import org.boltj.sim.invariant.Violation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command line of the fault simulation, and what it prints for a person. */
class BreakCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    return BreakCommand.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(args);
  }

  @Test
  void runsSeedsAndSaysWhatTheyHeld() {
    assertThat(run("--seeds", "1-3", "--payments", "5")).isZero();
    assertThat(out.toString()).contains("3 runs, 0 failed").contains("payments/s");
  }

  @Test
  void aTraceTellsEveryMessageAndFault() {
    assertThat(run("--seed", "2", "--payments", "3", "--trace")).isZero();
    assertThat(out.toString())
        .contains("planned: ")
        .contains("UpdateAddHtlc")
        .contains("RevokeAndAck")
        .contains("chain   block");
  }

  @Test
  void withoutFaultsNothingIsPlanned() {
    assertThat(run("--seed", "2", "--payments", "3", "--trace", "--no-faults")).isZero();
    assertThat(out.toString()).doesNotContain("planned: ").doesNotContain("FAULT");
  }

  @ParameterizedTest
  @CsvSource({
    "--seeds, some, seeds are a number or two",
    "--seeds, 5-2, the first of the seeds is the smallest",
    "--payments, 0, --payments is at least 1",
    "--storm, -1, --storm is at least 1",
    "--storm, much, Invalid value for option '--storm'",
    "--wind, 1, Unknown options: '--wind'"
  })
  void wrongOptionsAreToldInOneLine(String option, String value, String told) {
    assertThat(run(option, value)).isEqualTo(2);
    assertThat(err.toString()).startsWith(told).endsWith("Try 'break --help'.%n".formatted());
    assertThat(err.toString().lines()).hasSize(2);
  }

  @Test
  void aFailingRunIsWrittenAsATest() {
    FaultPlan plan =
        new FaultPlan(
            List.of(
                new Fault.CrashAtWrite(1, 7, Fault.Moment.AFTER, 900),
                new Fault.WrongBytes(2, Fault.WrongBytes.Kind.PREIMAGE, 3)));
    Violation violation = new Violation("NothingLost", 1_500, "a satoshi");
    assertThat(TestSource.of(new Shrinker.Failing(9, 12, plan, List.of(violation))))
        .contains("NothingLost at 1.500 s: a satoshi")
        .contains("void seed9()")
        .contains("new Fault.CrashAtWrite(1, 7, Fault.Moment.AFTER, 900)")
        .contains("new Fault.WrongBytes(2, Fault.WrongBytes.Kind.PREIMAGE, 3)");
  }
}
