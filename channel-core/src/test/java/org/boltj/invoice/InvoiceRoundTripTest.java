package org.boltj.invoice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.boltj.base.Bytes;
import org.boltj.base.CltvExpiryDelta;
import org.boltj.base.Feature;
import org.boltj.base.Features;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.Network;
import org.boltj.base.PaymentHash;
import org.boltj.base.PaymentSecret;
import org.boltj.base.PrivateKey;
import org.boltj.base.PublicKey;
import org.boltj.base.ShortChannelId;
import org.boltj.crypto.RecoverableSignature;
import org.boltj.crypto.Secp256k1;
import org.junit.jupiter.api.Test;

/** Invoices written are read as they were; whatever else is read is refused by one exception. */
class InvoiceRoundTripTest {
  private static final PrivateKey KEY = new PrivateKey(Bytes.fromHex("11".repeat(32)));
  private static final PublicKey NODE = Secp256k1.get().publicKey(KEY);
  private static final List<Network> NETWORKS = List.of(Network.values());
  private static final String CHARSET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";

  @Property(tries = 200)
  void readAsWritten(@ForAll long seed) throws InvoiceException {
    Random random = new Random(seed);
    MilliSatoshi amount =
        MilliSatoshi.of(1 + (random.nextLong() >>> 1) % MilliSatoshi.MAX_MONEY.msat());
    CltvExpiryDelta delta = new CltvExpiryDelta(random.nextInt(0x10000));
    long expiry = random.nextLong() >>> (4 + random.nextInt(60));
    Bytes metadata = bytes(random, random.nextInt(640));
    List<FallbackAddress> fallbacks = fallbacks(random);
    List<RouteHint> hints = hints(random);
    Features features = features(random);
    Invoice written =
        builder(random)
            .amount(amount)
            .minFinalCltvExpiryDelta(delta)
            .expirySeconds(expiry)
            .paymentMetadata(metadata)
            .payee(NODE)
            .features(features)
            .sign(InvoiceRoundTripTest::sign);
    assertThat(written.amount()).contains(amount);
    assertThat(written.minFinalCltvExpiryDelta()).isEqualTo(delta);
    assertThat(written.expirySeconds()).isEqualTo(expiry);
    assertThat(written.paymentMetadata()).contains(metadata);
    assertThat(written.payee()).isEqualTo(NODE);
    assertThat(written.features()).isEqualTo(features);
    assertThat(written.otherFields()).isEmpty();
    assertThat(Invoice.decode(written.text().toUpperCase(Locale.ROOT))).isEqualTo(written);

    InvoiceBuilder builder = builder(random);
    fallbacks.forEach(builder::fallbackAddress);
    hints.forEach(builder::routeHint);
    Invoice routed = builder.sign(InvoiceRoundTripTest::sign);
    assertThat(routed.fallbackAddresses()).isEqualTo(fallbacks);
    assertThat(routed.routeHints()).isEqualTo(hints);
    assertThat(routed.payee()).isEqualTo(NODE);
    assertThat(Invoice.decode(routed.text())).isEqualTo(routed);
  }

  @Property(tries = 500)
  void changedCharacterIsRefused(
      @ForAll long seed, @ForAll @IntRange(min = 0, max = 31) int replacement) {
    Random random = new Random(seed);
    String text = builder(random).sign(InvoiceRoundTripTest::sign).text();
    int at = random.nextInt(text.length());
    char other = CHARSET.charAt(replacement);
    if (text.charAt(at) == other) {
      return;
    }
    String changed = text.substring(0, at) + other + text.substring(at + 1);
    assertThatThrownBy(() -> Invoice.decode(changed)).isInstanceOf(InvoiceException.class);
  }

  @Property(tries = 500)
  void anyTextIsAnInvoiceOrRefused(@ForAll @StringLength(max = 300) String text) {
    assertThatThrownBy(() -> Invoice.decode(text)).isInstanceOf(InvoiceException.class);
  }

  @Property(tries = 2000)
  void anyFieldsAreAnInvoiceOrRefused(@ForAll long seed) {
    Random random = new Random(seed);
    byte[] data = new byte[random.nextInt(300)];
    for (int i = 0; i < data.length; i++) {
      // Short fields, so that many of them fit.
      data[i] = (byte) (i % 3 == 1 ? random.nextInt(2) : random.nextInt(32));
    }
    String text = Bech32.encode("lnbc", data);
    assertThatThrownBy(() -> Invoice.decode(text)).isInstanceOf(InvoiceException.class);
  }

  @Test
  void signerMustBeTheNamedPayee() {
    PublicKey other = Secp256k1.get().publicKey(new PrivateKey(Bytes.fromHex("22".repeat(32))));
    InvoiceBuilder builder = builder(new Random(1)).payee(other);
    assertThatThrownBy(() -> builder.sign(InvoiceRoundTripTest::sign))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void longestDescriptionFits() {
    String longest = "x".repeat(639);
    assertThat(described(longest).sign(InvoiceRoundTripTest::sign).description())
        .isEqualTo(new InvoiceDescription.Text(longest));
    assertThatThrownBy(() -> described(longest + "x")).isInstanceOf(IllegalArgumentException.class);
  }

  private static InvoiceBuilder described(String text) {
    return Invoice.builder(
        Network.REGTEST,
        new PaymentHash(Bytes.zeros(32)),
        new PaymentSecret(Bytes.zeros(32)),
        new InvoiceDescription.Text(text),
        0);
  }

  private static InvoiceBuilder builder(Random random) {
    InvoiceDescription description =
        random.nextBoolean()
            ? new InvoiceDescription.Text("ナンセンス " + random.nextInt())
            : new InvoiceDescription.OfHash(bytes(random, 32));
    return Invoice.builder(
        NETWORKS.get(random.nextInt(NETWORKS.size())),
        new PaymentHash(bytes(random, 32)),
        new PaymentSecret(bytes(random, 32)),
        description,
        random.nextLong() >>> 29);
  }

  private static List<FallbackAddress> fallbacks(Random random) {
    List<FallbackAddress> fallbacks = new ArrayList<>();
    fallbacks.add(new FallbackAddress(17, bytes(random, 20)));
    fallbacks.add(new FallbackAddress(18, bytes(random, 20)));
    fallbacks.add(new FallbackAddress(0, bytes(random, random.nextBoolean() ? 20 : 32)));
    fallbacks.add(
        new FallbackAddress(1 + random.nextInt(16), bytes(random, 2 + random.nextInt(39))));
    return fallbacks.subList(0, random.nextInt(5));
  }

  private static List<RouteHint> hints(Random random) {
    List<RouteHint> hints = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      List<RouteHint.Hop> hops = new ArrayList<>();
      for (int j = 1 + random.nextInt(12); j > 0; j--) {
        hops.add(
            new RouteHint.Hop(
                NODE,
                new ShortChannelId(random.nextLong()),
                MilliSatoshi.of(random.nextLong() >>> 32),
                random.nextLong() >>> 32,
                new CltvExpiryDelta(random.nextInt(0x10000))));
      }
      hints.add(new RouteHint(hops));
    }
    return hints;
  }

  private static Features features(Random random) {
    Features features = Features.required(Feature.PAYMENT_SECRET);
    for (int i = random.nextInt(6); i > 0; i--) {
      features = features.withBit(random.nextInt(300));
    }
    return random.nextInt(10) == 0 ? Features.EMPTY : features;
  }

  private static Bytes bytes(Random random, int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return Bytes.wrap(bytes);
  }

  private static RecoverableSignature sign(Bytes hash) {
    return Secp256k1.get().signRecoverable(hash, KEY);
  }
}
