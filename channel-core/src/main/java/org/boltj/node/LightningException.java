package org.boltj.node;

import org.boltj.base.Satoshi;
import org.boltj.invoice.InvoiceException;
import org.boltj.payment.PaymentFailure;
import org.boltj.updates.Refusal;

/** Why a request to a node failed. Futures of {@link LightningNode} fail with one of these. */
public abstract sealed class LightningException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private LightningException(String message) {
    super(message);
  }

  /** A payment did not succeed; nothing of it is in flight any more. */
  public static final class PaymentFailed extends LightningException {
    private static final long serialVersionUID = 1L;
    private final transient PaymentFailure failure;

    PaymentFailed(PaymentFailure failure) {
      super(failure.text());
      this.failure = failure;
    }

    /** The text is no invoice. */
    static PaymentFailed badInvoice(InvoiceException problem) {
      return new PaymentFailed(new PaymentFailure.BadInvoice(String.valueOf(problem.getMessage())));
    }

    /** What went wrong, with the erring nodes and the decoded failures. */
    public PaymentFailure failure() {
      return failure;
    }
  }

  /** A channel could not be opened: the peer declined or broke the rules, or funds are missing. */
  public static final class OpenFailed extends LightningException {
    private static final long serialVersionUID = 1L;

    OpenFailed(String message) {
      super(message);
    }
  }

  /**
   * The wallet would not keep what the closing of channels with anchors may cost; nothing has
   * changed. See {@link org.boltj.updates.FeePolicy#reserveFor}.
   */
  public static final class ReserveTooLow extends LightningException {
    private static final long serialVersionUID = 1L;
    private final transient Satoshi needed;
    private final transient Satoshi available;

    ReserveTooLow(Satoshi needed, Satoshi available) {
      super("the wallet must keep " + needed + " for channels, and would have " + available);
      this.needed = needed;
      this.available = available;
    }

    /** What the wallet must keep. */
    public Satoshi needed() {
      return needed;
    }

    /** What would be left. */
    public Satoshi available() {
      return available;
    }
  }

  /** A channel cannot do now what was asked for; nothing has changed. */
  public static final class CommandRefused extends LightningException {
    private static final long serialVersionUID = 1L;
    private final transient Refusal refusal;

    CommandRefused(Refusal refusal) {
      super(String.valueOf(refusal));
      this.refusal = refusal;
    }

    /** The reason with its numbers. */
    public Refusal refusal() {
      return refusal;
    }
  }

  /** There is no such channel, or it is closed. */
  public static final class UnknownChannel extends LightningException {
    private static final long serialVersionUID = 1L;

    UnknownChannel(String message) {
      super(message);
    }
  }

  /** The peer cannot be reached, is not connected, or its features do not fit ours. */
  public static final class PeerUnavailable extends LightningException {
    private static final long serialVersionUID = 1L;

    PeerUnavailable(String message) {
      super(message);
    }
  }

  /** The arguments of a request do not fit each other or the node. */
  public static final class InvalidRequest extends LightningException {
    private static final long serialVersionUID = 1L;

    InvalidRequest(String message) {
      super(message);
    }
  }

  /**
   * The node is not running: not started, closed, or stopped by itself. The message says why, as
   * {@link NodeEvent.Stopped} does.
   */
  public static final class NodeStopped extends LightningException {
    private static final long serialVersionUID = 1L;

    NodeStopped(String message) {
      super(message);
    }
  }

  /** A bug inside the node. What was asked for may or may not have happened. */
  public static final class BugFound extends LightningException {
    private static final long serialVersionUID = 1L;

    BugFound(String message, Throwable cause) {
      super(message);
      initCause(cause);
    }
  }
}
