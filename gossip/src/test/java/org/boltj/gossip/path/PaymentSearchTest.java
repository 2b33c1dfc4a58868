package org.boltj.gossip.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.boltj.gossip.TestKeys.NOW;

import java.util.Arrays;
import java.util.List;
import org.boltj.gossip.scoring.LiquidityScorer;
import org.boltj.gossip.scoring.Scorer;
import org.junit.jupiter.api.Test;

/**
 * A search does no more than it may, says so, and gives up early only where nothing can be found.
 */
class PaymentSearchTest {
  private final PathSearch paths = new PathSearch();
  private final MinCostFlow flow = new MinCostFlow();
  private final Scorer scorer = new LiquidityScorer();

  private PaymentSearch search(long seed, Work work) {
    RandomNetwork network = new RandomNetwork(seed);
    Overlay overlay = new Overlay(network.graph, network.request(), scorer.on(network.graph, NOW));
    return new PaymentSearch(overlay, paths, flow, work);
  }

  @Test
  void whatIsFoundWithLittleWorkIsWhole() {
    int gaveUp = 0;
    for (long seed = 0; seed < 2000; seed++) {
      PaymentSearch thorough = search(seed, Work.unlimited());
      boolean possible = !thorough.run().isEmpty();
      for (int edges : List.of(1, 20, 100, 500)) {
        PaymentSearch search = search(seed, Work.of(edges));
        List<FlowParts.Part> found = search.run();
        if (!found.isEmpty()) {
          assertThat(found.stream().mapToLong(FlowParts.Part::amount).sum())
              .isEqualTo(new RandomNetwork(seed).request().amount().msat());
        } else if (possible) {
          gaveUp++;
          assertThat(search.reason()).as("seed " + seed).isEqualTo(PathResult.Reason.GAVE_UP);
        }
      }
    }
    assertThat(gaveUp).isGreaterThan(100);
  }

  @Test
  void whatALimitRulesOutCannotBeSplitEither() {
    int ruledOut = 0;
    for (long seed = 0; seed < 3000; seed++) {
      PaymentSearch search = search(seed, Work.unlimited());
      RouteRequest request = new RandomNetwork(seed).request();
      if (search.run().isEmpty() && search.isRuledOutByLimits()) {
        ruledOut++;
        Shares shares = new Parts(request, search, flow, Work.unlimited()).find(true);
        assertThat(shares == null || getsADiscountTwice(shares, search))
            .as("seed " + seed)
            .isTrue();
      }
    }
    assertThat(ruledOut).isGreaterThan(100);
  }

  /** Each part gets those discounts that are the same for any amount. */
  private static boolean getsADiscountTwice(Shares shares, PaymentSearch search) {
    OverlayEdge edge = new OverlayEdge();
    Overlay overlay = search.with(CostWeights.DEFAULT);
    return shares.parts().size() > 1
        && shares.parts().stream()
            .flatMapToInt(part -> Arrays.stream(part.keys()))
            .anyMatch(key -> overlay.read(key, edge) && edge.inboundBase < 0);
  }
}
