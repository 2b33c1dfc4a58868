package org.boltj.sim.invariant;

import java.util.HashMap;
import java.util.Map;
import org.boltj.base.ChannelId;
import org.boltj.base.MilliSatoshi;
import org.boltj.channel.PersistentState;
import org.boltj.sim.fault.TrialNode;
import org.boltj.sim.fault.TrialWorld;
import org.boltj.store.Change;
import org.boltj.store.StoreBatch;
import org.boltj.updates.Allocation;
import org.boltj.updates.Commitments;
import org.boltj.updates.Htlc;
import org.boltj.updates.RemoteCommit;

/**
 * Every commitment divides the capacity without rest, and both sides of a channel divide a
 * commitment with the same number in the same way.
 */
final class ChannelConservation extends Invariant {
  private record Holder(ChannelId channel, int node) {}

  private record Division(long number, long holderMsat, long otherMsat, int htlcs) {}

  /** The commitment that each holder has as its latest. */
  private final Map<Holder, Division> held = new HashMap<>();

  ChannelConservation(TrialWorld world, Findings findings) {
    super(world, findings);
  }

  @Override
  public void stored(TrialNode node, StoreBatch batch) {
    for (Change change : batch.changes()) {
      if (change instanceof Change.PutChannel put) {
        check(node, put.state());
      }
    }
  }

  private void check(TrialNode node, PersistentState state) {
    Commitments c = state.commitments();
    divides(node, state, "our commitment", c.localCommit().number(), c.localCommit().allocation());
    remote(node, state, c.remoteCommit());
    c.nextRemoteCommit().ifPresent(next -> remote(node, state, next.commit()));
    Allocation local = c.localCommit().allocation();
    held.put(
        new Holder(state.channelId(), node.number()),
        new Division(
            c.localCommit().number(),
            local.toLocal().msat(),
            local.toRemote().msat(),
            local.htlcs().size()));
  }

  private void remote(TrialNode node, PersistentState state, RemoteCommit commit) {
    divides(node, state, "the peer's commitment", commit.number(), commit.allocation());
    TrialNode peer = world().node(state.remoteNodeId());
    Division theirs = held.get(new Holder(state.channelId(), peer.number()));
    Allocation ours = commit.allocation();
    boolean agree =
        theirs == null
            || theirs.number != commit.number()
            || !world().isHonest(peer)
            || theirs.equals(
                new Division(
                    commit.number(),
                    ours.toRemote().msat(),
                    ours.toLocal().msat(),
                    ours.htlcs().size()));
    if (!agree) {
      violated(
          "%s and %s divide commitment %d of %s differently: %s and %s"
              .formatted(node, peer, commit.number(), state.channelId(), ours, theirs));
    }
  }

  private void divides(
      TrialNode node, PersistentState state, String what, long number, Allocation allocation) {
    MilliSatoshi total = allocation.toLocal().plus(allocation.toRemote());
    for (Htlc htlc : allocation.htlcs()) {
      total = total.plus(htlc.amount());
    }
    if (!total.equals(state.params().capacity().toMilliSatoshi())) {
      violated(
          "%s has %s in %s %d of %s, which is worth %s"
              .formatted(node, total, what, number, state.channelId(), state.params().capacity()));
    }
  }
}
