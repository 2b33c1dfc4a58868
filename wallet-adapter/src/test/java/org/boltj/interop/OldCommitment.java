package org.boltj.interop;

import java.nio.file.Path;
import org.boltj.base.Bytes;
import org.boltj.channel.PersistentState;
import org.boltj.commitment.CommitmentTx;
import org.boltj.node.NodeKeys;
import org.boltj.sign.ChannelSigner;
import org.boltj.store.SqliteStore;
import org.boltj.tx.Transaction;
import org.boltj.updates.CommitmentTxs;
import org.boltj.updates.LocalCommit;

/** What a cheater makes of an old copy of its store; no node does. */
final class OldCommitment {
  private OldCommitment() {}

  /** The signed commitment of the one channel in the store. */
  static Transaction of(Path database, Bytes seed) throws Exception {
    try (SqliteStore store = SqliteStore.open(database)) {
      PersistentState state = store.load().channels().getFirst();
      LocalCommit commit = state.commitments().localCommit();
      ChannelSigner signer = NodeKeys.ofSeed(seed).channelSigner(state.params().keyIndex());
      CommitmentTx tx =
          CommitmentTxs.local(
              state.params(),
              commit.number(),
              signer.perCommitmentPoint(commit.number()),
              commit.allocation());
      return tx.signed(signer.signLocalCommitment(tx), commit.remoteSignature());
    }
  }
}
