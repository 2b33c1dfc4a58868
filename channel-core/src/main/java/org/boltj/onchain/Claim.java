package org.boltj.onchain;

import java.util.Optional;
import org.boltj.base.OutPoint;
import org.boltj.base.PaymentPreimage;
import org.boltj.base.Signature;
import org.boltj.commitment.HtlcTx;
import org.boltj.commitment.OutputSpend;
import org.boltj.tx.TxOutput;
import org.boltj.updates.OutgoingHtlc;

/** An output of a closed channel that someone still has to spend. */
public sealed interface Claim {
  OutPoint outPoint();

  TxOutput output();

  /** The HTLC of ours whose fate the output decides, if any. */
  Optional<OutgoingHtlc> outgoing();

  /**
   * We spend it to our wallet.
   *
   * @param readyHeight the best block from which on the spend is valid
   */
  record Direct(OutputSpend spend, long readyHeight, Optional<OutgoingHtlc> outgoing)
      implements Claim {
    @Override
    public OutPoint outPoint() {
      return spend.outPoint();
    }

    @Override
    public TxOutput output() {
      return spend.output();
    }
  }

  /**
   * We spend it by HTLC-timeout or HTLC-success of our own commitment.
   *
   * @param readyHeight the best block from which on the spend is valid
   */
  record FirstStage(
      HtlcTx htlcTx,
      Signature remoteSignature,
      Optional<PaymentPreimage> preimage,
      long readyHeight,
      Optional<OutgoingHtlc> outgoing)
      implements Claim {
    @Override
    public OutPoint outPoint() {
      return htlcTx.unsigned().inputs().get(0).outPoint();
    }

    @Override
    public TxOutput output() {
      return htlcTx.spent();
    }
  }

  /**
   * The peer may spend it, and we cannot (yet).
   *
   * @param doneHeight the best block from which on nothing is expected any more
   */
  record Watched(
      OutPoint outPoint, TxOutput output, long doneHeight, Optional<OutgoingHtlc> outgoing)
      implements Claim {}
}
