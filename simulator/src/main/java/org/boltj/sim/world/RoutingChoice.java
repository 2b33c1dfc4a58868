package org.boltj.sim.world;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;
import org.boltj.gossip.path.MultiPartPathFinder;
import org.boltj.gossip.path.PathFinder;
import org.boltj.gossip.path.SinglePathFinder;
import org.boltj.gossip.scoring.ScoringParameters;
import org.boltj.node.Routing;

/** By which engine the nodes find routes, and by what they compare them. */
public record RoutingChoice(Engine engine, Scorer scorer) {
  /** What a node does when nothing else is said. */
  public static final RoutingChoice DEFAULT = new RoutingChoice(Engine.PARTS, Scorer.LIQUIDITY);

  /** What looks for routes. */
  public enum Engine {
    /** One route, or several by min-cost flow. */
    PARTS(MultiPartPathFinder::new),
    /** The one cheapest route. */
    SINGLE(SinglePathFinder::new);

    private final Supplier<PathFinder> finder;

    Engine(Supplier<PathFinder> finder) {
      this.finder = finder;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What makes a channel worse than its fee says. */
  public enum Scorer {
    /** How likely it is to fail, from its capacity and from what payments have taught. */
    LIQUIDITY(ScoringParameters.DEFAULT),
    /** Nothing: routes are compared by fees and expiry alone. */
    NONE(ScoringParameters.DEFAULT.withHalvingPenalty(0, 0).withFaultPenalties(0, 0));

    private final ScoringParameters parameters;

    Scorer(ScoringParameters parameters) {
      this.parameters = parameters;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The choice with those names.
   *
   * @throws IllegalArgumentException when one of them is none
   */
  public static RoutingChoice parse(String engine, String scorer) {
    return new RoutingChoice(
        parse(Engine.values(), "engine", engine), parse(Scorer.values(), "scorer", scorer));
  }

  private static <E extends Enum<E>> E parse(E[] values, String what, String name) {
    return Arrays.stream(values)
        .filter(value -> value.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no %s '%s'; there are %s".formatted(what, name, Arrays.toString(values))));
  }

  /** For all nodes of a world. */
  Routing routing() {
    return new Routing(engine.finder.get(), scorer.parameters);
  }
}
