package org.boltj.channel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.Satoshi;
import org.boltj.base.Signature;
import org.boltj.commitment.ClosingShare;
import org.boltj.commitment.ClosingTx;
import org.boltj.message.ClosingSigned;
import org.boltj.message.FeeRange;
import org.boltj.onchain.OnChainState;
import org.boltj.tx.ScriptTemplates;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxOutput;
import org.boltj.updates.Allocation;
import org.boltj.updates.ChannelParams;
import org.boltj.updates.CommitmentTxs;
import org.boltj.updates.PeerFault;

/** Agreeing on the fee of the closing transaction (BOLT 2, "Legacy Closing Negotiation"). */
final class CloseSteps {
  private CloseSteps() {}

  /** Starts the negotiation once no HTLC and no update is left. */
  static Transition.Builder beginIfQuiet(Transition.Builder next, Context ctx) {
    if (!(next.state() instanceof ShuttingDown s) || !s.commitments().isQuiet()) {
      return ShutdownSteps.advance(next, ctx);
    }
    NegotiatingClose state =
        new NegotiatingClose(
            s.commitments(),
            s.funding(),
            s.localScript(),
            s.remoteScript(),
            s.closeFeerate(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    next.store(state);
    return next.link() == Link.UP && s.params().localIsOpener()
        ? propose(next, state, idealFee(state, ctx), ctx)
        : next;
  }

  /** After a reconnection the opener begins anew. */
  static Transition.Builder onShutdown(
      Transition.Builder next, NegotiatingClose state, Context ctx) {
    return state.params().localIsOpener() && state.lastSent().isEmpty()
        ? propose(next, state, idealFee(state, ctx), ctx)
        : next;
  }

  /** Sends closing_signed with that fee for the transaction that our dust limit gives. */
  private static Transition.Builder propose(
      Transition.Builder next, NegotiatingClose state, Satoshi fee, Context ctx) {
    Optional<ClosingTx> tx = closingTx(state, fee);
    if (tx.isEmpty()) {
      return FailSteps.fault(
          next, new PeerFault.FailChannel("no closing transaction pays " + fee), ctx);
    }
    ClosingSigned message = message(state, fee, ctx.signer().signClosing(tx.get()), ctx);
    return next.become(
            state.withDialogue(Optional.of(message), state.lastReceivedFee(), state.signedByPeer()))
        .send(message);
  }

  private static ClosingSigned message(
      NegotiatingClose state, Satoshi fee, Signature signature, Context ctx) {
    return new ClosingSigned(state.channelId(), fee, signature, Optional.of(feeRange(state, ctx)));
  }

  /** Takes the peer's closing_signed. */
  static Transition.Builder onMessage(
      Transition.Builder next, NegotiatingClose state, ClosingSigned message, Context ctx) {
    Optional<ClosingTx> signed =
        variants(state, message.feeSatoshis()).stream()
            .filter(
                tx ->
                    tx.isSignedBy(
                        state.params().remoteBasepoints().fundingPubkey(), message.signature()))
            .findFirst();
    if (signed.isEmpty()) {
      return fail(next, "the signature is not valid", ctx);
    }
    if (hasDust(signed.get())) {
      return fail(next, "an output is below the dust limit of its script", ctx);
    }
    ClosingTx tx = signed.get();
    NegotiatingClose received =
        state.withDialogue(
            state.lastSent(),
            Optional.of(message.feeSatoshis()),
            worthKeeping(state, message, tx, ctx).or(state::signedByPeer));
    next.store(received);
    return answer(next, received, state.lastReceivedFee(), message, tx, ctx);
  }

  /** What we would publish if the negotiation failed: not what no miner takes. */
  private static Optional<Transaction> worthKeeping(
      NegotiatingClose state, ClosingSigned message, ClosingTx tx, Context ctx) {
    return message.feeSatoshis().isLessThan(feeRange(state, ctx).minFeeSatoshis())
        ? Optional.empty()
        : Optional.of(complete(state, tx, message.signature(), ctx));
  }

  private static Transition.Builder answer(
      Transition.Builder next,
      NegotiatingClose state,
      Optional<Satoshi> previousFee,
      ClosingSigned message,
      ClosingTx tx,
      Context ctx) {
    Satoshi fee = message.feeSatoshis();
    FeeRange ours = feeRange(state, ctx);
    boolean sentSame = state.lastSent().filter(s -> s.feeSatoshis().equals(fee)).isPresent();
    if (sentSame) {
      return finish(next, state, message, tx, false, ctx);
    }
    boolean weRanged = state.lastSent().flatMap(ClosingSigned::feeRange).isPresent();
    if (weRanged && contains(state.lastSent().get().feeRange().get(), fee)) {
      return finish(next, state, message, tx, true, ctx);
    }
    if (message.feeRange().isPresent()) {
      return answerRange(next, state, message, tx, ours, ctx);
    }
    if (contains(ours, fee)) {
      return finish(next, state, message, tx, true, ctx);
    }
    return compromise(next, state, previousFee, fee, ctx);
  }

  private static Transition.Builder answerRange(
      Transition.Builder next,
      NegotiatingClose state,
      ClosingSigned message,
      ClosingTx tx,
      FeeRange ours,
      Context ctx) {
    FeeRange theirs = message.feeRange().orElseThrow();
    Satoshi least = ours.minFeeSatoshis().max(theirs.minFeeSatoshis());
    Satoshi most = ours.maxFeeSatoshis().min(theirs.maxFeeSatoshis());
    if (least.isGreaterThan(most)) {
      return FailSteps.fault(
          next,
          new PeerFault.Warn("closing_signed: no fee is in both " + ours + " and " + theirs),
          ctx);
    }
    FeeRange overlap = new FeeRange(least, most);
    if (state.params().localIsOpener()) {
      return contains(overlap, message.feeSatoshis())
          ? finish(next, state, message, tx, true, ctx)
          : fail(next, "fee_satoshis is outside of both fee ranges", ctx);
    }
    if (state.lastSent().isPresent()) {
      return fail(next, "fee_satoshis is not the fee that we chose", ctx);
    }
    if (contains(overlap, message.feeSatoshis())) {
      return finish(next, state, message, tx, true, ctx);
    }
    return propose(next, state, idealFee(state, ctx).max(least).min(most), ctx);
  }

  /** Without fee ranges both sides approach each other. */
  private static Transition.Builder compromise(
      Transition.Builder next,
      NegotiatingClose state,
      Optional<Satoshi> previousFee,
      Satoshi fee,
      Context ctx) {
    if (state.lastSent().isEmpty()) {
      return propose(next, state, idealFee(state, ctx), ctx);
    }
    Satoshi sent = state.lastSent().get().feeSatoshis();
    if (previousFee.isPresent() && !isStrictlyBetween(fee, sent, previousFee.get())) {
      return FailSteps.fault(
          next,
          new PeerFault.Disconnect("closing_signed: " + fee + " is no step towards " + sent),
          ctx);
    }
    return propose(next, state, Satoshi.of((sent.sat() + fee.sat()) / 2), ctx);
  }

  private static boolean isStrictlyBetween(Satoshi fee, Satoshi a, Satoshi b) {
    return fee.isGreaterThan(a.min(b)) && fee.isLessThan(a.max(b));
  }

  /** Both sides have signed the same transaction. */
  private static Transition.Builder finish(
      Transition.Builder next,
      NegotiatingClose state,
      ClosingSigned message,
      ClosingTx tx,
      boolean reply,
      Context ctx) {
    Transaction closing = complete(state, tx, message.signature(), ctx);
    List<Transaction> broadcast = new ArrayList<>(FailSteps.unconfirmedFunding(state));
    broadcast.add(closing);
    next.store(
        new Closing(
            state.commitments(),
            OnChainState.broadcasting(List.of(closing)),
            Optional.empty(),
            state.localScript(),
            Optional.of(state.funding())));
    if (reply) {
      next.send(message(state, message.feeSatoshis(), ctx.signer().signClosing(tx), ctx));
    }
    return next.add(new Effect.Publish(broadcast, "closed in agreement"))
        .add(
            new Effect.Notify(new ChannelNotice.Closing(state.channelId(), "closed in agreement")));
  }

  private static Transaction complete(
      NegotiatingClose state, ClosingTx tx, Signature remote, Context ctx) {
    return tx.signed(
        state.params().localBasepoints().fundingPubkey(), ctx.signer().signClosing(tx), remote);
  }

  private static boolean hasDust(ClosingTx tx) {
    for (TxOutput output : tx.unsigned().outputs()) {
      if (output.amount().isLessThan(ScriptTemplates.dustThreshold(output.scriptPubKey()))) {
        return true;
      }
    }
    return false;
  }

  private static Optional<ClosingTx> closingTx(NegotiatingClose state, Satoshi fee) {
    ChannelParams params = state.params();
    return ClosingTx.legacy(
        CommitmentTxs.fundingInput(params),
        localShare(state),
        remoteShare(state),
        params.localIsOpener(),
        fee,
        params.local().dustLimit());
  }

  private static List<ClosingTx> variants(NegotiatingClose state, Satoshi fee) {
    ChannelParams params = state.params();
    return ClosingTx.legacyVariants(
        CommitmentTxs.fundingInput(params),
        localShare(state),
        remoteShare(state),
        params.localIsOpener(),
        fee,
        params.local().dustLimit(),
        params.remote().dustLimit());
  }

  private static ClosingShare localShare(NegotiatingClose state) {
    return new ClosingShare(allocation(state).toLocal(), state.localScript());
  }

  private static ClosingShare remoteShare(NegotiatingClose state) {
    return new ClosingShare(allocation(state).toRemote(), state.remoteScript());
  }

  private static Allocation allocation(NegotiatingClose state) {
    return state.commitments().localCommit().allocation();
  }

  /** The opener's balance, which pays the fee. */
  private static Satoshi openerBalance(NegotiatingClose state) {
    return (state.params().localIsOpener()
            ? allocation(state).toLocal()
            : allocation(state).toRemote())
        .toSatoshi();
  }

  private static Satoshi feeAt(NegotiatingClose state, FeeratePerKw feerate) {
    long weight = closingTx(state, Satoshi.ZERO).map(ClosingTx::weight).orElse(1_000L);
    return feerate.feeFor(weight).min(openerBalance(state));
  }

  private static Satoshi idealFee(NegotiatingClose state, Context ctx) {
    FeeratePerKw feerate = state.closeFeerate().orElse(ctx.feerates().mutualClose());
    return feeAt(state, feerate).max(feeAt(state, ctx.feerates().minimum()));
  }

  /** What we accept: the opener up to twice its ideal, the other side anything that is relayed. */
  private static FeeRange feeRange(NegotiatingClose state, Context ctx) {
    Satoshi least = feeAt(state, ctx.feerates().minimum());
    Satoshi most =
        state.params().localIsOpener()
            ? idealFee(state, ctx).times(2).min(openerBalance(state))
            : openerBalance(state);
    return new FeeRange(least, most.max(least));
  }

  private static boolean contains(FeeRange range, Satoshi fee) {
    return !fee.isLessThan(range.minFeeSatoshis()) && !fee.isGreaterThan(range.maxFeeSatoshis());
  }

  private static Transition.Builder fail(Transition.Builder next, String text, Context ctx) {
    return FailSteps.fault(next, new PeerFault.FailChannel("closing_signed: " + text), ctx);
  }
}
