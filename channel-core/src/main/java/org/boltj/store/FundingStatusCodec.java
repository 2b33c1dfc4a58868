package org.boltj.store;

import static org.boltj.store.RawFields.raw;

import java.util.Optional;
import org.boltj.base.ShortChannelId;
import org.boltj.channel.FundingStatus;
import org.boltj.codec.DecodeException;
import org.boltj.store.proto.ChannelProto;

/** What is known of the funding transaction. */
final class FundingStatusCodec {
  private FundingStatusCodec() {}

  static ChannelProto.FundingStatus encode(FundingStatus funding) {
    ChannelProto.FundingStatus.Builder proto =
        ChannelProto.FundingStatus.newBuilder()
            .setMinimumDepth(funding.minimumDepth())
            .setLocalAlias(funding.localAlias().value());
    funding.transaction().ifPresent(transaction -> proto.setTransaction(raw(transaction)));
    funding.confirmation().ifPresent(confirmation -> proto.setConfirmation(encode(confirmation)));
    funding.remoteAlias().ifPresent(alias -> proto.setRemoteAlias(alias.value()));
    return proto.build();
  }

  private static ChannelProto.FundingStatus.Confirmation encode(
      FundingStatus.Confirmation confirmation) {
    return ChannelProto.FundingStatus.Confirmation.newBuilder()
        .setHeight(confirmation.height())
        .setShortChannelId(confirmation.shortChannelId().value())
        .build();
  }

  static FundingStatus decode(ChannelProto.FundingStatus proto) throws DecodeException {
    return new FundingStatus(
        proto.hasTransaction()
            ? Optional.of(RawFields.transaction(proto.getTransaction()))
            : Optional.empty(),
        proto.getMinimumDepth(),
        proto.hasConfirmation() ? Optional.of(decode(proto.getConfirmation())) : Optional.empty(),
        new ShortChannelId(proto.getLocalAlias()),
        proto.hasRemoteAlias()
            ? Optional.of(new ShortChannelId(proto.getRemoteAlias()))
            : Optional.empty());
  }

  private static FundingStatus.Confirmation decode(ChannelProto.FundingStatus.Confirmation proto) {
    return new FundingStatus.Confirmation(
        proto.getHeight(), new ShortChannelId(proto.getShortChannelId()));
  }
}
