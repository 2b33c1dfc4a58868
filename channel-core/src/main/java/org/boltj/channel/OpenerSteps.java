package org.boltj.channel;

import java.util.List;
import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.base.Features;
import org.boltj.base.OutPoint;
import org.boltj.base.PublicKey;
import org.boltj.base.Satoshi;
import org.boltj.commitment.CommitmentFormat;
import org.boltj.commitment.CommitmentSignatures;
import org.boltj.commitment.CommitmentTx;
import org.boltj.commitment.FundingScript;
import org.boltj.keys.ChannelBasepoints;
import org.boltj.keys.ReceivedSecrets;
import org.boltj.message.AcceptChannel;
import org.boltj.message.ErrorMessage;
import org.boltj.message.FundingCreated;
import org.boltj.message.FundingSigned;
import org.boltj.message.OpenChannel;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxOutput;
import org.boltj.updates.Allocation;
import org.boltj.updates.ChannelLimits;
import org.boltj.updates.ChannelParams;
import org.boltj.updates.CommitmentTxs;
import org.boltj.updates.Commitments;
import org.boltj.updates.LocalChanges;
import org.boltj.updates.LocalCommit;
import org.boltj.updates.RemoteChanges;
import org.boltj.updates.RemoteCommit;

/** The opener's part of channel establishment v1 (BOLT 2). */
final class OpenerSteps {
  private OpenerSteps() {}

  /** Sends open_channel. */
  static Transition open(ChannelData data, ChannelEvent.Open event, Context ctx) {
    OpenRequest request = event.request();
    Optional<String> refusal = OpeningRules.checkRequest(request, ctx.policy(), ctx.feerates());
    if (refusal.isPresent()) {
      return Transition.from(data)
          .become(new Gone())
          .add(reply(event.requestId(), refusal.get()))
          .build();
    }
    OpenChannel message = openChannel(request, ctx);
    return Transition.from(data)
        .become(new WaitForAcceptChannel(event.requestId(), request, message))
        .send(message)
        .build();
  }

  private static OpenChannel openChannel(OpenRequest request, Context ctx) {
    ChannelLimits limits = OpeningRules.localLimits(ctx.policy(), request.funding(), Satoshi.ZERO);
    ChannelBasepoints keys = ctx.signer().basepoints();
    CommitmentFormat format = CommitmentFormat.ofChannelType(request.channelType()).orElseThrow();
    return new OpenChannel(
        ctx.chainHash(),
        new ChannelId(ctx.entropy()),
        request.funding(),
        request.push(),
        limits.dustLimit(),
        limits.maxHtlcValueInFlight(),
        limits.channelReserve(),
        limits.htlcMinimum(),
        ctx.feerates().commitment(format),
        limits.toSelfDelay(),
        limits.maxAcceptedHtlcs(),
        keys.fundingPubkey(),
        keys.revocationBasepoint(),
        keys.paymentBasepoint(),
        keys.delayedPaymentBasepoint(),
        keys.htlcBasepoint(),
        ctx.signer().perCommitmentPoint(0),
        request.announce() ? 1 : 0,
        Optional.of(request.shutdownScript().orElse(Bytes.EMPTY)),
        Optional.of(request.channelType()));
  }

  /** Checks accept_channel and asks the wallet for the funding transaction. */
  static Transition onAccept(
      ChannelData data, WaitForAcceptChannel state, AcceptChannel message, Context ctx) {
    Optional<String> fault =
        OpeningRules.checkAccept(message, state.sent(), state.request(), ctx.policy());
    if (fault.isPresent()) {
      return fail(data, state.temporaryChannelId(), state.requestId(), fault.get());
    }
    FundingScript script = FundingScript.of(state.sent().fundingPubkey(), message.fundingPubkey());
    return Transition.from(data)
        .become(
            new WaitForFundingInternal(state.requestId(), state.request(), state.sent(), message))
        .add(
            new Effect.AskFunding(
                script.scriptPubKey(), state.request().funding(), state.request().fundingFeerate()))
        .build();
  }

