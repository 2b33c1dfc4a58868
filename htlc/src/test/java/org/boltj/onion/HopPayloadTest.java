package org.boltj.onion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.boltj.base.Bytes;
import org.boltj.base.CltvExpiry;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PaymentPreimage;
import org.boltj.base.PaymentSecret;
import org.boltj.base.PublicKey;
import org.boltj.base.ShortChannelId;
import org.boltj.codec.TlvRecord;
import org.junit.jupiter.api.Test;

/** Payloads are read as BOLT 4 says, and what is wrong is named by type and offset. */
class HopPayloadTest {
  private static final MilliSatoshi AMOUNT = MilliSatoshi.of(15_000);
  private static final CltvExpiry EXPIRY = new CltvExpiry(1500);
  private static final PublicKey KEY =
      PublicKey.fromHex("02eec7245d6b7d2ccb30380bfbe2a3648cd7a942653f5aa340edcea1f283686619");

  @Test
  void forwardOfTheVector() {
    HopPayload.Forward expected = new HopPayload.Forward(AMOUNT, EXPIRY, new ShortChannelId(1));
    Bytes wire = Bytes.fromHex("02023a98040205dc06080000000000000001");
    assertThat(HopPayload.decode(wire, false)).isEqualTo(expected);
    assertThat(expected.encode()).isEqualTo(wire);
  }

  @Test
  void finalWithEveryField() {
    HopPayload.Final payload =
        new HopPayload.Final(
            AMOUNT,
            EXPIRY,
            Optional.of(
                new PaymentData(new PaymentSecret(Bytes.zeros(32)), MilliSatoshi.of(20_000))),
            Optional.of(Bytes.fromHex("01fafaf0")),
            Optional.of(new PaymentPreimage(Bytes.zeros(32))),
            List.of(
                new TlvRecord(65_537, Bytes.fromHex("aa")),
                new TlvRecord(7_629_169L, Bytes.fromHex("bb")),
                new TlvRecord(-1L, Bytes.fromHex("cc"))));
    assertThat(HopPayload.decode(payload.encode(), true)).isEqualTo(payload);
    assertThat(payload.totalMsat()).isEqualTo(MilliSatoshi.of(20_000));
  }

  @Test
  void totalIsTheAmountWhenNotGiven() {
    Bytes wire = Bytes.fromHex("02023a98040205dc");
    assertThat(HopPayload.decode(wire, true))
        .isInstanceOfSatisfying(
            HopPayload.Final.class, p -> assertThat(p.totalMsat()).isEqualTo(AMOUNT));
  }

  @Test
  void blindedPayloads() {
    Bytes data = Bytes.fromHex("aabbcc");
    HopPayload.BlindedForward forward = new HopPayload.BlindedForward(data, Optional.of(KEY));
    HopPayload.BlindedFinal last =
        new HopPayload.BlindedFinal(AMOUNT, EXPIRY, AMOUNT, data, Optional.empty());
    assertThat(HopPayload.decode(forward.encode(), false)).isEqualTo(forward);
    assertThat(HopPayload.decode(last.encode(), true)).isEqualTo(last);
    // Even odd types are not allowed there.
    assertInvalid(forward.encode().toHex() + "1500", false, 0x15, 40);
    assertInvalid(last.encode().toHex() + "1500", true, 0x15, 17);
  }

  @Test
  void whatIsMissingIsNamed() {
    assertInvalid("040205dc06080000000000000001", false, 2, 0);
    assertInvalid("02023a9806080000000000000001", false, 4, 0);
    assertInvalid("02023a98040205dc", false, 6, 0);
    assertInvalid("0a02aabb", true, 2, 0);
    assertInvalid("0c21" + KEY.value().toHex(), false, 12, 0);
  }

  @Test
  void whatIsWrongIsNamed() {
    assertInvalid("02023a98040205dc1400", true, 0x14, 8);
    assertInvalid("02023a98040205dc0401aa", true, 4, 8);
    assertInvalid("02020098040205dc", true, 2, 0);
    assertInvalid("02023a98040501020304050800", true, 4, 4);
    assertInvalid("02023a98040205dc08023a98", true, 8, 8);
    assertInvalid("02023a98040205dc0c21" + "02" + "ff".repeat(32), true, 12, 0);
    assertInvalid("0a01aa0c21" + "02" + "ff".repeat(32), false, 12, 3);
    assertInvalid("02083a9804020501020304" + "0401aa", true, 4, 10);
  }

  @Test
  void amountsAreNotMoreThanAllBitcoin() {
    assertInvalid("0208ffffffffffffffff0401aa", true, 2, 0);
  }

  @Test
  void evenCustomTypesMustBeUnderstood() {
    String wire = "02023a98040205dcfe0001000001aa";
    assertInvalid(wire, true, 65_536, 8);
    assertThat(HopPayload.decode(Bytes.fromHex(wire), true, Set.of(65_536L)))
        .isInstanceOfSatisfying(
            HopPayload.Final.class,
            p ->
                assertThat(p.customRecords())
                    .containsExactly(new TlvRecord(65_536, Bytes.fromHex("aa"))));
  }

  @Property(tries = 2000)
  void anyBytesArePayloadOrInvalid(@ForAll @Size(max = 60) byte[] wire, @ForAll boolean isFinal) {
    HopPayload payload = HopPayload.decode(Bytes.of(wire), isFinal);
    if (payload instanceof HopPayload.Invalid invalid) {
      assertThat(invalid.reason()).startsWith("payload type");
    }
  }

  private static void assertInvalid(String wire, boolean isFinal, long type, int offset) {
    assertThat(HopPayload.decode(Bytes.fromHex(wire), isFinal))
        .as(wire)
        .isInstanceOfSatisfying(
            HopPayload.Invalid.class,
            i ->
                assertThat(i.failure())
                    .as(i.reason())
                    .isEqualTo(new FailureMessage.InvalidOnionPayload(type, offset)));
  }
}
