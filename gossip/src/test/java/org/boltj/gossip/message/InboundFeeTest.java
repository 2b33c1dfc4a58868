package org.boltj.gossip.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.boltj.base.Bytes;
import org.boltj.base.CltvExpiryDelta;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.Network;
import org.boltj.base.ShortChannelId;
import org.boltj.codec.WireReader;
import org.boltj.codec.WireWriter;
import org.boltj.gossip.TestKeys;
import org.junit.jupiter.api.Test;

/** The inbound fee of bLIP 18 goes through a channel_update. */
class InboundFeeTest {
  private static ChannelUpdate update(int base, int millionths) {
    return ChannelUpdate.unsigned(
        Network.REGTEST.chainHash(),
        ShortChannelId.parse("1x2x3"),
        TestKeys.key("alice"),
        TestKeys.key("bob"),
        1,
        false,
        true,
        new ChannelUpdate.Policy(
            new CltvExpiryDelta(1), MilliSatoshi.ZERO, 2, 3, MilliSatoshi.of(4), base, millionths));
  }

  @Test
  void itIsReadAsItWasWritten() throws Exception {
    ChannelUpdate update = update(-1000, 0x7fff_ffff);
    assertThat(update.unknownFields()).isEqualTo(Bytes.fromHex("fdd90308fffffc187fffffff"));
    WireWriter out = new WireWriter();
    update.writePayload(out);
    assertThat(ChannelUpdate.decode(new WireReader(out.toBytes())).policy())
        .isEqualTo(update.policy());
    assertThat(update.policy().inboundFeeBaseMsat()).isEqualTo(-1000);
    assertThat(update(0, 0).unknownFields()).isEqualTo(Bytes.EMPTY);
  }

  @Test
  void whatCannotBeReadIsNoInboundFee() {
    InboundFee none = new InboundFee(0, 0);
    assertThat(InboundFee.decode(Bytes.fromHex("fdd90307fffffc187fffff"))).isEqualTo(none);
    assertThat(InboundFee.decode(Bytes.fromHex("fdd903"))).isEqualTo(none);
    assertThat(InboundFee.decode(Bytes.fromHex("0100fdd90308fffffc187fffffff")))
        .isEqualTo(new InboundFee(-1000, 0x7fff_ffff));
  }
}
