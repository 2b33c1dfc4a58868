package org.boltj.gossip.path;

import java.util.List;
import org.boltj.base.MilliSatoshi;

/** Whether routes were found. */
public sealed interface PathResult {
  /** The routes, which together deliver exactly the amount asked for. */
  record Found(List<Route> routes) implements PathResult {
    public Found {
      routes = List.copyOf(routes);
    }

    /** The fees of all routes (msat). */
    public MilliSatoshi fee() {
      return routes.stream().map(Route::fee).reduce(MilliSatoshi.ZERO, MilliSatoshi::plus);
    }
  }

  /** There are none. */
  record NotFound(Reason reason) implements PathResult {}

  /** Why there is no route, as far as it can be told. */
  enum Reason {
    /** Payer and payee are the same node. */
    TARGET_IS_SOURCE,
    /** No channel that could be used leads to the payee. */
    TARGET_UNREACHABLE,
    /** The payer's own channels cannot send that much. */
    INSUFFICIENT_LOCAL_BALANCE,
    /** There are routes, but they cost more than allowed. */
    FEE_LIMIT_EXCEEDED,
    /** There are routes, but they bind money for longer than allowed. */
    CLTV_LIMIT_EXCEEDED,
    /** Channels lead there, but not enough for the amount within hops and parts allowed. */
    NO_ROUTE,
    /** None was found with as much work as a search may do; there might be some. */
    GAVE_UP
  }
}
