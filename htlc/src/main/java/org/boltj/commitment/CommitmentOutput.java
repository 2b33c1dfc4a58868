package org.boltj.commitment;

import org.boltj.base.Bytes;
import org.boltj.tx.TxOutput;

/**
 * An output of a commitment transaction and what it is (BOLT 3, "Commitment Transaction Outputs").
 */
public sealed interface CommitmentOutput {
  /** Position in the transaction. */
  int index();

  TxOutput output();

  /** The witness script; for a P2WPKH output the script code that a signature of it signs. */
  Bytes scriptCode();

  /** The holder's balance, delayed. */
  record ToLocal(int index, TxOutput output, Bytes scriptCode) implements CommitmentOutput {}

  /** The counterparty's balance. */
  record ToRemote(int index, TxOutput output, Bytes scriptCode) implements CommitmentOutput {}

  /** {@code to_local_anchor}: the holder's. */
  record LocalAnchor(int index, TxOutput output, Bytes scriptCode) implements CommitmentOutput {}

  /** {@code to_remote_anchor}: the counterparty's. */
  record RemoteAnchor(int index, TxOutput output, Bytes scriptCode) implements CommitmentOutput {}

  /** An output of an HTLC. */
  sealed interface Htlc extends CommitmentOutput {
    CommitmentHtlc htlc();
  }

  /** An HTLC that the holder offered. */
  record OfferedHtlc(int index, TxOutput output, Bytes scriptCode, CommitmentHtlc htlc)
      implements Htlc {}

  /** An HTLC that the holder received. */
  record ReceivedHtlc(int index, TxOutput output, Bytes scriptCode, CommitmentHtlc htlc)
      implements Htlc {}
}
