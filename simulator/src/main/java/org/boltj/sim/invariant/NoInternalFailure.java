package org.boltj.sim.invariant;

import org.boltj.channel.ChannelNotice;
import org.boltj.node.NodeEvent;
import org.boltj.sim.fault.TrialNode;
import org.boltj.sim.fault.TrialWorld;

/** No honest node meets a bug of its own, freezes a channel, loses data or sees funds at risk. */
final class NoInternalFailure extends Invariant {
  NoInternalFailure(TrialWorld world, Findings findings) {
    super(world, findings);
  }

  @Override
  public void told(TrialNode node, NodeEvent event) {
    if (!world().isHonest(node)) {
      return;
    }
    boolean bad =
        event instanceof NodeEvent.InternalFailure
            || event instanceof NodeEvent.ChannelChanged changed
                && (changed.notice() instanceof ChannelNotice.Frozen
                    || changed.notice() instanceof ChannelNotice.DataLost
                    || changed.notice() instanceof ChannelNotice.FundsAtRisk);
    if (bad) {
      violated(node + ": " + event);
    }
  }
}
