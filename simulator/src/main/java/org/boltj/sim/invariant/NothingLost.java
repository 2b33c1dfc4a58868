package org.boltj.sim.invariant;

import org.boltj.sim.fault.TrialWorld;

/**
 * The chain's books balance, and in the end all money of channels is in wallets, but for anchors
 * and what is not worth its claim.
 */
final class NothingLost extends Invariant {
  private final Account account;

  NothingLost(TrialWorld world, Findings findings, Account account) {
    super(world, findings);
    this.account = account;
  }

  @Override
  public void ended(TrialWorld world) {
    if (!world.chain().supply().isBalanced()) {
      violated("the chain does not balance: " + world.chain().supply());
    }
    for (Aftermath.Output output : Aftermath.of(world, account).open()) {
      if (!Aftermath.isLetGo(output)) {
        violated("nobody has claimed " + output);
      }
    }
  }
}
