package org.boltj.onchain;

import java.util.List;
import org.boltj.base.Bytes;
import org.boltj.base.OutPoint;
import org.boltj.base.PaymentPreimage;
import org.boltj.base.Satoshi;
import org.boltj.tx.Transaction;
import org.boltj.updates.OutgoingHtlc;

/** What the resolution of a closed channel wants done. */
public sealed interface ChainAction {

  /** Broadcast; repeating it does no harm. */
  record Publish(List<Transaction> transactions, String reason) implements ChainAction {
    public Publish {
      transactions = List.copyOf(transactions);
    }
  }

  /** Let the wallet pay for it, then broadcast. */
  record PublishWithFee(FeeBump bump) implements ChainAction {}

  /** Tell when the output is spent. */
  record Watch(OutPoint outPoint, Bytes scriptPubKey) implements ChainAction {}

  /** The chain showed the preimage of an HTLC of ours. */
  record HtlcFulfilled(OutgoingHtlc htlc, PaymentPreimage preimage) implements ChainAction {}

  /** An HTLC of ours is back with us, deep enough. */
  record HtlcFailed(OutgoingHtlc htlc) implements ChainAction {}

  /** The output would be ours, but costs more to claim than it holds. */
  record LetGo(OutPoint outPoint, Satoshi amount) implements ChainAction {}
}
