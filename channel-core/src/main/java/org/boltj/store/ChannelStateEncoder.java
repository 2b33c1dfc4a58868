package org.boltj.store;

import static org.boltj.store.RawFields.raw;
import static org.boltj.store.RawFields.uint32;

import org.boltj.channel.Closed;
import org.boltj.channel.Closing;
import org.boltj.channel.DataLoss;
import org.boltj.channel.Frozen;
import org.boltj.channel.NegotiatingClose;
import org.boltj.channel.Normal;
import org.boltj.channel.PersistentState;
import org.boltj.channel.ShuttingDown;
import org.boltj.channel.Unproven;
import org.boltj.channel.WaitForChannelReady;
import org.boltj.channel.WaitForFundingConfirmed;
import org.boltj.store.proto.ChannelProto.ChannelState;

/** From each persistent state to its stored form; {@link ChannelStateDecoder} is the inverse. */
final class ChannelStateEncoder {
  private ChannelStateEncoder() {}

  static ChannelState encode(PersistentState state) {
    return withoutCommitments(state)
        .setCommitments(CommitmentsCodec.encode(state.commitments()))
        .build();
  }

  private static ChannelState.Builder withoutCommitments(PersistentState state) {
    ChannelState.Builder proto = ChannelState.newBuilder();
    return switch (state) {
      case WaitForFundingConfirmed s -> proto.setWaitForFundingConfirmed(encodeState(s));
      case WaitForChannelReady s ->
          proto.setWaitForChannelReady(
              ChannelState.WaitForChannelReady.newBuilder()
                  .setFunding(FundingStatusCodec.encode(s.funding())));
      case Normal s -> proto.setNormal(encodeState(s));
      case ShuttingDown s -> proto.setShuttingDown(encodeState(s));
      case NegotiatingClose s -> proto.setNegotiatingClose(encodeState(s));
      case Closing s -> proto.setClosing(encodeState(s));
      case Closed s -> proto.setClosed(ChannelState.Closed.getDefaultInstance());
      case DataLoss s ->
          proto.setDataLoss(ChannelState.DataLoss.newBuilder().setError(raw(s.error())));
      case Unproven s ->
          proto.setUnproven(
              ChannelState.Unproven.newBuilder()
                  .setLast(withoutCommitments(s.last()))
                  .setUntold(!s.told()));
      case Frozen s ->
          proto.setFrozen(
              ChannelState.Frozen.newBuilder()
                  .setLast(withoutCommitments(s.last()))
                  .setWhat(s.what()));
    };
  }

  private static ChannelState.WaitForFundingConfirmed encodeState(WaitForFundingConfirmed state) {
    ChannelState.WaitForFundingConfirmed.Builder proto =
        ChannelState.WaitForFundingConfirmed.newBuilder()
            .setFunding(FundingStatusCodec.encode(state.funding()))
            .setWaitingSince(state.waitingSince());
    state.deferred().ifPresent(message -> proto.setDeferred(raw(message)));
    return proto.build();
  }

  private static ChannelState.Normal encodeState(Normal state) {
    ChannelState.Normal.Builder proto =
        ChannelState.Normal.newBuilder()
            .setFunding(FundingStatusCodec.encode(state.funding()))
            .setAnnounced(state.announced())
            .setShutdownSent(state.shutdownSent());
    state.remoteAnnouncement().ifPresent(message -> proto.setRemoteAnnouncement(raw(message)));
    state.localShutdown().ifPresent(script -> proto.setLocalShutdown(raw(script)));
    state.remoteShutdown().ifPresent(script -> proto.setRemoteShutdown(raw(script)));
    state.closeFeerate().ifPresent(rate -> proto.setCloseFeerate(uint32(rate.satPerKw())));
    return proto.build();
  }

  private static ChannelState.ShuttingDown encodeState(ShuttingDown state) {
    ChannelState.ShuttingDown.Builder proto =
        ChannelState.ShuttingDown.newBuilder()
            .setFunding(FundingStatusCodec.encode(state.funding()))
            .setLocalScript(raw(state.localScript()))
            .setRemoteScript(raw(state.remoteScript()));
    state.closeFeerate().ifPresent(rate -> proto.setCloseFeerate(uint32(rate.satPerKw())));
    return proto.build();
  }

  private static ChannelState.NegotiatingClose encodeState(NegotiatingClose state) {
    ChannelState.NegotiatingClose.Builder proto =
        ChannelState.NegotiatingClose.newBuilder()
            .setFunding(FundingStatusCodec.encode(state.funding()))
            .setLocalScript(raw(state.localScript()))
            .setRemoteScript(raw(state.remoteScript()));
    state.closeFeerate().ifPresent(rate -> proto.setCloseFeerate(uint32(rate.satPerKw())));
    state.lastSent().ifPresent(message -> proto.setLastSent(raw(message)));
    state.lastReceivedFee().ifPresent(fee -> proto.setLastReceivedFeeSat(fee.sat()));
    state.signedByPeer().ifPresent(transaction -> proto.setSignedByPeer(raw(transaction)));
    return proto.build();
  }

  private static ChannelState.Closing encodeState(Closing state) {
    ChannelState.Closing.Builder proto =
        ChannelState.Closing.newBuilder()
            .setOnChain(OnChainCodec.encode(state.onChain()))
            .setSweepScript(raw(state.sweepScript()));
    state.error().ifPresent(message -> proto.setError(raw(message)));
    state.funding().ifPresent(funding -> proto.setFunding(FundingStatusCodec.encode(funding)));
    return proto.build();
  }
}
