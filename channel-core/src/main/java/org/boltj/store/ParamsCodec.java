package org.boltj.store;

import static org.boltj.store.RawFields.bytes;
import static org.boltj.store.RawFields.optional;
import static org.boltj.store.RawFields.publicKey;
import static org.boltj.store.RawFields.raw;

import org.boltj.base.Features;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.OutPoint;
import org.boltj.base.Satoshi;
import org.boltj.base.TxId;
import org.boltj.codec.DecodeException;
import org.boltj.commitment.CommitmentFormat;
import org.boltj.keys.ChannelBasepoints;
import org.boltj.store.proto.ParamsProto;
import org.boltj.updates.ChannelLimits;
import org.boltj.updates.ChannelParams;

/** What does not change while a channel lives. The format follows from the channel type. */
final class ParamsCodec {
  private ParamsCodec() {}

  static ParamsProto.ChannelParams encode(ChannelParams params) {
    ParamsProto.ChannelParams.Builder proto =
        ParamsProto.ChannelParams.newBuilder()
            .setChannelId(raw(params.channelId()))
            .setKeyIndex(params.keyIndex())
            .setLocalNodeId(raw(params.localNodeId()))
            .setRemoteNodeId(raw(params.remoteNodeId()))
            .setLocalIsOpener(params.localIsOpener())
            .setAnnounceChannel(params.announceChannel())
            .setChannelType(raw(params.channelType().encode()))
            .setFundingTxid(raw(params.funding().txid().value()))
            .setFundingIndex(RawFields.uint32(params.funding().index()))
            .setCapacitySat(params.capacity().sat())
            .setLocal(encode(params.local()))
            .setRemote(encode(params.remote()))
            .setLocalBasepoints(encode(params.localBasepoints()))
            .setRemoteBasepoints(encode(params.remoteBasepoints()))
            .setLocalInit(raw(params.localInit().encode()))
            .setRemoteInit(raw(params.remoteInit().encode()));
    params
        .localUpfrontShutdownScript()
        .ifPresent(script -> proto.setLocalUpfrontShutdownScript(raw(script)));
    params
        .remoteUpfrontShutdownScript()
        .ifPresent(script -> proto.setRemoteUpfrontShutdownScript(raw(script)));
    return proto.build();
  }

  private static ParamsProto.Limits encode(ChannelLimits limits) {
    return ParamsProto.Limits.newBuilder()
        .setDustLimitSat(limits.dustLimit().sat())
        .setMaxHtlcValueInFlightMsat(limits.maxHtlcValueInFlight().msat())
        .setChannelReserveSat(limits.channelReserve().sat())
        .setHtlcMinimumMsat(limits.htlcMinimum().msat())
        .setToSelfDelay(limits.toSelfDelay())
        .setMaxAcceptedHtlcs(limits.maxAcceptedHtlcs())
        .build();
  }

  private static ParamsProto.Basepoints encode(ChannelBasepoints basepoints) {
    return ParamsProto.Basepoints.newBuilder()
        .setFundingPubkey(raw(basepoints.fundingPubkey()))
        .setRevocationBasepoint(raw(basepoints.revocationBasepoint()))
        .setPaymentBasepoint(raw(basepoints.paymentBasepoint()))
        .setDelayedPaymentBasepoint(raw(basepoints.delayedPaymentBasepoint()))
        .setHtlcBasepoint(raw(basepoints.htlcBasepoint()))
        .build();
  }

  static ChannelParams decode(ParamsProto.ChannelParams proto) throws DecodeException {
    Features channelType = Features.decode(bytes(proto.getChannelType()));
    return new ChannelParams(
        RawFields.channelId(proto.getChannelId()),
        proto.getKeyIndex(),
        publicKey(proto.getLocalNodeId()),
        publicKey(proto.getRemoteNodeId()),
        proto.getLocalIsOpener(),
        proto.getAnnounceChannel(),
        channelType,
        format(channelType),
        funding(proto),
        Satoshi.of(proto.getCapacitySat()),
        decode(proto.getLocal()),
        decode(proto.getRemote()),
        decode(proto.getLocalBasepoints()),
        decode(proto.getRemoteBasepoints()),
        optional(proto.hasLocalUpfrontShutdownScript(), proto.getLocalUpfrontShutdownScript()),
        optional(proto.hasRemoteUpfrontShutdownScript(), proto.getRemoteUpfrontShutdownScript()),
        Features.decode(bytes(proto.getLocalInit())),
        Features.decode(bytes(proto.getRemoteInit())));
  }

  private static CommitmentFormat format(Features channelType) throws DecodeException {
    return CommitmentFormat.ofChannelType(channelType)
        .orElseThrow(() -> new DecodeException("channel type " + channelType + " is not known"));
  }

  private static OutPoint funding(ParamsProto.ChannelParams proto) {
    return new OutPoint(
        new TxId(bytes(proto.getFundingTxid())), Integer.toUnsignedLong(proto.getFundingIndex()));
  }

  private static ChannelLimits decode(ParamsProto.Limits proto) {
    return new ChannelLimits(
        Satoshi.of(proto.getDustLimitSat()),
        MilliSatoshi.of(proto.getMaxHtlcValueInFlightMsat()),
        Satoshi.of(proto.getChannelReserveSat()),
        MilliSatoshi.of(proto.getHtlcMinimumMsat()),
        proto.getToSelfDelay(),
        proto.getMaxAcceptedHtlcs());
  }

  private static ChannelBasepoints decode(ParamsProto.Basepoints proto) {
    return new ChannelBasepoints(
        publicKey(proto.getFundingPubkey()),
        publicKey(proto.getRevocationBasepoint()),
        publicKey(proto.getPaymentBasepoint()),
        publicKey(proto.getDelayedPaymentBasepoint()),
        publicKey(proto.getHtlcBasepoint()));
  }
}
