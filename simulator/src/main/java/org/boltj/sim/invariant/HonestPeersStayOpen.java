package org.boltj.sim.invariant;

import java.util.HashSet;
import java.util.Set;
import org.boltj.base.ChannelId;
import org.boltj.channel.ChannelNotice;
import org.boltj.channel.PersistentState;
import org.boltj.node.NodeEvent;
import org.boltj.sim.fault.Fault;
import org.boltj.sim.fault.TrialNode;
import org.boltj.sim.fault.TrialWorld;

/**
 * No channel between two honest nodes ends on the chain before somebody asks for it: not by a
 * crash, not by a lost message, and not because another channel got stuck.
 */
final class HonestPeersStayOpen extends Invariant {
  private final Account account;
  private final Set<ChannelId> asked = new HashSet<>();
  private boolean closing;

  HonestPeersStayOpen(TrialWorld world, Findings findings, Account account) {
    super(world, findings);
    this.account = account;
  }

  /** From now on channels are closed on purpose. */
  void closingBegins() {
    closing = true;
  }

  @Override
  public void struck(Fault fault) {
    if (fault instanceof Fault.Closure closure) {
      asked.add(world().channelIds().get(closure.channel()));
    }
  }

  @Override
  public void told(TrialNode node, NodeEvent event) {
    if (closing || !(event instanceof NodeEvent.ChannelChanged changed)) {
      return;
    }
    boolean ends =
        changed.notice() instanceof ChannelNotice.Closing
            || changed.notice() instanceof ChannelNotice.FundingSpent;
    PersistentState state = account.of(node).channels().get(changed.channelId());
    if (ends
        && state != null
        && !asked.contains(changed.channelId())
        && world().isHonest(node)
        && world().isHonest(world().node(state.remoteNodeId()))) {
      violated(node + ": " + changed.notice());
    }
  }
}