  /** Signs the peer's first commitment and sends funding_created. */
  static Transition onFunding(
      ChannelData data,
      WaitForFundingInternal state,
      ChannelEvent.FundingCreatedByWallet event,
      Context ctx) {
    Transaction funding = event.transaction();
    ChannelParams params =
        params(state, funding.outPoint(event.outputIndex()), ctx.nodeSigner().nodeId());
    TxOutput expected = CommitmentTxs.fundingInput(params).output();
    if (!funding.outputs().get(event.outputIndex()).equals(expected)) {
      throw new IllegalStateException("the wallet's transaction does not fund the channel");
    }
    OpenRequest request = state.request();
    Allocation allocation =
        new Allocation(
            state.sent().feeratePerKw(),
            request.funding().toMilliSatoshi().minus(request.push()),
            request.push(),
            List.of());
    CommitmentTx tx =
        CommitmentTxs.remote(params, 0, state.accepted().firstPerCommitmentPoint(), allocation);
    RemoteCommit remote =
        new RemoteCommit(
            0, allocation, tx.unsigned().txid(), state.accepted().firstPerCommitmentPoint());
    return Transition.from(data)
        .become(
            new WaitForFundingSigned(
                state.requestId(),
                state.temporaryChannelId(),
                params,
                funding,
                allocation,
                remote,
                state.accepted()))
        .add(new Effect.Renamed(state.temporaryChannelId(), params.channelId()))
        .send(
            new FundingCreated(
                state.temporaryChannelId(),
                params.funding().txid(),
                event.outputIndex(),
                ctx.signer().signRemoteCommitment(tx).signature()))
        .build();
  }

  private static ChannelParams params(
      WaitForFundingInternal state, OutPoint funding, PublicKey nodeId) {
    OpenRequest request = state.request();
    Features type = request.channelType();
    return new ChannelParams(
        funding.toChannelId(),
        request.keyIndex(),
        nodeId,
        request.remoteNodeId(),
        true,
        request.announce(),
        type,
        CommitmentFormat.ofChannelType(type).orElseThrow(),
        funding,
        request.funding(),
        OpeningRules.limits(state.sent()),
        OpeningRules.limits(state.accepted()),
        OpeningRules.basepoints(state.sent()),
        OpeningRules.basepoints(state.accepted()),
        request.shutdownScript().filter(s -> !s.isEmpty()),
        state.accepted().upfrontShutdownScript().filter(s -> !s.isEmpty()),
        request.localInit(),
        request.remoteInit());
  }

  /** Checks the signature of our first commitment; then the funding may be broadcast. */
  static Transition onSigned(
      ChannelData data, WaitForFundingSigned state, FundingSigned message, Context ctx) {
    ChannelParams params = state.params();
    CommitmentTx tx =
        CommitmentTxs.local(params, 0, ctx.signer().perCommitmentPoint(0), state.allocation());
    if (!message.channelId().equals(params.channelId())
        || tx.verify(new CommitmentSignatures(message.signature(), List.of())).isPresent()) {
      return failFunded(data, state, "funding_signed: the signature is not valid");
    }
    Commitments commitments =
        new Commitments(
            params,
            LocalChanges.NONE,
            RemoteChanges.NONE,
            new LocalCommit(0, state.allocation(), message.signature(), List.of()),
            state.remoteCommit(),
            Optional.empty(),
            state.remoteCommit().perCommitmentPoint(),
            0,
            0,
            List.of(),
            ReceivedSecrets.EMPTY);
    FundingStatus funding =
        new FundingStatus(
            Optional.of(state.fundingTransaction()),
            Math.toIntExact(state.accepted().minimumDepth()),
            Optional.empty(),
            Aliases.of(ctx.entropy()),
            Optional.empty());
    Transition.Builder next = Transition.from(data);
    next.store(
        new WaitForFundingConfirmed(commitments, funding, Optional.empty(), ctx.blockHeight()));
    next.add(new Effect.CommitFunding(state.fundingTransaction().txid()))
        .add(ConfirmationSteps.watch(params))
        .add(new Effect.Publish(List.of(state.fundingTransaction()), "funding"))
        .add(new Effect.Reply(state.requestId(), new CommandResult.Opened(params.channelId())))
        .add(
            new Effect.Notify(
                new ChannelNotice.Opened(
                    params.channelId(),
                    params.remoteNodeId(),
                    params.funding(),
                    params.capacity())));
    return ConfirmationSteps.advance(next, ctx).build();
  }

  /** Ends the opening before the wallet was asked, or because it could not. */
  static Transition fail(
      ChannelData data, ChannelId temporary, RequestId requestId, String reason) {
    return Transition.from(data)
        .become(new Gone())
        .send(ErrorMessage.of(temporary, reason))
        .add(reply(requestId, reason))
        .build();
  }

  /** Ends the opening after the wallet made the transaction. */
  static Transition failFunded(ChannelData data, WaitForFundingSigned state, String reason) {
    Transition.Builder next =
        Transition.from(data)
            .become(new Gone())
            .add(new Effect.ReleaseFunding(state.fundingTransaction().txid()));
    if (data.link() != Link.DOWN) {
      next.send(ErrorMessage.of(state.params().channelId(), reason));
    }
    return next.add(reply(state.requestId(), reason)).build();
  }

  static Effect reply(RequestId requestId, String reason) {
    return new Effect.Reply(requestId, new CommandResult.OpenFailed(reason));
  }
}
