package org.boltj.commitment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.boltj.base.Bytes;
import org.boltj.base.CltvExpiry;
import org.boltj.base.Feature;
import org.boltj.base.Features;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PaymentHash;
import org.boltj.base.Satoshi;
import org.junit.jupiter.api.Test;

/** Which channel types are known, and the fees of BOLT 3's example. */
class CommitmentFormatTest {
  @Test
  void everyFormatIsFoundByItsChannelType() {
    for (CommitmentFormat format : CommitmentFormat.ALL) {
      assertThat(CommitmentFormat.ofChannelType(format.channelType())).contains(format);
      Features zeroConf =
          format
              .channelType()
              .or(Features.required(Feature.OPTION_SCID_ALIAS, Feature.OPTION_ZEROCONF));
      assertThat(CommitmentFormat.ofChannelType(zeroConf)).contains(format);
    }
  }

  @Test
  void otherChannelTypesAreUnknown() {
    assertThat(CommitmentFormat.ofChannelType(Features.EMPTY)).isEmpty();
    assertThat(CommitmentFormat.ofChannelType(Features.required(Feature.OPTION_ANCHORS))).isEmpty();
    assertThat(CommitmentFormat.ofChannelType(Features.optional(Feature.OPTION_STATIC_REMOTEKEY)))
        .isEmpty();
    assertThat(
            CommitmentFormat.ofChannelType(
                new StaticRemoteKey().channelType().withBit(Feature.OPTION_ZEROCONF.optionalBit())))
        .isEmpty();
    assertThat(CommitmentFormat.ofChannelType(new AnchorsZeroFeeHtlc().channelType().withBit(80)))
        .isEmpty();
  }

  @Test
  void feesOfTheExample() {
    CommitmentFormat format = new StaticRemoteKey();
    FeeratePerKw feerate = new FeeratePerKw(5000);
    assertThat(format.htlcFee(HtlcDirection.OFFERED, feerate)).isEqualTo(Satoshi.of(3315));
    assertThat(format.htlcFee(HtlcDirection.RECEIVED, feerate)).isEqualTo(Satoshi.of(3515));
    CommitmentSpec spec =
        new CommitmentSpec(
            feerate,
            MilliSatoshi.ofSat(100_000_000 - 13_800),
            MilliSatoshi.ZERO,
            List.of(
                htlc(HtlcDirection.OFFERED, 5_000_000),
                htlc(HtlcDirection.OFFERED, 1_000_000),
                htlc(HtlcDirection.RECEIVED, 7_000_000),
                htlc(HtlcDirection.RECEIVED, 800_000)));
    assertThat(CommitmentFees.untrimmedHtlcs(format, Satoshi.of(546), spec)).isEqualTo(2);
    assertThat(CommitmentFees.baseFee(format, Satoshi.of(546), spec)).isEqualTo(Satoshi.of(5340));
    assertThat(new ChannelFixture(format).commitment(spec).fee()).isEqualTo(Satoshi.of(7140));
  }

  @Test
  void anchorsCostTheOpenerSixHundredSixtySatoshis() {
    CommitmentFormat format = new AnchorsZeroFeeHtlc();
    FeeratePerKw feerate = new FeeratePerKw(1000);
    assertThat(CommitmentFees.openerCost(format, feerate, 2)).isEqualTo(Satoshi.of(1468 + 660));
    assertThat(format.htlcFee(HtlcDirection.OFFERED, feerate)).isEqualTo(Satoshi.ZERO);
    assertThat(CommitmentFees.openerCost(new StaticRemoteKey(), feerate, 2))
        .isEqualTo(Satoshi.of(1068));
  }

  private static CommitmentHtlc htlc(HtlcDirection direction, long msat) {
    return new CommitmentHtlc(
        direction, 0, MilliSatoshi.of(msat), new PaymentHash(Bytes.zeros(32)), new CltvExpiry(9));
  }
}
