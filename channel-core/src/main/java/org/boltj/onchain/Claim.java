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
   * When an output can be taken.
   *
   * @param readyHeight the best block from which on our spend is valid in the next one
   * @param deadlineHeight the last block in which our spend is surely in time, or {@link
   *     FeeSchedule#NO_DEADLINE}
   * @param contestable whether the other side can spend it too, at any time or from the deadline
   *     on: then it may also hold up every transaction that shares it with other outputs
   */
  record Window(long readyHeight, int deadlineHeight, boolean contestable) {
    /** Nobody else can take it. */
    static Window from(long readyHeight) {
      return new Window(readyHeight, FeeSchedule.NO_DEADLINE, false);
    }

    boolean isOpenAt(int blockHeight) {
      return blockHeight >= readyHeight;
    }
  }

  /** One that we take. */
  sealed interface Ours extends Claim permits Direct, FirstStage {
    Window window();
  }

  /** We spend it to our wallet. */
  record Direct(OutputSpend spend, Window window, Optional<OutgoingHtlc> outgoing) implements Ours {
    @Override
    public OutPoint outPoint() {
      return spend.outPoint();
    }

    @Override
    public TxOutput output() {
      return spend.output();
    }
  }

  /** We spend it by HTLC-timeout or HTLC-success of our own commitment. */
  record FirstStage(
      HtlcTx htlcTx,
      Signature remoteSignature,
      Optional<PaymentPreimage> preimage,
      Window window,
      Optional<OutgoingHtlc> outgoing)
      implements Ours {
    @Override
    public OutPoint outPoint() {
      return htlcTx.unsigned().inputs().get(0).outPoint();
    }

    @Override
    public TxOutput output() {
      return htlcTx.spent();
    }

    /** Whether the HTLC transaction has its fee already, and cannot be changed (BOLT 3). */
    boolean paysItself() {
      return htlcTx.format().anchorsCost().isZero();
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
