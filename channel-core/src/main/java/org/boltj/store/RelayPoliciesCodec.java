package org.boltj.store;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.base.CltvExpiryDelta;
import org.boltj.base.MilliSatoshi;
import org.boltj.payment.RelayPolicy;
import org.boltj.store.proto.RelayProto;

/** The relay policies of single channels, as one small record ({@link Change.PutMeta}). */
public final class RelayPoliciesCodec {
  private RelayPoliciesCodec() {}

  public static Bytes encode(Map<ChannelId, RelayPolicy> policies) {
    RelayProto.RelayPolicies.Builder proto = RelayProto.RelayPolicies.newBuilder();
    policies.forEach((channelId, policy) -> proto.addPolicies(encode(channelId, policy)));
    return RecordEnvelope.seal(proto.build());
  }

  private static RelayProto.RelayPolicy encode(ChannelId channelId, RelayPolicy policy) {
    RelayProto.RelayPolicy.Builder proto =
        RelayProto.RelayPolicy.newBuilder()
            .setChannelId(RawFields.raw(channelId))
            .setFeeBaseMsat(policy.feeBase().msat())
            .setFeeProportionalMillionths(policy.feeProportionalMillionths())
            .setCltvExpiryDelta(policy.cltvExpiryDelta().blocks())
            .setHtlcMinimumMsat(policy.htlcMinimum().msat());
    policy.htlcMaximum().ifPresent(most -> proto.setHtlcMaximumMsat(most.msat()));
    return proto.build();
  }

  /**
   * Reads what {@link #encode} has written.
   *
   * @throws StoreException when the record is damaged or of a newer version
   */
  public static Map<ChannelId, RelayPolicy> decode(Bytes sealed) throws StoreException {
    return RecordEnvelope.open(
        "the stored relay policies",
        sealed,
        RelayProto.RelayPolicies.parser(),
        RelayPoliciesCodec::decode);
  }

  private static Map<ChannelId, RelayPolicy> decode(RelayProto.RelayPolicies proto) {
    Map<ChannelId, RelayPolicy> policies = new LinkedHashMap<>();
    for (RelayProto.RelayPolicy policy : proto.getPoliciesList()) {
      policies.put(RawFields.channelId(policy.getChannelId()), decode(policy));
    }
    return policies;
  }

  private static RelayPolicy decode(RelayProto.RelayPolicy proto) {
    return new RelayPolicy(
        MilliSatoshi.of(proto.getFeeBaseMsat()),
        proto.getFeeProportionalMillionths(),
        new CltvExpiryDelta(proto.getCltvExpiryDelta()),
        MilliSatoshi.of(proto.getHtlcMinimumMsat()),
        proto.hasHtlcMaximumMsat()
            ? Optional.of(MilliSatoshi.of(proto.getHtlcMaximumMsat()))
            : Optional.empty());
  }
}
