package org.boltj.invoice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.Feature;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.Network;
import org.boltj.base.PaymentHash;
import org.boltj.base.PaymentSecret;
import org.boltj.base.PrivateKey;
import org.boltj.crypto.RecoverableSignature;
import org.boltj.crypto.Secp256k1;
import org.boltj.invoice.InvoiceException.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of BOLT 11 that its examples do not show, on invoices signed for the purpose. */
class InvoiceRulesTest {
  private static final PrivateKey KEY = new PrivateKey(Bytes.fromHex("11".repeat(32)));
  private static final Bytes HASH = Bytes.fromHex("5a".repeat(32));

  private static final TaggedField P = TaggedField.ofBytes(TaggedField.PAYMENT_HASH, HASH);
  private static final TaggedField S = TaggedField.ofBytes(TaggedField.PAYMENT_SECRET, HASH);
  private static final TaggedField D =
      TaggedField.ofBytes(TaggedField.DESCRIPTION, Bytes.fromHex("61"));
  private static final TaggedField H = TaggedField.ofBytes(TaggedField.DESCRIPTION_HASH, HASH);

  @ParameterizedTest
  @CsvSource({
    "lnbc1m, 100000000",
    "lnbc1000u, 100000000",
    "lnbc1, 100000000000",
    "lnbc10p, 1",
    "lnbc21000000, 2100000000000000000",
    "lnbc21000000000000000000p, 2100000000000000000",
    "lnbc001n, 100"
  })
  void amountsAreRead(String front, long msat) throws InvoiceException {
    assertThat(Invoice.decode(signed(front, P, S, D)).amount()).contains(MilliSatoshi.of(msat));
  }

