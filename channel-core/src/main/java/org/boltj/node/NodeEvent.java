package org.boltj.node;

import java.util.List;
import org.boltj.base.ChannelId;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PaymentHash;
import org.boltj.base.PublicKey;
import org.boltj.base.TxId;
import org.boltj.channel.ChannelNotice;
import org.boltj.payment.InvoiceRecord;
import org.boltj.payment.PaymentFailure;
import org.boltj.payment.PaymentRecord;

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

  /** A bug; what it touched is contained, and the node goes on. */
  record InternalFailure(String what) implements NodeEvent {}

  /** The node has stopped by itself: it cannot write its store. */
  record Stopped(String reason) implements NodeEvent {}
}
