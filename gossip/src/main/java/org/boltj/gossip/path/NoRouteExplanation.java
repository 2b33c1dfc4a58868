package org.boltj.gossip.path;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * Why there is no route for the whole amount over one path.
 *
 * @param reason in short
 * @param nodesBeforePayee nodes from which the amount can come to the payee, limits aside
 * @param nodesBehindPayer nodes to which the payer can send the amount, limits aside
 * @param beforePayee edges into the former from elsewhere, by the rule that forbids them
 * @param behindPayer edges out of the latter to elsewhere, by the rule that forbids them
 * @param leastFeeMsat what the cheapest route asks for, when limits alone are in the way (msat)
 * @param leastCltvDelta blocks of the route that locks money the shortest, likewise
 * @param leastHops channels of the shortest route, likewise
 * @param other what is in the way, in words, when it is neither a channel nor a limit
 */
public record NoRouteExplanation(
    PathResult.Reason reason,
    int nodesBeforePayee,
    int nodesBehindPayer,
    List<Cut> beforePayee,
    List<Cut> behindPayer,
    OptionalLong leastFeeMsat,
    OptionalLong leastCltvDelta,
    OptionalLong leastHops,
    Optional<String> other) {
  public NoRouteExplanation {
    beforePayee = List.copyOf(beforePayee);
    behindPayer = List.copyOf(behindPayer);
  }

  /** All of it as text of several lines. */
  public String text() {
    if (leastFeeMsat.isPresent() || leastCltvDelta.isPresent() || leastHops.isPresent()) {
      return String.format(
          Locale.ROOT,
          "No route keeps all limits (%s). The least that routes ask for, each limit by itself: fee"
              + " %s msat, %s blocks, %s hops.",
          reason,
          words(leastFeeMsat),
          words(leastCltvDelta),
          words(leastHops));
    }
    if (other.isPresent()) {
      return "No route (" + reason + "): " + other.get() + ".";
    }
    return String.format(
        Locale.ROOT,
        """
        No route (%s).
        The payee can be reached from %,d nodes.
        %s
        The payer reaches %,d nodes.
        %s\
        """,
        reason,
        nodesBeforePayee,
        lines("Into these: ", beforePayee),
        nodesBehindPayer,
        lines("Out of these: ", behindPayer));
  }

  private static String words(OptionalLong number) {
    return number.isPresent() ? String.format(Locale.ROOT, "%,d", number.getAsLong()) : "any";
  }

  private static String lines(String before, List<Cut> cuts) {
    return cuts.isEmpty()
        ? before + "no other channels."
        : cuts.stream().map(cut -> before + cut + ".").collect(Collectors.joining("\n"));
  }
}