  @ParameterizedTest
  @CsvSource({
    "1, lnbc10p",
    "100, lnbc1n",
    "1000, lnbc10n",
    "100000, lnbc1u",
    "123456000, lnbc1234560n",
    "100000000, lnbc1m",
    "250000000, lnbc2500u",
    "100000000000, lnbc1",
    "101, lnbc1010p"
  })
  void amountsAreWrittenShortest(long msat, String front) {
    HumanReadablePart part =
        new HumanReadablePart(Network.MAINNET, Optional.of(MilliSatoshi.of(msat)));
    assertThat(part.format()).isEqualTo(front);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lnbc0",
        "lnbc0m",
        "lnbc1x",
        "lnbc1mm",
        "lnbc1m1",
        "lnbc15p",
        "lnbc21000001",
        "lnbc99999999999999999999",
        "lnbc1,5m"
      })
  void amountsAreRefused(String front) {
    assertRefused(Problem.INVALID_AMOUNT, signed(front, P, S, D));
  }

  @ParameterizedTest
  @ValueSource(strings = {"lnxx", "bc", "ln", "lnbcm", "lnbcrtx", "lntbx1m", "x"})
  void prefixesAreRefused(String front) {
    assertRefused(Problem.UNKNOWN_PREFIX, signed(front, P, S, D));
  }

  @ParameterizedTest
  @CsvSource({"lnbc, MAINNET", "lntb, TESTNET", "lntbs, SIGNET", "lnbcrt, REGTEST"})
  void everyNetworkIsRead(String front, Network network) throws InvoiceException {
    String text = signed(front + "20m", P, S, D);
    assertThat(Invoice.decode(text).network()).isEqualTo(network);
    assertThat(Invoice.decode(text, network).amount()).isPresent();
    Network other = network == Network.MAINNET ? Network.REGTEST : Network.MAINNET;
    assertThatThrownBy(() -> Invoice.decode(text, other))
        .isInstanceOfSatisfying(
            InvoiceException.class, e -> assertThat(e.problem()).isEqualTo(Problem.WRONG_NETWORK));
  }

  @ParameterizedTest
  @ValueSource(strings = {"lightning:", "LIGHTNING:", " lightning:", "\n"})
  void prefixOfTheUriIsAccepted(String prefix) throws InvoiceException {
    String text = signed("lnbc", P, S, D);
    assertThat(Invoice.decode(prefix + text + " ")).isEqualTo(Invoice.decode(text));
  }

  @Test
  void whatIsMissingIsNamed() {
    assertRefused(Problem.MISSING_FIELD, signed("lnbc", S, D));
    assertRefused(Problem.MISSING_FIELD, signed("lnbc", P, D));
    assertRefused(Problem.MISSING_FIELD, signed("lnbc", P, S));
    assertRefused(Problem.INVALID_FIELD, signed("lnbc", P, S, D, H));
  }

  @Test
  void leadingZerosAreRefused() {
    for (int type :
        new int[] {
          TaggedField.EXPIRY, TaggedField.MIN_FINAL_CLTV_EXPIRY_DELTA, TaggedField.FEATURES
        }) {
      TaggedField field = new TaggedField(type, Bytes.fromHex("0001"));
      assertRefused(Problem.INVALID_FIELD, signed("lnbc", P, S, D, field));
    }
  }

  @Test
  void paddingIsRefused() {
    TaggedField nonZero = new TaggedField(TaggedField.DESCRIPTION, Bytes.fromHex("0c05"));
    TaggedField tooLong = new TaggedField(TaggedField.DESCRIPTION, Bytes.fromHex("0c0400"));
    assertRefused(Problem.INVALID_FIELD, signed("lnbc", P, S, nonZero));
    assertRefused(Problem.INVALID_FIELD, signed("lnbc", P, S, tooLong));
  }

  @Test
  void otherBadFieldsAreRefused() {
    TaggedField notUtf8 = TaggedField.ofBytes(TaggedField.DESCRIPTION, Bytes.fromHex("ff"));
    TaggedField hint = TaggedField.ofBytes(TaggedField.ROUTE_HINT, Bytes.zeros(51));
    TaggedField shortHint = TaggedField.ofBytes(TaggedField.ROUTE_HINT, Bytes.zeros(50));
    TaggedField payee = TaggedField.ofBytes(TaggedField.PAYEE, Bytes.zeros(33));
    TaggedField blocks = TaggedField.ofNumber(TaggedField.MIN_FINAL_CLTV_EXPIRY_DELTA, 0x10000);
    assertRefused(Problem.INVALID_FIELD, signed("lnbc", P, S, notUtf8));
    assertRefused(Problem.INVALID_FIELD, signed("lnbc", P, S, D, hint));
    assertRefused(Problem.INVALID_FIELD, signed("lnbc", P, S, D, shortHint));
    assertRefused(Problem.INVALID_FIELD, signed("lnbc", P, S, D, payee));
    assertRefused(Problem.INVALID_FIELD, signed("lnbc", P, S, D, blocks));
  }

  @Test
  void firstOfAKindCounts() throws InvoiceException {
    TaggedField other = TaggedField.ofBytes(TaggedField.PAYMENT_HASH, Bytes.zeros(32));
    Invoice invoice = Invoice.decode(signed("lnbc", P, other, S, D));
    assertThat(invoice.paymentHash().value()).isEqualTo(HASH);
    assertThat(invoice.otherFields()).containsExactly(other);
  }

  @Test
  void expiryCountsFromTheTimestamp() throws InvoiceException {
    Invoice invoice = Invoice.decode(signed("lnbc", P, S, D));
    assertThat(invoice.isExpired(invoice.timestampSeconds() + 3600)).isFalse();
    assertThat(invoice.isExpired(invoice.timestampSeconds() + 3601)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, Long.MIN_VALUE, 1L << 60})
  void anExpiryOutOfBoundsIsRefused(long seconds) {
    InvoiceBuilder builder =
        Invoice.builder(
            Network.REGTEST,
            new PaymentHash(HASH),
            new PaymentSecret(HASH),
            new InvoiceDescription.Text("a"),
            0);

    assertThatThrownBy(() -> builder.expirySeconds(seconds))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an expiry is 0 seconds or more and has at most 60 bits: " + seconds);
  }

  @Test
  void missingDependencyOfAFeatureIsListed() throws InvoiceException {
    // 4 in the fourth value from the end is bit 17.
    TaggedField features = new TaggedField(TaggedField.FEATURES, Bytes.fromHex("04000000"));
    Invoice invoice = Invoice.decode(signed("lnbc", P, S, D, features));
    assertThat(invoice.allowsMultiPart()).isTrue();
    assertThat(invoice.featuresWithMissingDependencies()).containsExactly(Feature.BASIC_MPP);
  }

  @Test
  void secretIsNotPrinted() throws InvoiceException {
    Invoice invoice = Invoice.decode(signed("lnbc", P, S, D));
    assertThat(invoice.toString()).doesNotContain(invoice.text());
  }

  private static void assertRefused(Problem problem, String text) {
    assertThatThrownBy(() -> Invoice.decode(text))
        .isInstanceOfSatisfying(
            InvoiceException.class,
            e -> assertThat(e.problem()).as(e.getMessage()).isEqualTo(problem));
  }

  private static String signed(String front, TaggedField... fields) {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    data.writeBytes(FiveBits.fromNumber(1_700_000_000, 7));
    for (TaggedField field : fields) {
      data.write(field.type());
      data.writeBytes(FiveBits.fromNumber(field.data().size(), 2));
      data.writeBytes(field.data().toArray());
    }
    RecoverableSignature signature =
        Secp256k1.get().signRecoverable(InvoiceDecoder.signedHash(front, data.toByteArray()), KEY);
    Bytes id = Bytes.of((byte) signature.recoveryId());
    data.writeBytes(FiveBits.fromBytes(Bytes.concat(signature.signature().value(), id)));
    return Bech32.encode(front, data.toByteArray());
  }
}
