package org.boltj.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.boltj.base.MilliSatoshi;
import org.boltj.bench.ProtocolCounts.Counts;

/** Payments per second between two boltj nodes, for several loads. */
final class PaymentBenchmark {
  private static final int WARM_UP_PAYMENTS = 12_000;

  /** One way to pay: how much, and how many at a time. */
  record Load(String kind, MilliSatoshi amount, int inFlight, int payments) {
    Load withPayments(int number) {
      return new Load(kind, amount, inFlight, number);
    }
  }

  static final MilliSatoshi DUST = MilliSatoshi.ofSat(100);
  static final MilliSatoshi NON_DUST = MilliSatoshi.ofSat(20_000);

  static final List<Load> LOADS =
      List.of(
          new Load("dust", DUST, 1, 400),
          new Load("non-dust", NON_DUST, 1, 400),
          new Load("dust", DUST, 30, 3000),
          new Load("non-dust", NON_DUST, 30, 3000),
          new Load("dust", DUST, 200, 4000),
          new Load("non-dust", NON_DUST, 200, 4000));

  /**
   * What one load gave.
   *
   * @param perSecond of each round
   * @param counts of both nodes together, over all rounds
   * @param cpuMicros processor time for one payment, both nodes and all their threads
   */
  record Measured(Load load, List<Double> perSecond, Counts counts, double cpuMicros) {
    double median() {
      return Rates.median(perSecond);
    }

    int payments() {
      return perSecond.size() * load.payments();
    }

    /**
     * Processor time of what the protocol asks on the curve at this batching: each signature is
     * made and checked, each onion made and peeled, each invoice checked.
     */
    double requiredMicros(Primitives machine) {
      double signed = counts.signatures() * (machine.sign() + machine.verify());
      double onions = counts.adds() * 2.0 * machine.ecdh();
      return (signed + onions) / payments() + machine.verify();
    }

    /**
     * Payments per second if nothing but waiting for the disk took time. One payment alone waits
     * five times in a row: for offer, first revocation, second revocation, claim, and the claim's
     * arrival. Else both nodes wait side by side.
     */
    double diskLimit(Primitives machine) {
      double waits = load.inFlight() == 1 ? 5 : counts.writes() / 2.0 / payments();
      return 1e6 / (waits * machine.sync());
    }

    /** How many payments share one wait of a node for its disk. */
    double paymentsPerSync() {
      return 2.0 * payments() / counts.writes();
    }

    /** Payments per second if nothing but {@link #requiredMicros} took time. */
    double limit(Primitives machine, int cores) {
      // One at a time is a dialogue: never do both nodes work at once.
      int together = load.inFlight() == 1 ? 1 : Math.min(2, cores);
      return together * 1e6 / requiredMicros(machine);
    }
  }

  private PaymentBenchmark() {}

  static List<Measured> run(Stores stores, List<Load> loads, int rounds) throws Exception {
    List<Measured> measured = new ArrayList<>();
    try (NodePair pair = NodePair.open(stores)) {
      int warm = WARM_UP_PAYMENTS / loads.size();
      for (Load load : loads) {
        int some = load.inFlight() == 1 ? warm / 4 : warm;
        round(pair, load.withPayments(some), true);
        round(pair, load.withPayments(some), false);
      }
      for (Load load : loads) {
        measured.add(measure(pair, load, rounds));
      }
    }
    return measured;
  }

  private static Measured measure(NodePair pair, Load load, int rounds) throws Exception {
    Counts counts = new Counts(0, 0, 0, 0, 0, 0);
    List<Double> perSecond = new ArrayList<>();
    long cpuNanos = 0;
    for (int i = 0; i < rounds; i++) {
      boolean forth = i % 2 == 0;
      List<String> invoices = invoices(pair, load, forth);
      Counts before = counts(pair);
      long cpuBefore = cpuNanos();
      perSecond.add(pay(pair, load, invoices, forth));
      cpuNanos += cpuNanos() - cpuBefore;
      counts = counts.plus(counts(pair).minus(before));
    }
    double payments = (double) rounds * load.payments();
    return new Measured(load, List.copyOf(perSecond), counts, cpuNanos / 1000.0 / payments);
  }

  /** Of all threads of Java: the compiler and the collector of garbage are not among them. */
  private static long cpuNanos() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return LongStream.of(threads.getAllThreadIds()).map(threads::getThreadCpuTime).sum();
  }

  private static Counts counts(NodePair pair) {
    return pair.alice.counts().now().plus(pair.bob.counts().now());
  }

  private static void round(NodePair pair, Load load, boolean forth) throws Exception {
    pay(pair, load, invoices(pair, load, forth), forth);
  }

  private static List<String> invoices(NodePair pair, Load load, boolean forth) throws Exception {
    return NodePair.invoices(forth ? pair.bob : pair.alice, load.amount(), load.payments());
  }

  /** Money goes forth and back, so that no side runs dry. */
  private static double pay(NodePair pair, Load load, List<String> invoices, boolean forth)
      throws Exception {
    BenchNode payer = forth ? pair.alice : pair.bob;
    return load.payments() / PaymentLoad.seconds(payer.node(), invoices, load.inFlight());
  }
}
