package org.boltj.onchain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.boltj.commitment.OutputSpend;
import org.boltj.tx.Transaction;
import org.boltj.updates.OutgoingHtlc;

/**
 * A commitment of the peer that is newer than all we know, after a loss of data: with
 * option_static_remotekey our balance has a key that we know. Its other outputs are watched while
 * an HTLC of ours may be among them, because a preimage may come to light.
 */
final class FutureClaims {
  private FutureClaims() {}

  static List<Claim> of(ClosedChannel channel) {
    List<Claim> claims = new ArrayList<>();
    Optional<OutputSpend> toRemote = channel.toRemote();
    toRemote.ifPresent(spend -> claims.add(ClosedChannel.alone(spend, channel.height())));
    long done = 0;
    for (OutgoingHtlc htlc : channel.htlcs().allOutgoing()) {
      done = Math.max(done, htlc.cltvExpiry().height());
    }
    Transaction tx = channel.spend().transaction();
    for (int i = 0; i < tx.outputs().size(); i++) {
      int index = i;
      boolean ours = toRemote.filter(spend -> spend.outPoint().index() == index).isPresent();
      if (!ours && done > 0) {
        claims.add(
            new Claim.Watched(tx.outPoint(i), tx.outputs().get(i), done, Optional.empty()));
      }
    }
    return claims;
  }
}
