package org.boltj.node;

import java.util.List;
import org.boltj.base.ChannelId;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PaymentHash;
import org.boltj.base.PublicKey;
import org.boltj.base.Satoshi;
import org.boltj.base.TxId;
import org.boltj.channel.ChannelNotice;
import org.boltj.payment.InvoiceRecord;
import org.boltj.payment.PaymentFailure;
import org.boltj.payment.PaymentRecord;
import org.boltj.updates.FeeDecision;

/** Something that an application may want to know. Told after it is durable. */
public sealed interface NodeEvent {

  record PeerConnected(PublicKey nodeId) implements NodeEvent {}

  /** {@code reason} is for a person. */
  record PeerDisconnected(PublicKey nodeId, String reason) implements NodeEvent {}

  /** The peer sent a warning; {@code text} is printable ASCII. */
  record PeerWarned(PublicKey nodeId, String text) implements NodeEvent {}

  /** A channel has got on in its life, or is in trouble. */
  record ChannelChanged(ChannelNotice notice) implements NodeEvent {
    public ChannelId channelId() {
      return notice.channelId();
    }
  }

  /** An invoice of ours was paid, or somebody paid us without one; its status tells the amount. */
  record PaymentReceived(InvoiceRecord invoice, MilliSatoshi amount) implements NodeEvent {
    public PaymentHash paymentHash() {
      return invoice.paymentHash();
    }
  }

  record PaymentSent(PaymentRecord payment) implements NodeEvent {}

  record PaymentFailed(PaymentRecord payment, PaymentFailure failure) implements NodeEvent {}

  /**
   * We forwarded an HTLC and it was claimed: {@code amountIn} minus {@code amountOut} is earned.
   */
  record PaymentForwarded(
      ChannelId channelIn, ChannelId channelOut, MilliSatoshi amountIn, MilliSatoshi amountOut)
      implements NodeEvent {
    /** What we earned, msat. */
    public MilliSatoshi fee() {
      return amountIn.minusOrZero(amountOut);
    }
  }

  /** The node has processed the block of that height. */
  record BlockProcessed(int height) implements NodeEvent {}

  /** The chain cannot be reached, or can again. */
  record ChainAvailable(boolean available, String why) implements NodeEvent {}

  /** The chain refused a transaction of ours. */
  record BroadcastRejected(List<TxId> transactions, String purpose, String reason)
      implements NodeEvent {
    public BroadcastRejected {
      transactions = List.copyOf(transactions);
    }
  }

  /**
   * Something about the deadlines or fees of a channel, told once: an HTLC that will force it to
   * close within so many blocks, a feerate beyond bounds, or why it is being closed.
   */
  record ChannelWarning(ChannelId channelId, FeeDecision decision) implements NodeEvent {}

  /** An estimate is missing or absurd; {@code used} stands for it until there is a good one. */
  record FeerateDoubtful(int targetBlocks, FeeratePerKw used, String why) implements NodeEvent {}

  /** The wallet has less than closing the channels with anchors may cost. */
  record ReserveTooLow(Satoshi needed, Satoshi available) implements NodeEvent {}

  /**
   * The wallet pays for a transaction of a closing channel, so that it and what it pays for reach
   * that feerate; a later one for the same purpose replaces it (BIP 125).
   */
  record FeePaid(ChannelId channelId, String purpose, TxId transaction, FeeratePerKw feerate)
      implements NodeEvent {}

  /** The wallet cannot pay for a transaction of a closing channel; it is asked again later. */
  record FeeNotPaid(ChannelId channelId, String purpose, FeeratePerKw feerate, String why)
      implements NodeEvent {}

  /**
   * An HTLC that we forwarded is stuck behind us, and the one that came in was about to expire: it
   * was failed back so that its channel stays open. When the next peer still claims its HTLC,
   * {@code atRisk} is lost.
   */
  record FailedBackEarly(
      ChannelId channelIn, long htlcId, ChannelId channelOut, MilliSatoshi atRisk, int blocksLeft)
      implements NodeEvent {}

  /**
   * As {@link FailedBackEarly}, but what the node has lost so and risks now, {@code atRisk}, is
   * more than the budget: the HTLC is held, and the previous peer will close {@code channelIn} when
   * it expires.
   */
  record HeldBeyondBudget(
      ChannelId channelIn, long htlcId, ChannelId channelOut, MilliSatoshi atRisk, int blocksLeft)
      implements NodeEvent {}

  /**
   * As {@link FailedBackEarly}, but the previous peer is not connected, so that a failure would not
   * reach it: the HTLC is held until it comes back, and that peer will close {@code channelIn} when
   * it expires.
   */
  record HeldForAbsentPeer(ChannelId channelIn, long htlcId, ChannelId channelOut, int blocksLeft)
      implements NodeEvent {}

  /** The next peer claimed an HTLC after its incoming half had been failed back: it is lost. */
  record LostByFailingBack(ChannelId channelIn, long htlcId, MilliSatoshi amount)
      implements NodeEvent {}

  /** A bug; what it touched is contained, and the node goes on. */
  record InternalFailure(String what) implements NodeEvent {}

  /**
   * The node has stopped by itself: it cannot write its store, or its thread met an error that no
   * program goes on after, such as a lack of memory. Nothing that was told is lost; close the node,
   * and start it again once the cause is gone.
   */
  record Stopped(String reason) implements NodeEvent {}

  /**
   * A channel came or went: {@link LightningNode#staticBackup} gives another backup now.
   *
   * @param number of the backup; grows
   */
  record StaticBackupChanged(long number) implements NodeEvent {}

  /**
   * A backup that a peer kept for us is newer than our store, which must be an old copy.
   *
   * @param outdated channels whose state is old: nothing of them is published, their peers are
   *     asked to close them
   * @param recovered channels that we did not know, which are treated so too. If they were closed
   *     already, the node sees it at its next start
   */
  record OldStateFound(PublicKey peer, List<ChannelId> outdated, List<ChannelId> recovered)
      implements NodeEvent {
    public OldStateFound {
      outdated = List.copyOf(outdated);
      recovered = List.copyOf(recovered);
    }
  }
}
