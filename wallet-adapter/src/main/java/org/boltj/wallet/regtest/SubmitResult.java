package org.boltj.wallet.regtest;

import java.util.List;
import org.boltj.base.TxId;

/** What became of a transaction that was handed to the mempool. */
public sealed interface SubmitResult {
  TxId txid();

  /** Whether the transaction is in the mempool or in a block now. */
  default boolean isKnown() {
    return !(this instanceof Refused);
  }

  /**
   * It is in the mempool.
   *
   * @param replaced the transactions it drove out, with their descendants (BIP 125)
   */
  record Accepted(TxId txid, List<TxId> replaced) implements SubmitResult {
    public Accepted {
      replaced = List.copyOf(replaced);
    }
  }

  /** It was in the mempool, or in a block, before. */
  record AlreadyKnown(TxId txid, boolean confirmed) implements SubmitResult {}

  /** It is in neither. */
  record Refused(TxId txid, Refusal refusal) implements SubmitResult {}
}
