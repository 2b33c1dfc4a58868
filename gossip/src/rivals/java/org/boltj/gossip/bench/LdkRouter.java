package org.boltj.gossip.bench;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.boltj.base.ShortChannelId;
import org.boltj.gossip.graph.GraphView;
import org.ldk.impl.bindings;
import org.ldk.structs.ChannelFeatures;
import org.ldk.structs.InvoiceFeatures;
import org.ldk.structs.Logger;
import org.ldk.structs.NodeFeatures;
import org.ldk.structs.Option_u64Z;
import org.ldk.structs.PaymentParameters;
import org.ldk.structs.ProbabilisticScorer;
import org.ldk.structs.ProbabilisticScoringParameters;
import org.ldk.structs.Result_RouteLightningErrorZ;
import org.ldk.structs.Result_RouteLightningErrorZ.Result_RouteLightningErrorZ_OK;
import org.ldk.structs.RouteHint;
import org.ldk.structs.RouteHop;
import org.ldk.structs.RouteParameters;
import org.ldk.structs.Score;

/**
 * The Lightning Development Kit's router with its probabilistic scorer: native code (Rust), called
 * through LDK's own Java bindings.
 */
public final class LdkRouter implements Contestant {
  @Override
  public String name() {
    return "LDK 0.0.106";
  }

  @Override
  public String note() {
    return "native find_route and ProbabilisticScorer with their defaults, over the same edges and"
        + " capacities; it minimises a cost of its own, so its routes cost more by ours; the call"
        + " through JNI is in its time and takes microseconds";
  }

  @Override
  public boolean splits() {
    return true;
  }

  @Override
  public boolean isRivalOfTheAim() {
    return true;
  }

  @Override
  public Session on(BenchGraph graph, List<Outcome> outcomes) {
    return new LdkSession(graph.view(), outcomes);
  }

  private static final class LdkSession implements Session {
    private static final byte[] RANDOM = new byte[32];
    private static final Field POINTER = pointer();
    private static final Method RESULT = result();

    private final GraphView view;
    private final LdkGraph graph;
    private final ProbabilisticScorer scorer;
    private final Score score;
    private final Logger logger = Logger.new_impl(line -> {});

    LdkSession(GraphView view, List<Outcome> outcomes) {
      this.view = view;
      graph = LdkGraph.of(view);
      scorer =
          ProbabilisticScorer.of(ProbabilisticScoringParameters.with_default(), graph.network());
      score = scorer.as_Score();
      outcomes.forEach(this::learn);
    }

    private void learn(Outcome outcome) {
      int channel = outcome.edge() >> 1;
      int to = view.endpoint(channel, 1 - (outcome.edge() & 1));
      long id = view.shortChannelId(channel).value();
      RouteHop hop =
          RouteHop.of(
              graph.keyOf(to),
              NodeFeatures.empty(),
              id,
              ChannelFeatures.empty(),
              outcome.amountMsat(),
              Query.FINAL_CLTV_DELTA);
      if (outcome.forwarded()) {
        score.payment_path_successful(new RouteHop[] {hop});
      } else {
        score.payment_path_failed(new RouteHop[] {hop}, id);
      }
    }

    @Override
    public Supplier<List<int[]>> find(Query query) {
      Result_RouteLightningErrorZ result =
          findRoute(graph.keyOf(query.source()), parameters(query));
      return () ->
          result instanceof Result_RouteLightningErrorZ_OK found
              ? Arrays.stream(found.res.get_paths()).map(path -> edges(query, path)).toList()
              : List.of();
    }

    private RouteParameters parameters(Query query) {
      InvoiceFeatures features =
          query.maxParts() > 1
              ? InvoiceFeatures.known()
              : PaymentParameters.for_keysend(graph.keyOf(query.target())).get_features();
      PaymentParameters payee =
          PaymentParameters.of(
              graph.keyOf(query.target()),
              features,
              new RouteHint[0],
              Option_u64Z.none(),
              Query.MAX_CLTV_DELTA);
      return RouteParameters.of(payee, query.amountMsat(), Query.FINAL_CLTV_DELTA);
    }

    /**
     * {@code UtilMethods.find_route} of the bindings without its fault: it cannot be told that the
     * payer's channels are those of the graph, though the native function can.
     */
    private Result_RouteLightningErrorZ findRoute(byte[] payer, RouteParameters parameters) {
      try {
        long found =
            bindings.find_route(
                payer,
                POINTER.getLong(parameters) & ~1,
                POINTER.getLong(graph.network()) & ~1,
                null,
                POINTER.getLong(logger),
                POINTER.getLong(score),
                RANDOM);
        return (Result_RouteLightningErrorZ) RESULT.invoke(null, found);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }

    private int[] edges(Query query, RouteHop[] path) {
      int[] edges = new int[path.length];
      int at = query.source();
      for (int i = 0; i < path.length; i++) {
        int channel = view.channelIndex(new ShortChannelId(path[i].get_short_channel_id()));
        int direction = view.endpoint(channel, 0) == at ? 0 : 1;
        edges[i] = 2 * channel + direction;
        at = view.endpoint(channel, 1 - direction);
      }
      return edges;
    }

    private static Field pointer() {
      try {
        Field pointer = RouteParameters.class.getSuperclass().getDeclaredField("ptr");
        pointer.setAccessible(true);
        return pointer;
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }

    private static Method result() {
      try {
        Method result =
            Result_RouteLightningErrorZ.class.getDeclaredMethod("constr_from_ptr", long.class);
        result.setAccessible(true);
        return result;
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
