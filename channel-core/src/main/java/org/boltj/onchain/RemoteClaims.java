package org.boltj.onchain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.boltj.base.PaymentPreimage;
import org.boltj.commitment.CommitmentHtlc;
import org.boltj.commitment.CommitmentOutput;
import org.boltj.commitment.CommitmentSpends;
import org.boltj.commitment.CommitmentTx;
import org.boltj.commitment.OutputSpend;
import org.boltj.updates.CommitmentTxs;
import org.boltj.updates.OutgoingHtlc;
import org.boltj.updates.RemoteCommit;

/**
 * A commitment of the peer that is in force (BOLT 5, "Unilateral Close Handling: Remote Commitment
 * Transaction"): to_remote, and HTLCs without a second stage.
 */
final class RemoteClaims {
  private final ClosedChannel channel;
  private final CommitmentTx tx;

  private RemoteClaims(ClosedChannel channel, CommitmentTx tx) {
    this.channel = channel;
    this.tx = tx;
  }

  static List<Claim> of(ClosedChannel channel, RemoteCommit commit) {
    CommitmentTx tx =
        CommitmentTxs.remote(
            channel.params(),
            commit.number(),
            commit.perCommitmentPoint(),
            commit.allocation(),
            channel.signer());
    RemoteClaims remote = new RemoteClaims(channel, tx);
    List<Claim> claims = new ArrayList<>();
    CommitmentSpends.toRemote(tx)
        .ifPresent(spend -> claims.add(ClosedChannel.alone(spend, channel.height())));
    for (CommitmentOutput.Htlc output : tx.htlcOutputs()) {
      claims.add(
          switch (output) {
            case CommitmentOutput.ReceivedHtlc ours -> remote.offeredByUs(ours);
            case CommitmentOutput.OfferedHtlc theirs -> remote.offeredByPeer(theirs);
          });
    }
    return claims;
  }

  private Claim offeredByUs(CommitmentOutput.ReceivedHtlc output) {
    Optional<OutgoingHtlc> outgoing = channel.htlcs().outgoing(output.htlc().id());
    OutputSpend spend = CommitmentSpends.htlcByTimeout(tx, output);
    return new Claim.Direct(spend, window(spend, channel.deadline(outgoing)), outgoing);
  }

  private Claim offeredByPeer(CommitmentOutput.OfferedHtlc output) {
    CommitmentHtlc htlc = output.htlc();
    int expiry = (int) htlc.cltvExpiry().height();
    Optional<PaymentPreimage> preimage = channel.htlcs().preimage(htlc.id(), htlc.paymentHash());
    if (preimage.isEmpty()) {
      return new Claim.Watched(
          tx.unsigned().outPoint(output.index()), output.output(), expiry, Optional.empty());
    }
    OutputSpend spend = CommitmentSpends.htlcByPreimage(tx, output, preimage.get());
    return new Claim.Direct(spend, window(spend, expiry), Optional.empty());
  }

  private Claim.Window window(OutputSpend spend, int deadline) {
    return new Claim.Window(ClosedChannel.readyHeight(spend, channel.height()), deadline, true);
  }
}
