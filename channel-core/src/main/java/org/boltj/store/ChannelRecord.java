package org.boltj.store;

import org.boltj.base.Bytes;
import org.boltj.channel.PersistentState;
import org.boltj.codec.DecodeException;
import org.boltj.keys.ReceivedSecrets;
import org.boltj.store.proto.ChannelProto;
import org.boltj.store.proto.ParamsProto;
import org.boltj.updates.ChannelParams;

/**
 * A channel as it is stored: three parts, because they change at different rates, each in its
 * {@link RecordEnvelope}. A store may skip a part that is as it was.
 *
 * @param params written once
 * @param secrets of the peer; changes with each {@code revoke_and_ack} that the peer sends
 * @param state all else; changes at every transition
 */
record ChannelRecord(Bytes params, Bytes secrets, Bytes state) {

  static Bytes encodeParams(ChannelParams params) {
    return RecordEnvelope.seal(ParamsCodec.encode(params));
  }

  static Bytes encodeSecrets(ReceivedSecrets secrets) {
    return RecordEnvelope.seal(RecordEnvelope.VERSION, SecretsCodec.encode(secrets));
  }

  static Bytes encodeState(PersistentState state) {
    return RecordEnvelope.seal(ChannelStateEncoder.encode(state));
  }

  static ChannelRecord encode(PersistentState state) {
    return new ChannelRecord(
        encodeParams(state.params()),
        encodeSecrets(state.commitments().remoteSecrets()),
        encodeState(state));
  }

  static ChannelParams decodeParams(Bytes params) throws StoreException {
    return RecordEnvelope.open(
        "a channel's params", params, ParamsProto.ChannelParams.parser(), ParamsCodec::decode);
  }

  PersistentState decode() throws StoreException {
    ChannelParams channelParams = decodeParams(params);
    ReceivedSecrets received =
        RecordEnvelope.open("a channel's secrets", secrets, SecretsCodec::decode);
    return RecordEnvelope.open(
        "the state of channel " + channelParams.channelId(),
        state,
        ChannelProto.ChannelState.parser(),
        proto -> decodeState(proto, channelParams, received));
  }

  private static PersistentState decodeState(
      ChannelProto.ChannelState proto, ChannelParams params, ReceivedSecrets secrets)
      throws DecodeException {
    return new ChannelStateDecoder(CommitmentsCodec.decode(proto.getCommitments(), params, secrets))
        .decode(proto);
  }
}
