package org.boltj.sim.invariant;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.boltj.base.PaymentHash;
import org.boltj.channel.Closing;
import org.boltj.channel.PersistentState;
import org.boltj.crypto.Hash;
import org.boltj.sim.fault.TrialNode;
import org.boltj.sim.fault.TrialWorld;
import org.boltj.updates.Commitments;
import org.boltj.updates.Htlc;
import org.boltj.updates.IncomingHtlc;

/**
 * What a liar alone could claim: an HTLC that it has offered and whose preimage its honest peer
 * never learnt. A cheater has thrown away the state that tells of it.
 */
final class Forfeits {
  /** After an HTLC's expiry, so long may its peer still learn the preimage and claim (blocks). */
  private static final int PATIENCE = 20;

  private final TrialWorld world;
  private final Account account;

  Forfeits(TrialWorld world, Account account) {
    this.world = world;
    this.account = account;
  }

  boolean contains(Aftermath.Output output) {
    return world.nodes().stream()
        .filter(world::isHonest)
        .map(node -> account.of(node).channels().get(output.channel()))
        .anyMatch(state -> state != null && isForfeit(state, output));
  }

  private boolean isForfeit(PersistentState state, Aftermath.Output output) {
    TrialNode peer = world.node(state.remoteNodeId());
    Commitments c = state.commitments();
    Set<Long> fulfilled = HtlcDeadlines.fulfilled(c);
    List<Htlc> candidates =
        Stream.of(c.localCommit().allocation(), c.latestRemoteCommit().allocation())
            .flatMap(allocation -> allocation.htlcs().stream())
            .filter(htlc -> htlc.amount().toSatoshi().sat() == output.sat())
            .toList();
    return !world.isHonest(peer)
        && !candidates.isEmpty()
        && candidates.stream()
            .allMatch(
                htlc ->
                    htlc instanceof IncomingHtlc
                        && !fulfilled.contains(htlc.id())
                        && !knowsPreimage(state, htlc.paymentHash())
                        && world.height() > htlc.cltvExpiry().height() + PATIENCE);
  }

  private static boolean knowsPreimage(PersistentState state, PaymentHash hash) {
    return state instanceof Closing closing
        && closing.onChain().preimages().stream()
            .anyMatch(preimage -> Hash.sha256(preimage.value()).equals(hash.value()));
  }
}
