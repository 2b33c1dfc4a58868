package org.boltj.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.base.CltvExpiry;
import org.boltj.base.Feature;
import org.boltj.base.Features;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.Network;
import org.boltj.base.PaymentHash;
import org.boltj.base.PrivateKey;
import org.boltj.base.PublicKey;
import org.boltj.base.Satoshi;
import org.boltj.base.ShortChannelId;
import org.boltj.base.Signature;
import org.boltj.base.TxId;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireMessage;
import org.boltj.gossip.message.GossipTimestampFilter;
import org.boltj.gossip.message.NodeAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes of some messages, put together by hand from the tables of the specification. */
class MessageBytesTest {
  private static final ChannelId CHANNEL = new ChannelId(Bytes.fromHex("11".repeat(32)));
  private static final PublicKey POINT = PublicKey.fromHex("02" + "22".repeat(32));
  private static final Signature SIGNATURE = Signature.fromHex("33".repeat(64));
  private static final TxId TXID = TxId.fromHex("44".repeat(32));

  private static void assertBytes(WireMessage message, String hex) throws DecodeException {
    assertThat(message.encode().toHex()).isEqualTo(hex);
    assertThat(MessageCodec.decode(Bytes.fromHex(hex))).isEqualTo(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"001000000000", "001000000000c9012acb0104"})
  void initWithValidExtension(String hex) throws DecodeException {
    // BOLT 1, Appendix C
    assertThat(MessageCodec.decode(Bytes.fromHex(hex)))
        .isEqualTo(new Init(Features.EMPTY, Features.EMPTY, Optional.empty(), Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"00100000000001", "001000000000ca012a", "001000000000c90101c90102"})
  void initWithInvalidExtension(String hex) {
    // BOLT 1, Appendix C
    assertThatThrownBy(() -> MessageCodec.decode(Bytes.fromHex(hex)))
        .isInstanceOf(DecodeException.class);
  }

  @Test
  void initWithFeaturesNetworkAndAddress() throws DecodeException {
    Init init =
        new Init(
            Features.required(Feature.OPTION_DATA_LOSS_PROTECT),
            Features.optional(Feature.GOSSIP_QUERIES, Feature.OPTION_CHANNEL_TYPE),
            Optional.of(List.of(Network.REGTEST.chainHash())),
            Optional.of(
                new NodeAddress.IpV4(Bytes.of((byte) 127, (byte) 0, (byte) 0, (byte) 1), 9735)));
    assertBytes(
        init,
        "0010"
            + "000101"
            + "0006200000000080"
            + "0120"
            + "06226e46111a0b59caaf126043eb5bbf28c34f3a5e332a1fc7b2b73cf188910f"
            + "0307017f0000012607");
    assertThat(init.allFeatures().supports(Feature.OPTION_DATA_LOSS_PROTECT)).isTrue();
  }

  @Test
  void errorPingAndPong() throws DecodeException {
    assertBytes(ErrorMessage.of(CHANNEL, "no"), "0011" + "11".repeat(32) + "0002" + "6e6f");
    assertBytes(new Ping(2, Bytes.zeros(3)), "0012" + "0002" + "0003000000");
    assertBytes(new Pong(Bytes.zeros(2)), "0013" + "00020000");
    assertThat(new Ping(65531, Bytes.EMPTY).wantsPong()).isTrue();
    assertThat(new Ping(65532, Bytes.EMPTY).wantsPong()).isFalse();
  }

  @Test
  void textsAreMadePrintable() {
    Bytes data = Bytes.fromHex("6f6b0a1b5b");
    assertThat(new WarningMessage(CHANNEL, data).text()).isEqualTo("ok??[");
  }

  @Test
  void openChannel() throws DecodeException {
    OpenChannel open =
        new OpenChannel(
            Network.MAINNET.chainHash(),
            CHANNEL,
            Satoshi.of(1_000_000),
            MilliSatoshi.of(5_000),
            Satoshi.of(354),
            MilliSatoshi.of(1_000_000_000),
            Satoshi.of(10_000),
            MilliSatoshi.of(1),
            new FeeratePerKw(253),
            144,
            483,
            POINT,
            POINT,
            POINT,
            POINT,
            POINT,
            POINT,
            1,
            Optional.of(Bytes.EMPTY),
            Optional.of(Features.required(Feature.OPTION_STATIC_REMOTEKEY)));
    assertBytes(
        open,
        "0020"
            + "6fe28c0ab6f1b372c1a6a246ae63f74f931e8365e15a089c68d6190000000000"
            + "11".repeat(32)
            + "00000000000f4240"
            + "0000000000001388"
            + "0000000000000162"
            + "000000003b9aca00"
            + "0000000000002710"
            + "0000000000000001"
            + "000000fd"
            + "0090"
            + "01e3"
            + ("02" + "22".repeat(32)).repeat(6)
            + "01"
            + "0000"
            + "01021000");
    assertThat(open.announceChannel()).isTrue();
  }

  @Test
  void aLimitLargerThanAllMoneyIsRead() throws DecodeException {
    String tooMuch = "ffffffffffffffff";
    String accept =
        "0021"
            + "11".repeat(32)
            + "0000000000000162"
            + tooMuch
            + "0000000000002710"
            + "0000000000000001"
            + "00000003"
            + "0090"
            + "01e3"
            + ("02" + "22".repeat(32)).repeat(6);
    AcceptChannel message = (AcceptChannel) MessageCodec.decode(Bytes.fromHex(accept));
    assertThat(message.maxHtlcValueInFlightMsat()).isEqualTo(MilliSatoshi.MAX_MONEY);
  }

  @Test
  void anAmountLargerThanAllMoneyIsRefused() {
    String prefix = "0080" + "11".repeat(32) + "0000000000000000";
    String rest = "55".repeat(32) + "00000001" + "00".repeat(1366);
    assertThat(decodes(prefix + "1d24b2dfac520000" + rest)).isTrue();
    assertThat(decodes(prefix + "1d24b2dfac520001" + rest)).isFalse();
  }

  @Test
  void updateAddHtlcWithBlindedPath() throws DecodeException {
    assertBytes(
        new UpdateAddHtlc(
            CHANNEL,
            1,
            MilliSatoshi.of(1000),
            PaymentHash.fromHex("55".repeat(32)),
            new CltvExpiry(144),
            Bytes.zeros(1366),
            Optional.of(POINT)),
        "0080"
            + "11".repeat(32)
            + "0000000000000001"
            + "00000000000003e8"
            + "55".repeat(32)
            + "00000090"
            + "00".repeat(1366)
            + "0021"
            + "02"
            + "22".repeat(32));
  }

  @Test
  void commitmentSigned() throws DecodeException {
    assertBytes(
        new CommitmentSigned(CHANNEL, SIGNATURE, List.of(SIGNATURE, SIGNATURE), Optional.empty()),
        "0084" + "11".repeat(32) + "33".repeat(64) + "0002" + "33".repeat(128));
    assertBytes(
        new CommitmentSigned(CHANNEL, SIGNATURE, List.of(), Optional.of(TXID)),
        "0084" + "11".repeat(32) + "33".repeat(64) + "0000" + "0120" + "44".repeat(32));
  }

  @Test
  void aCountOfSignaturesThatAreNotThereIsRefused() {
    assertThat(decodes("0084" + "11".repeat(32) + "33".repeat(64) + "ffff" + "33".repeat(64)))
        .isFalse();
  }

  @Test
  void closingMessages() throws DecodeException {
    assertBytes(
        new ClosingSigned(
            CHANNEL,
            Satoshi.of(500),
            SIGNATURE,
            Optional.of(new FeeRange(Satoshi.of(1), Satoshi.of(2)))),
        "0027"
            + "11".repeat(32)
            + "00000000000001f4"
            + "33".repeat(64)
            + "0110"
            + "0000000000000001"
            + "0000000000000002");
    assertBytes(
        new ClosingComplete(
            CHANNEL,
            Bytes.fromHex("0014"),
            Bytes.fromHex("5120"),
            Satoshi.of(500),
            7,
            new ClosingTlvs(Optional.empty(), Optional.of(SIGNATURE), Optional.empty())),
        "0028"
            + "11".repeat(32)
            + "00020014"
            + "00025120"
            + "00000000000001f4"
            + "00000007"
            + "0240"
            + "33".repeat(64));
  }

  @Test
  void interactiveTransaction() throws DecodeException {
    assertBytes(
        new TxSignatures(CHANNEL, TXID, List.of(Bytes.fromHex("00")), Optional.of(SIGNATURE)),
        "0047" + "11".repeat(32) + "44".repeat(32) + "0001" + "000100" + "0040" + "33".repeat(64));
    assertBytes(
        new TxAckRbf(CHANNEL, Optional.of(-1L), true),
        "0049" + "11".repeat(32) + "0008ffffffffffffffff" + "0200");
    assertThat(decodes("0049" + "11".repeat(32) + "020100")).isFalse();
  }

  @Test
  void spliceInitTakesOutWithANegativeNumber() throws DecodeException {
    assertBytes(
        new SpliceInit(CHANNEL, -15000, new FeeratePerKw(253), 0, POINT, false),
        "0050"
            + "11".repeat(32)
            + "ffffffffffffc568"
            + "000000fd"
            + "00000000"
            + "02"
            + "22".repeat(32));
  }

  @Test
  void channelReadyWithAlias() throws DecodeException {
    assertBytes(
        new ChannelReady(CHANNEL, POINT, Optional.of(ShortChannelId.parse("1x2x3"))),
        "0024" + "11".repeat(32) + "02" + "22".repeat(32) + "0108" + "0000010000020003");
  }

  @Test
  void channelReestablishNamesTheFunding() throws DecodeException {
    assertBytes(
        new ChannelReestablish(
            CHANNEL,
            3,
            2,
            new PrivateKey(Bytes.zeros(32)),
            POINT,
            Optional.of(new NextFunding(TXID, 1)),
            Optional.of(new MyCurrentFundingLocked(TXID, 0))),
        "0088"
            + "11".repeat(32)
            + "0000000000000003"
            + "0000000000000002"
            + "00".repeat(32)
            + "02"
            + "22".repeat(32)
            + "0121"
            + "44".repeat(32)
            + "01"
            + "0521"
            + "44".repeat(32)
            + "00");
  }

  @Test
  void gossipTimestampFilter() throws DecodeException {
    assertBytes(
        GossipTimestampFilter.none(Network.REGTEST.chainHash()),
        "0109"
            + "06226e46111a0b59caaf126043eb5bbf28c34f3a5e332a1fc7b2b73cf188910f"
            + "ffffffff"
            + "00000000");
  }

  @Test
  void anUnknownTypeKeepsItsPayload() throws DecodeException {
    assertBytes(new UnknownMessage(32769, Bytes.fromHex("0102")), "80010102");
    assertThat(new UnknownMessage(32768, Bytes.EMPTY).isRequired()).isTrue();
  }

  private static boolean decodes(String hex) {
    try {
      MessageCodec.decode(Bytes.fromHex(hex));
      return true;
    } catch (DecodeException e) {
      return false;
    }
  }
}
