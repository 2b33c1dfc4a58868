package org.boltj.gossip.path;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * What a route costs, hop by hop, and what the next best one would have cost.
 *
 * @param route that is explained
 * @param hops its hops from payer to payee; the blinded end is one
 * @param runnerUp the cheapest route that leaves out at least one channel of this one
 */
public record RouteExplanation(
    Route route, List<HopCost> hops, Optional<RouteExplanation> runnerUp) {
  public RouteExplanation {
    hops = List.copyOf(hops);
  }

  /** The cost of the route (msat). */
  public long costMsat() {
    return total(HopCost::costMsat);
  }

  private long total(ToLongFunction<HopCost> part) {
    return hops.stream().mapToLong(part).sum();
  }

  /** How much more of each part of the cost the runner-up has; negative where it has less. */
  public Optional<String> whyTheRunnerUpLost() {
    return runnerUp.map(
        other ->
            String.format(
                Locale.ROOT,
                "The runner-up costs %,d msat more: fees %+,d, penalties %+,d, time %+,d, hops"
                    + " %+d.",
                other.costMsat() - costMsat(),
                other.total(HopCost::feeMsat) - total(HopCost::feeMsat),
                other.total(HopCost::penaltyMsat) - total(HopCost::penaltyMsat),
                other.total(HopCost::lockMsat) - total(HopCost::lockMsat),
                other.hops.size() - hops.size()));
  }

  /** All of it as text of several lines. */
  public String text() {
    String lines = hops.stream().map(hop -> "  " + hop).collect(Collectors.joining("\n"));
    String other =
        runnerUp
            .map(
                next ->
                    String.format(
                        Locale.ROOT,
                        "\n%s\n%s",
                        whyTheRunnerUpLost().orElse(""),
                        next.hops.stream()
                            .map(hop -> "  " + hop)
                            .collect(Collectors.joining("\n"))))
            .orElse("\nThere is no other route.");
    return String.format(Locale.ROOT, "The route costs %,d msat:\n%s%s", costMsat(), lines, other);
  }
}
