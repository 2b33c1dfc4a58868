package org.boltj.store;

import static org.boltj.store.RawFields.bytes;
import static org.boltj.store.RawFields.feerate;
import static org.boltj.store.RawFields.message;
import static org.boltj.store.RawFields.optional;

import java.util.Optional;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.Satoshi;
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
import org.boltj.codec.DecodeException;
import org.boltj.message.AnnouncementSignatures;
import org.boltj.message.ChannelReady;
import org.boltj.message.ClosingSigned;
import org.boltj.message.ErrorMessage;
import org.boltj.store.proto.ChannelProto.ChannelState;
import org.boltj.updates.Commitments;

/** From the stored form to each persistent state; {@link ChannelStateEncoder} is the inverse. */
final class ChannelStateDecoder {
  private final Commitments commitments;

  ChannelStateDecoder(Commitments commitments) {
    this.commitments = commitments;
  }

  PersistentState decode(ChannelState proto) throws DecodeException {
    return switch (proto.getStateCase()) {
      case WAIT_FOR_FUNDING_CONFIRMED -> decodeState(proto.getWaitForFundingConfirmed());
      case WAIT_FOR_CHANNEL_READY ->
          new WaitForChannelReady(
              commitments, FundingStatusCodec.decode(proto.getWaitForChannelReady().getFunding()));
      case NORMAL -> decodeState(proto.getNormal());
      case SHUTTING_DOWN -> decodeState(proto.getShuttingDown());
      case NEGOTIATING_CLOSE -> decodeState(proto.getNegotiatingClose());
      case CLOSING -> decodeState(proto.getClosing());
      case CLOSED -> new Closed(commitments);
      case DATA_LOSS ->
          new DataLoss(commitments, message(ErrorMessage.class, proto.getDataLoss().getError()));
      case UNPROVEN ->
          new Unproven(decode(proto.getUnproven().getLast()), !proto.getUnproven().getUntold());
      case FROZEN -> new Frozen(decode(proto.getFrozen().getLast()), proto.getFrozen().getWhat());
      case STATE_NOT_SET -> throw new DecodeException("a channel state of an unknown kind");
    };
  }

  private PersistentState decodeState(ChannelState.WaitForFundingConfirmed proto)
      throws DecodeException {
    return new WaitForFundingConfirmed(
        commitments,
        FundingStatusCodec.decode(proto.getFunding()),
        proto.hasDeferred()
            ? Optional.of(message(ChannelReady.class, proto.getDeferred()))
            : Optional.empty(),
        proto.getWaitingSince());
  }

  private PersistentState decodeState(ChannelState.Normal proto) throws DecodeException {
    return new Normal(
        commitments,
        FundingStatusCodec.decode(proto.getFunding()),
        proto.hasRemoteAnnouncement()
            ? Optional.of(message(AnnouncementSignatures.class, proto.getRemoteAnnouncement()))
            : Optional.empty(),
        proto.getAnnounced(),
        optional(proto.hasLocalShutdown(), proto.getLocalShutdown()),
        proto.getShutdownSent(),
        optional(proto.hasRemoteShutdown(), proto.getRemoteShutdown()),
        closeFeerate(proto.hasCloseFeerate(), proto.getCloseFeerate()),
        false); // Of a connection that is over.
  }

  private PersistentState decodeState(ChannelState.ShuttingDown proto) throws DecodeException {
    return new ShuttingDown(
        commitments,
        FundingStatusCodec.decode(proto.getFunding()),
        bytes(proto.getLocalScript()),
        bytes(proto.getRemoteScript()),
        closeFeerate(proto.hasCloseFeerate(), proto.getCloseFeerate()));
  }

  private PersistentState decodeState(ChannelState.NegotiatingClose proto) throws DecodeException {
    return new NegotiatingClose(
        commitments,
        FundingStatusCodec.decode(proto.getFunding()),
        bytes(proto.getLocalScript()),
        bytes(proto.getRemoteScript()),
        closeFeerate(proto.hasCloseFeerate(), proto.getCloseFeerate()),
        proto.hasLastSent()
            ? Optional.of(message(ClosingSigned.class, proto.getLastSent()))
            : Optional.empty(),
        proto.hasLastReceivedFeeSat()
            ? Optional.of(Satoshi.of(proto.getLastReceivedFeeSat()))
            : Optional.empty(),
        proto.hasSignedByPeer()
            ? Optional.of(RawFields.transaction(proto.getSignedByPeer()))
            : Optional.empty());
  }

  private PersistentState decodeState(ChannelState.Closing proto) throws DecodeException {
    return new Closing(
        commitments,
        OnChainCodec.decode(proto.getOnChain()),
        proto.hasError()
            ? Optional.of(message(ErrorMessage.class, proto.getError()))
            : Optional.empty(),
        bytes(proto.getSweepScript()),
        proto.hasFunding()
            ? Optional.of(FundingStatusCodec.decode(proto.getFunding()))
            : Optional.empty());
  }

  private static Optional<FeeratePerKw> closeFeerate(boolean present, int uint32) {
    return present ? Optional.of(feerate(uint32)) : Optional.empty();
  }
}
