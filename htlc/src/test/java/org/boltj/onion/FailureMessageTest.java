package org.boltj.onion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.boltj.base.Bytes;
import org.boltj.base.CltvExpiry;
import org.boltj.base.MilliSatoshi;
import org.boltj.codec.DecodeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each failure of BOLT 4 is written with its code and read again. */
class FailureMessageTest {
  private static final Bytes SHA256 = Bytes.fromHex("5a".repeat(32));
  private static final Bytes UPDATE = Bytes.fromHex("0102a1a2a3");
  private static final MilliSatoshi AMOUNT = MilliSatoshi.of(123_456);

  record Case(String code, FailureMessage failure, String data) {}

  static List<Case> cases() {
    String update = "0005" + UPDATE.toHex();
    String amount = "000000000001e240";
    return List.of(
        new Case("2002", new FailureMessage.TemporaryNodeFailure(), ""),
        new Case("6002", new FailureMessage.PermanentNodeFailure(), ""),
        new Case("6003", new FailureMessage.RequiredNodeFeatureMissing(), ""),
        new Case("c004", new FailureMessage.InvalidOnionVersion(SHA256), SHA256.toHex()),
        new Case("c005", new FailureMessage.InvalidOnionHmac(SHA256), SHA256.toHex()),
        new Case("c006", new FailureMessage.InvalidOnionKey(SHA256), SHA256.toHex()),
        new Case("1007", new FailureMessage.TemporaryChannelFailure(UPDATE), update),
        new Case("4008", new FailureMessage.PermanentChannelFailure(), ""),
        new Case("4009", new FailureMessage.RequiredChannelFeatureMissing(), ""),
        new Case("400a", new FailureMessage.UnknownNextPeer(), ""),
        new Case("100b", new FailureMessage.AmountBelowMinimum(AMOUNT, UPDATE), amount + update),
        new Case("100c", new FailureMessage.FeeInsufficient(AMOUNT, UPDATE), amount + update),
        new Case(
            "100d",
            new FailureMessage.IncorrectCltvExpiry(new CltvExpiry(500), UPDATE),
            "000001f4" + update),
        new Case("100e", new FailureMessage.ExpiryTooSoon(UPDATE), update),
        new Case(
            "400f",
            new FailureMessage.IncorrectOrUnknownPaymentDetails(AMOUNT, 800_000),
            amount + "000c3500"),
        new Case(
            "0012", new FailureMessage.FinalIncorrectCltvExpiry(new CltvExpiry(500)), "000001f4"),
        new Case("0013", new FailureMessage.FinalIncorrectHtlcAmount(AMOUNT), amount),
        new Case("1014", new FailureMessage.ChannelDisabled(0, UPDATE), "0000" + update),
        new Case("0015", new FailureMessage.ExpiryTooFar(), ""),
        new Case("4016", new FailureMessage.InvalidOnionPayload(258, 3), "fd01020003"),
        new Case("0017", new FailureMessage.MppTimeout(), ""),
        new Case("c018", new FailureMessage.InvalidOnionBlinding(SHA256), SHA256.toHex()),
        new Case("7abc", new FailureMessage.Unknown(0x7abc, Bytes.fromHex("0102")), "0102"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void writtenAndReadAgain(Case test) throws DecodeException {
    Bytes wire = Bytes.fromHex(test.code() + test.data());
    assertThat(test.failure().encode()).isEqualTo(wire);
    assertThat(FailureMessage.decode(wire)).isEqualTo(test.failure());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void flagsAreThoseOfTheCode(Case test) {
    int code = Integer.parseInt(test.code(), 16);
    assertThat(test.failure().isBadOnion()).isEqualTo((code & 0x8000) != 0);
    assertThat(test.failure().isPermanent()).isEqualTo((code & 0x4000) != 0);
    assertThat(test.failure().isNodeFailure()).isEqualTo((code & 0x2000) != 0);
    assertThat(test.failure().isUpdate()).isEqualTo((code & 0x1000) != 0);
  }

  @Test
  void bytesBehindTheDataAreIgnored() throws DecodeException {
    assertThat(FailureMessage.decode(Bytes.fromHex("0017fd84d10180")))
        .isEqualTo(new FailureMessage.MppTimeout());
  }

  @Test
  void dataThatIsTooShortLeavesTheCode() throws DecodeException {
    assertThat(FailureMessage.decode(Bytes.fromHex("400f0000")))
        .isEqualTo(new FailureMessage.Unknown(0x400f, Bytes.fromHex("0000")));
  }

  @Test
  void nothingIsNoFailure() {
    assertThatThrownBy(() -> FailureMessage.decode(Bytes.fromHex("40")))
        .isInstanceOf(DecodeException.class);
  }

  @Property
  void anyTwoBytesOrMoreAreAFailure(@ForAll @Size(min = 2, max = 60) byte[] wire)
      throws DecodeException {
    FailureMessage failure = FailureMessage.decode(Bytes.of(wire));
    assertThat(FailureMessage.decode(failure.encode())).isEqualTo(failure);
  }
}
