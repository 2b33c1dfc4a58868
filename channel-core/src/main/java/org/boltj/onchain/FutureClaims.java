package org.boltj.onchain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.boltj.commitment.OutputSpend;
import org.boltj.tx.Transaction;
import org.boltj.updates.OutgoingHtlc;

/**
 * A commitment that is newer than all we know, after a loss of data. In the peer's our balance has,
 * with option_static_remotekey, a key that we know; in our own its key follows from the commitment
 * number. The other outputs are watched while an HTLC of ours may be among them, because a preimage
 * may come to light.
 */
final class FutureClaims {
  private FutureClaims() {}

  static List<Claim> of(ClosedChannel channel) {
    List<Claim> claims = new ArrayList<>();
    Optional<OutputSpend> balance = balance(channel);
    balance.ifPresent(spend -> claims.add(ClosedChannel.alone(spend, channel.height())));
    long done = 0;
    for (OutgoingHtlc htlc : channel.htlcs().allOutgoing()) {
      done = Math.max(done, htlc.cltvExpiry().height());
    }
    Transaction tx = channel.spend().transaction();
    for (int i = 0; i < tx.outputs().size(); i++) {
      int index = i;
      boolean ours = balance.filter(spend -> spend.outPoint().index() == index).isPresent();
      if (!ours && done > 0) {
        claims.add(new Claim.Watched(tx.outPoint(i), tx.outputs().get(i), done, Optional.empty()));
      }
    }
    return claims;
  }

  private static Optional<OutputSpend> balance(ClosedChannel channel) {
    FundingSpend spend = channel.spend();
    return spend.kind() == SpendKind.FUTURE_LOCAL_COMMITMENT
        ? SpendClassifier.toLocalOfOurs(
            channel.params(), channel.signer(), spend.transaction(), spend.commitmentNumber())
        : channel.toRemote();
  }
}
