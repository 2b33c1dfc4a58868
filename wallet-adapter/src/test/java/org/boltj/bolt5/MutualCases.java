package org.boltj.bolt5;

import java.util.List;
import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.Satoshi;
import org.boltj.channel.ChannelEvent;
import org.boltj.channel.Closing;
import org.boltj.commitment.ClosingShare;
import org.boltj.commitment.ClosingTx;
import org.boltj.onchain.SpendKind;
import org.boltj.updates.Allocation;
import org.boltj.updates.ChannelParams;
import org.boltj.updates.CommitmentTxs;

/** BOLT 5, "Mutual Close Handling". */
final class MutualCases {
  private MutualCases() {}

  static List<Case> all() {
    return List.of(
        Case.of(
            "mutual close",
            (pair, closer) -> {
              close(pair, closer, 1_000);
              pair.deliverAll();
              pair.mine(1);
              Cases.assertKind(pair.alice, SpendKind.MUTUAL_CLOSE);
              Cases.assertKind(pair.bob, SpendKind.MUTUAL_CLOSE);
            }),
        Case.undisturbed(
            "mutual close: a variant that was signed on the way confirms", MutualCases::variant));
  }

  private static void close(Pair pair, Party closer, long feerate) {
    closer.on(
        new ChannelEvent.Close(
            pair.request(),
            Optional.of(closer.sweepScript),
            Optional.of(new FeeratePerKw(feerate))));
  }

  /** Both have signed at another fee too, and that one is mined. */
  private static void variant(Pair pair, Party closer) {
    close(pair, closer, 900);
    pair.deliverAll();
    ChannelParams params = pair.alice.state().params();
    Allocation allocation = pair.alice.commitments().localCommit().allocation();
    ClosingTx other =
        ClosingTx.legacy(
                CommitmentTxs.fundingInput(params),
                new ClosingShare(allocation.toLocal(), script(pair.alice)),
                new ClosingShare(allocation.toRemote(), script(pair.bob)),
                true,
                Satoshi.of(7_777),
                params.local().dustLimit())
            .orElseThrow();
    pair.mineExactly(
        List.of(
            other.signed(
                params.localBasepoints().fundingPubkey(),
                pair.alice.signer.signClosing(other),
                pair.bob.signer.signClosing(other))));
    pair.mine(1);
    Cases.assertKind(pair.alice, SpendKind.MUTUAL_CLOSE);
    Cases.assertKind(pair.bob, SpendKind.MUTUAL_CLOSE);
  }

  private static Bytes script(Party party) {
    return ((Closing) party.data.state()).sweepScript();
  }
}
