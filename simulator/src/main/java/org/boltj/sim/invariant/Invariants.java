package org.boltj.sim.invariant;

import java.util.List;
import org.boltj.sim.fault.TrialWorld;

/** All invariants of a run. */
record Invariants(HonestPeersStayOpen stayOpen, NeverEnds neverEnds, List<Invariant> others) {

  static Invariants of(
      TrialWorld world, Findings findings, Account account, Revocations revocations) {
    return new Invariants(
        new HonestPeersStayOpen(world, findings, account),
        new NeverEnds(world, findings),
        List.of(
            new ChannelConservation(world, findings),
            new SentIsStored(world, findings, account),
            new FreshCommitmentPoints(world, findings),
            new OpenerPaysFees(world, findings, account, revocations),
            new NoRevokedBroadcast(world, findings, account, revocations),
            new NoInternalFailure(world, findings),
            new HtlcDeadlines(world, findings, account),
            new BestChainIsKnown(world, findings, account),
            new BoundedWork(world, findings),
            new PaymentsEnd(world, findings, account),
            new NothingLost(world, findings, account),
            new ForwarderNeverPays(world, findings, account),
            new CheaterGetsNothing(world, findings, account, revocations)));
  }
}
