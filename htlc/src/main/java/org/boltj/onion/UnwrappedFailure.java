package org.boltj.onion;

import java.util.List;
import java.util.OptionalInt;

/** What the origin node learns from a returned failure. Hops are counted from 0, the first hop. */
public sealed interface UnwrappedFailure {
  /** Hold times that the first hops vouch for, in order; empty without attribution_data. */
  List<HoldTime> holdTimes();

  /** The failure is authentic, and the hop made it. */
  record FromHop(int hop, FailureMessage failure, List<HoldTime> holdTimes)
      implements UnwrappedFailure {
    public FromHop {
      holdTimes = List.copyOf(holdTimes);
    }
  }

  /**
   * No hop made this packet as it arrived.
   *
   * @param suspect the first hop that does not vouch for the data: it, or the hop before it,
   *     changed them; empty without attribution_data
   */
  record Unreadable(OptionalInt suspect, List<HoldTime> holdTimes) implements UnwrappedFailure {
    public Unreadable {
      holdTimes = List.copyOf(holdTimes);
    }
  }
}
