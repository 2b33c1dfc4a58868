package org.boltj.channel;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.boltj.base.Bytes;
import org.boltj.base.CltvExpiry;
import org.boltj.base.Features;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PaymentHash;
import org.boltj.base.PaymentPreimage;
import org.boltj.base.PublicKey;
import org.boltj.codec.WireMessage;
import org.boltj.message.OpenChannel;
import org.boltj.tx.Transaction;
import org.boltj.updates.HtlcOrigin;
import org.boltj.updates.RevokedHtlc;
import org.boltj.updates.Update;

/** Something that happens to a channel. */
public sealed interface ChannelEvent {

  // ---- opening
  // -----------------------------------------------------------------------------------

  /** Before there is a channel, and while the wallet makes the funding transaction. */
  sealed interface OpeningEvent extends ChannelEvent
      permits Open, OpenReceived, FundingCreatedByWallet, FundingFailed, OpeningTimeout {}

  /** We open a channel; the first event of it. */
  record Open(RequestId requestId, OpenRequest request) implements OpeningEvent {}

  /** The peer opens a channel; the first event of it. */
  record OpenReceived(OpenChannel message, AcceptTerms terms) implements OpeningEvent {}

  /** Answers {@link Effect.AskFunding}: signed, not broadcast. */
  record FundingCreatedByWallet(Transaction transaction, int outputIndex) implements OpeningEvent {}

  /** Answers {@link Effect.AskFunding}: the wallet cannot. */
  record FundingFailed(String reason) implements OpeningEvent {}

  /** The peer or the wallet let us wait too long for the next thing of an opening. */
  record OpeningTimeout() implements OpeningEvent {}

  // ---- the peer
  // ----------------------------------------------------------------------------------

  /** A message about this channel (or an error about all channels) came in. */
  record Received(WireMessage message) implements ChannelEvent {}

  /** The connection to the peer. */
  sealed interface LinkEvent extends ChannelEvent permits LinkUp, LinkDown {}

  /** Connected, init exchanged. */
  record LinkUp(Features localInit, Features remoteInit) implements LinkEvent {}

  /** The connection is gone. */
  record LinkDown() implements LinkEvent {}

  // ---- commands
  // ----------------------------------------------------------------------------------

  /** What this node's upper layers want. */
  sealed interface Command extends ChannelEvent
      permits AddHtlc, SettleCommand, HtlcDecided, UpdateFee, Sign, Close, ForceClose {}

  /** Offer an HTLC. Answered by {@link Effect.Reply}. */
  record AddHtlc(
      RequestId requestId,
      MilliSatoshi amount,
      PaymentHash paymentHash,
      CltvExpiry cltvExpiry,
      Bytes onion,
      Optional<PublicKey> pathKey,
      HtlcOrigin origin)
      implements Command {}

  /** Settle an HTLC of the peer. */
  sealed interface SettleCommand extends Command permits FulfillHtlc, FailHtlc, FailMalformedHtlc {
    long id();

    /** The update that carries it out. */
    Update.Settle toUpdate();
  }

  /** Claim an HTLC of the peer. Kept until the peer has it; giving it twice does no harm. */
  record FulfillHtlc(long id, PaymentPreimage preimage, Optional<Bytes> attributionData)
      implements SettleCommand {
    @Override
    public Update.Fulfill toUpdate() {
      return new Update.Fulfill(id, preimage, attributionData);
    }
  }

  /** Give an HTLC back. Kept until the peer has it; giving it twice does no harm. */
  record FailHtlc(long id, Bytes reason, Optional<Bytes> attributionData) implements SettleCommand {
    @Override
    public Update.Fail toUpdate() {
      return new Update.Fail(id, reason, attributionData);
    }
  }

  /** Give an HTLC back whose onion could not be read (BADONION). */
  record FailMalformedHtlc(long id, Bytes sha256OfOnion, int failureCode) implements SettleCommand {
    @Override
    public Update.FailMalformed toUpdate() {
      return new Update.FailMalformed(id, sha256OfOnion, failureCode);
    }
  }

  /** The onion of this HTLC is no longer needed: the decision is durable elsewhere. */
  record HtlcDecided(long id) implements Command {}

  /** Propose a feerate; only the opener may. A refusal is silent. */
  record UpdateFee(FeeratePerKw feerate) implements Command {}

  /** Send commitment_signed, if there is something to sign and it is our turn. */
  record Sign() implements Command {}

  /**
   * Close in agreement with the peer.
   *
   * @param script where our balance goes; empty takes the upfront script or the wallet's
   * @param feerate of the closing transaction; empty takes the estimate
   */
  record Close(RequestId requestId, Optional<Bytes> script, Optional<FeeratePerKw> feerate)
      implements Command {}

  /** Publish our commitment now. */
  record ForceClose(RequestId requestId, String reason) implements Command {}

  // ---- the chain
  // ---------------------------------------------------------------------------------

  /** What the chain says. */
  sealed interface ChainEvent extends ChannelEvent
      permits NewBlock,
          BlockDisconnected,
          FundingConfirmed,
          FundingSpent,
          FundingDoubleSpent,
          OutputSpent {}

  /** The best block has this height now. Comes after the other events of that block. */
  record NewBlock(int height) implements ChainEvent {}

  /** The block of this height is no longer in the chain, nor is anything in it. */
  record BlockDisconnected(int height) implements ChainEvent {}

  /** The funding transaction is in a block. */
  record FundingConfirmed(Transaction transaction, int height, int txIndex) implements ChainEvent {}

  /**
   * A transaction spends the funding output; no height means the mempool.
   *
   * @param revoked if it is a revoked commitment ({@link
   *     org.boltj.onchain.OnChain#revokedCommitment}): what the store keeps of it
   */
  record FundingSpent(Transaction transaction, OptionalInt height, List<RevokedHtlc> revoked)
      implements ChainEvent {
    public FundingSpent {
      revoked = List.copyOf(revoked);
    }

    /** A spend that is not a revoked commitment. */
    public FundingSpent(Transaction transaction, OptionalInt height) {
      this(transaction, height, List.of());
    }
  }

  /**
   * A transaction in a block, which is not the funding transaction, spends an output that the
   * funding transaction was to spend.
   */
  record FundingDoubleSpent(Transaction transaction, int height) implements ChainEvent {}

  /** A transaction spends a watched output (not the funding); no height means the mempool. */
  record OutputSpent(Transaction transaction, OptionalInt height) implements ChainEvent {}

  // ---- the host
  // ----------------------------------------------------------------------------------

  /** Loaded from the store; the first event after a start. */
  record Restored() implements ChannelEvent {}

  /** How old the state may be, as something outside of the channel tells. */
  sealed interface CopyEvent extends ChannelEvent permits Doubted, Outdated, Trusted, PeerWaits {}

  /**
   * The store is an old copy; whether it is old for this channel too, its peer has to tell.
   *
   * @param byThisPeer whether it was the peer of this channel who proved that: it does not lie
   */
  record Doubted(boolean byThisPeer) implements CopyEvent {}

  /** A backup that a peer kept for us proves a newer state. */
  record Outdated() implements CopyEvent {}

  /** A person takes the risk that an {@link Unproven} state is old. */
  record Trusted() implements CopyEvent {}

  /**
   * The peer lets us wait for its channel_reestablish, which an {@link Unproven} channel wants to
   * hear before it sends its own: perhaps it waits for ours.
   */
  record PeerWaits() implements CopyEvent {}

  /** A step of this channel threw: a bug. */
  record Bug(String what) implements ChannelEvent {}
}
