package org.boltj.updates;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.Satoshi;
import org.boltj.commitment.CommitmentFees;
import org.boltj.commitment.CommitmentFormat;
import org.boltj.commitment.HtlcDirection;

/**
 * An allocation with updates applied, balances of which may be below zero: then an update is more
 * than its side can pay.
 *
 * @param toLocalMsat our balance before fees and anchors; negative when we have too little
 * @param toRemoteMsat the peer's balance before fees and anchors; negative when it has too little
 */
record Projection(FeeratePerKw feerate, long toLocalMsat, long toRemoteMsat, List<Htlc> htlcs) {

  /** Applies updates of both sides; those that settle refer to HTLCs of the base. */
  static Projection of(Allocation base, List<Update> local, List<Update> remote) {
    if (local.isEmpty() && remote.isEmpty()) {
      return new Projection(
          base.feerate(), base.toLocal().msat(), base.toRemote().msat(), base.htlcs());
    }
    Work work = new Work(base);
    work.settle(base.htlcs(), settlesIn(local), settlesIn(remote));
    work.add(local);
    work.add(remote);
    return new Projection(work.feerate, work.toLocal, work.toRemote, work.htlcs);
  }

  private static Map<Long, Update.Settle> settlesIn(List<Update> updates) {
    Map<Long, Update.Settle> settles = null;
    for (Update update : updates) {
      if (update instanceof Update.Settle settle) {
        if (settles == null) {
          settles = new HashMap<>();
        }
        settles.put(settle.id(), settle);
      }
    }
    return settles == null ? Map.of() : settles;
  }

  /** The balances and HTLCs while updates are applied to them. */
  private static final class Work {
    private FeeratePerKw feerate;
    private long toLocal;
    private long toRemote;
    private final List<Htlc> htlcs;

    Work(Allocation base) {
      feerate = base.feerate();
      toLocal = base.toLocal().msat();
      toRemote = base.toRemote().msat();
      htlcs = new ArrayList<>(base.htlcs().size() + 8);
    }

    void settle(List<Htlc> base, Map<Long, Update.Settle> local, Map<Long, Update.Settle> remote) {
      if (local.isEmpty() && remote.isEmpty()) {
        htlcs.addAll(base);
        return;
      }
      for (Htlc htlc : base) {
        boolean incoming = htlc instanceof IncomingHtlc;
        Update.Settle settle = (incoming ? local : remote).get(htlc.id());
        if (settle == null) {
          htlcs.add(htlc);
        } else if (incoming == settle instanceof Update.Fulfill) {
          toLocal += htlc.amount().msat();
        } else {
          toRemote += htlc.amount().msat();
        }
      }
    }

    void add(List<Update> updates) {
      for (Update update : updates) {
        switch (update) {
          case Update.Add add -> {
            if (add.htlc() instanceof OutgoingHtlc) {
              toLocal -= add.htlc().amount().msat();
            } else {
              toRemote -= add.htlc().amount().msat();
            }
            htlcs.add(add.htlc());
          }
          case Update.Fee fee -> feerate = fee.feerate();
          case Update.Settle settle -> {}
        }
      }
    }
  }

  /** The allocation, which the checks on each update have made sure is sound. */
  Allocation toAllocation() {
    return new Allocation(
        feerate, MilliSatoshi.of(toLocalMsat), MilliSatoshi.of(toRemoteMsat), htlcs);
  }

  Projection withFeerate(FeeratePerKw changed) {
    return new Projection(changed, toLocalMsat, toRemoteMsat, htlcs);
  }

  /** Number of HTLCs with an output in the commitment of that holder. */
  int untrimmed(CommitmentFormat format, Satoshi dustLimit, boolean localHolder) {
    long offered = threshold(format, dustLimit, HtlcDirection.OFFERED);
    long received = threshold(format, dustLimit, HtlcDirection.RECEIVED);
    int count = 0;
    for (Htlc htlc : htlcs) {
      long least = htlc instanceof OutgoingHtlc == localHolder ? offered : received;
      if (htlc.amount().msat() / 1000 >= least) {
        count++;
      }
    }
    return count;
  }

  /** What is in HTLCs without an output in the commitment of that holder (msat). */
  long dustMsat(CommitmentFormat format, Satoshi dustLimit, boolean localHolder) {
    long offered = threshold(format, dustLimit, HtlcDirection.OFFERED);
    long received = threshold(format, dustLimit, HtlcDirection.RECEIVED);
    long dust = 0;
    for (Htlc htlc : htlcs) {
      long least = htlc instanceof OutgoingHtlc == localHolder ? offered : received;
      if (htlc.amount().msat() / 1000 < least) {
        dust += htlc.amount().msat();
      }
    }
    return dust;
  }

  /** Whether an HTLC of that amount has no output in the commitment of that holder. */
  boolean isDust(
      CommitmentFormat format,
      Satoshi dustLimit,
      boolean localHolder,
      boolean outgoing,
      MilliSatoshi amount) {
    HtlcDirection direction =
        outgoing == localHolder ? HtlcDirection.OFFERED : HtlcDirection.RECEIVED;
    return amount.msat() / 1000 < threshold(format, dustLimit, direction);
  }

  private long threshold(CommitmentFormat format, Satoshi dustLimit, HtlcDirection direction) {
    return CommitmentFees.trimThreshold(format, dustLimit, feerate, direction).sat();
  }

  /** What the opener pays for the commitment of that holder: fee and anchors (msat). */
  long openerCostMsat(
      CommitmentFormat format, Satoshi dustLimit, boolean localHolder, int extraHtlcs) {
    int count = untrimmed(format, dustLimit, localHolder) + extraHtlcs;
    return CommitmentFees.openerCost(format, feerate, count).sat() * 1000;
  }

  int count(boolean outgoing) {
    int count = 0;
    for (Htlc htlc : htlcs) {
      if (htlc instanceof OutgoingHtlc == outgoing) {
        count++;
      }
    }
    return count;
  }

  long sumMsat(boolean outgoing) {
    long sum = 0;
    for (Htlc htlc : htlcs) {
      if (htlc instanceof OutgoingHtlc == outgoing) {
        sum += htlc.amount().msat();
      }
    }
    return sum;
  }
}
