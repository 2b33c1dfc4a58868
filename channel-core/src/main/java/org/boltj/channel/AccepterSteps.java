package org.boltj.channel;

import java.util.List;
import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.base.Features;
import org.boltj.base.OutPoint;
import org.boltj.base.PublicKey;
import org.boltj.commitment.CommitmentFormat;
import org.boltj.commitment.CommitmentSignatures;
import org.boltj.commitment.CommitmentTx;
import org.boltj.keys.ChannelBasepoints;
import org.boltj.keys.ReceivedSecrets;
import org.boltj.message.AcceptChannel;
import org.boltj.message.ErrorMessage;
import org.boltj.message.FundingCreated;
import org.boltj.message.FundingSigned;
import org.boltj.message.OpenChannel;
import org.boltj.updates.Allocation;
import org.boltj.updates.ChannelLimits;
import org.boltj.updates.ChannelParams;
import org.boltj.updates.CommitmentTxs;
import org.boltj.updates.Commitments;
import org.boltj.updates.LocalChanges;
import org.boltj.updates.LocalCommit;
import org.boltj.updates.RemoteChanges;
import org.boltj.updates.RemoteCommit;

/** The accepter's part of channel establishment v1 (BOLT 2). */
final class AccepterSteps {
  private AccepterSteps() {}

  /** Checks open_channel and sends accept_channel. */
  static Transition accept(ChannelData data, ChannelEvent.OpenReceived event, Context ctx) {
    OpenChannel open = event.message();
    Optional<String> fault = OpeningRules.checkOpen(open, event.terms(), ctx);
    if (fault.isPresent()) {
      return fail(data, open.temporaryChannelId(), event.terms().remoteNodeId(), fault.get());
    }
    ChannelLimits limits =
        OpeningRules.localLimits(ctx.policy(), open.fundingSatoshis(), open.dustLimitSatoshis());
    if (limits.dustLimit().isGreaterThan(open.channelReserveSatoshis())) {
      return fail(
          data,
          open.temporaryChannelId(),
          event.terms().remoteNodeId(),
          "channel_reserve_satoshis is less than our dust_limit_satoshis");
    }
    AcceptChannel message = acceptChannel(open, event.terms(), limits, ctx);
    return Transition.from(data)
        .become(new WaitForFundingCreated(event.terms(), open, message))
        .send(message)
        .build();
  }

  private static AcceptChannel acceptChannel(
      OpenChannel open, AcceptTerms terms, ChannelLimits limits, Context ctx) {
    ChannelBasepoints keys = ctx.signer().basepoints();
    return new AcceptChannel(
        open.temporaryChannelId(),
        limits.dustLimit(),
        limits.maxHtlcValueInFlight(),
        limits.channelReserve(),
        limits.htlcMinimum(),
        terms.trustZeroConf() ? 0 : Math.max(1, ctx.policy().minimumDepth()),
        limits.toSelfDelay(),
        limits.maxAcceptedHtlcs(),
        keys.fundingPubkey(),
        keys.revocationBasepoint(),
        keys.paymentBasepoint(),
        keys.delayedPaymentBasepoint(),
        keys.htlcBasepoint(),
        ctx.signer().perCommitmentPoint(0),
        Optional.of(terms.shutdownScript().orElse(Bytes.EMPTY)),
        open.channelType());
  }

  /** Checks the signature of our first commitment and signs that of the opener. */
  static Transition onFunding(
      ChannelData data, WaitForFundingCreated state, FundingCreated message, Context ctx) {
    OpenChannel open = state.received();
    OutPoint outPoint = new OutPoint(message.fundingTxid(), message.fundingOutputIndex());
    ChannelParams params = params(state, outPoint, ctx.nodeSigner().nodeId());
    Allocation allocation =
        new Allocation(
            open.feeratePerKw(),
            open.pushMsat(),
            open.fundingSatoshis().toMilliSatoshi().minus(open.pushMsat()),
            List.of());
    CommitmentTx local =
        CommitmentTxs.local(params, 0, ctx.signer().perCommitmentPoint(0), allocation);
    if (local.verify(new CommitmentSignatures(message.signature(), List.of())).isPresent()) {
      return fail(
          data,
          state.temporaryChannelId(),
          params.remoteNodeId(),
          "funding_created: the signature is not valid");
    }
    CommitmentTx remote =
        CommitmentTxs.remote(params, 0, open.firstPerCommitmentPoint(), allocation);
    Commitments commitments =
        new Commitments(
            params,
            LocalChanges.NONE,
            RemoteChanges.NONE,
            new LocalCommit(0, allocation, message.signature(), List.of()),
            new RemoteCommit(
                0, allocation, remote.unsigned().txid(), open.firstPerCommitmentPoint()),
            Optional.empty(),
            open.firstPerCommitmentPoint(),
            0,
            0,
            List.of(),
            ReceivedSecrets.EMPTY);
    FundingStatus funding =
        new FundingStatus(
            Optional.empty(),
            Math.toIntExact(state.sent().minimumDepth()),
            Optional.empty(),
            Aliases.of(ctx.entropy()),
            Optional.empty());
    Transition.Builder next = Transition.from(data);
    next.store(
        new WaitForFundingConfirmed(commitments, funding, Optional.empty(), ctx.blockHeight()));
    next.add(new Effect.Renamed(state.temporaryChannelId(), params.channelId()))
        .add(ConfirmationSteps.watch(params))
        .send(
            new FundingSigned(
                params.channelId(), ctx.signer().signRemoteCommitment(remote).signature()))
        .add(
            new Effect.Notify(
                new ChannelNotice.Opened(
                    params.channelId(),
                    params.remoteNodeId(),
                    params.funding(),
                    params.capacity())));
    return ConfirmationSteps.advance(next, ctx).build();
  }

  private static ChannelParams params(
      WaitForFundingCreated state, OutPoint funding, PublicKey nodeId) {
    AcceptTerms terms = state.terms();
    OpenChannel open = state.received();
    Features type = open.channelType().orElseThrow();
    return new ChannelParams(
        funding.toChannelId(),
        terms.keyIndex(),
        nodeId,
        terms.remoteNodeId(),
        false,
        open.announceChannel(),
        type,
        CommitmentFormat.ofChannelType(type).orElseThrow(),
        funding,
        open.fundingSatoshis(),
        OpeningRules.limits(state.sent()),
        OpeningRules.limits(open),
        OpeningRules.basepoints(state.sent()),
        OpeningRules.basepoints(open),
        terms.shutdownScript().filter(s -> !s.isEmpty()),
        open.upfrontShutdownScript().filter(s -> !s.isEmpty()),
        terms.localInit(),
        terms.remoteInit());
  }

  /** Refuses the channel. */
  static Transition fail(
      ChannelData data, ChannelId temporary, PublicKey remoteNodeId, String reason) {
    return Transition.from(data)
        .become(new Gone())
        .send(ErrorMessage.of(temporary, reason))
        .add(new Effect.Notify(new ChannelNotice.OpeningFailed(temporary, remoteNodeId, reason)))
        .build();
  }
}
