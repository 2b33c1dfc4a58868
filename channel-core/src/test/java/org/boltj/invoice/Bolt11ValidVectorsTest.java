package org.boltj.invoice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.boltj.base.Bytes;
import org.boltj.base.CltvExpiryDelta;
import org.boltj.base.Features;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.Network;
import org.boltj.base.PaymentHash;
import org.boltj.base.PaymentSecret;
import org.boltj.base.PrivateKey;
import org.boltj.base.PublicKey;
import org.boltj.base.ShortChannelId;
import org.boltj.crypto.Secp256k1;
import org.boltj.tx.Addresses;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** The examples of BOLT 11: read, and written where their fields stand in our order. */
@Tag("vectors")
class Bolt11ValidVectorsTest {
  private static final InvoiceVectors VECTORS = InvoiceVectors.load("bolt11-valid.json");

  @TestFactory
  Stream<DynamicTest> read() {
    return VECTORS.all().stream()
        .map(v -> dynamicTest(v.required("name").asText(), () -> assertRead(v)));
  }

  @TestFactory
  Stream<DynamicTest> written() {
    return VECTORS.all().stream()
        .filter(v -> v.has("canonical"))
        .map(v -> dynamicTest(v.required("name").asText(), () -> assertWritten(v)));
  }

  private static void assertRead(JsonNode v) throws InvoiceException {
    Invoice invoice = Invoice.decode(text(v, "invoice"));
    assertThat(invoice.network()).isEqualTo(Network.valueOf(text(v, "network")));
    assertThat(invoice.amount())
        .isEqualTo(optional(v, "amountMsat").map(n -> MilliSatoshi.of(n.asLong())));
    assertThat(invoice.timestampSeconds()).isEqualTo(v.required("timestampSeconds").asLong());
    assertThat(invoice.paymentHash()).isEqualTo(PaymentHash.fromHex(text(v, "paymentHash")));
    assertThat(invoice.paymentSecret()).isEqualTo(PaymentSecret.fromHex(text(v, "paymentSecret")));
    assertThat(invoice.description()).isEqualTo(description(v));
    assertThat(invoice.payee()).isEqualTo(PublicKey.fromHex(text(v, "payee")));
    assertThat(invoice.expirySeconds())
        .isEqualTo(optional(v, "expirySeconds").map(JsonNode::asLong).orElse(3600L));
    assertThat(invoice.minFinalCltvExpiryDelta().blocks())
        .isEqualTo(optional(v, "minFinalCltvExpiryDelta").map(JsonNode::asInt).orElse(18));
    assertThat(
            invoice.fallbackAddresses().stream()
                .flatMap(a -> a.address(invoice.network()).stream()))
        .containsExactlyElementsOf(fallbacks(v));
    assertThat(invoice.routeHints()).isEqualTo(routeHints(v));
    assertThat(invoice.features()).isEqualTo(features(v));
    assertThat(invoice.paymentMetadata())
        .isEqualTo(optional(v, "paymentMetadata").map(n -> Bytes.fromHex(n.asText())));
    assertThat(invoice.otherFields())
        .hasSize(optional(v, "otherFields").map(JsonNode::asInt).orElse(0));
    assertThat(invoice.text()).isEqualTo(text(v, "invoice").toLowerCase(Locale.ROOT));
    assertSignature(v, invoice);
  }

  private static void assertSignature(JsonNode v, Invoice invoice) {
    if (!v.has("signature")) {
      return;
    }
    assertThat(invoice.signature().signature().value().toHex()).isEqualTo(text(v, "signature"));
    assertThat(invoice.signature().recoveryId()).isEqualTo(v.required("recoveryId").asInt());
    boolean isLowS =
        Secp256k1.get()
            .verify(
                invoice.signature().signature(),
                Bytes.fromHex(text(v, "signedHash")),
                invoice.payee());
    assertThat(isLowS).isEqualTo(!v.has("highS"));
  }

  private static void assertWritten(JsonNode v) {
    InvoiceBuilder builder =
        Invoice.builder(
                Network.valueOf(text(v, "network")),
                PaymentHash.fromHex(text(v, "paymentHash")),
                PaymentSecret.fromHex(text(v, "paymentSecret")),
                description(v),
                v.required("timestampSeconds").asLong())
            .features(features(v));
    optional(v, "amountMsat").ifPresent(n -> builder.amount(MilliSatoshi.of(n.asLong())));
    optional(v, "expirySeconds").ifPresent(n -> builder.expirySeconds(n.asLong()));
    for (String address : fallbacks(v)) {
      Bytes script =
          Addresses.toScriptPubKey(address, Network.valueOf(text(v, "network"))).orElseThrow();
      builder.fallbackAddress(FallbackAddress.ofScript(script).orElseThrow());
    }
    routeHints(v).forEach(builder::routeHint);
    PrivateKey key = PrivateKey.fromHex(VECTORS.file().required("privateKey").asText());
    Invoice invoice = builder.sign(hash -> Secp256k1.get().signRecoverable(hash, key));
    assertThat(invoice.text()).isEqualTo(text(v, "invoice"));
  }

  private static InvoiceDescription description(JsonNode v) {
    return v.has("description")
        ? new InvoiceDescription.Text(text(v, "description"))
        : new InvoiceDescription.OfHash(Bytes.fromHex(text(v, "descriptionHash")));
  }

  private static Features features(JsonNode v) {
    Features features = Features.EMPTY;
    for (JsonNode bit : v.required("featureBits")) {
      features = features.withBit(bit.asInt());
    }
    return features;
  }

  private static List<String> fallbacks(JsonNode v) {
    return InvoiceVectors.elements(v.path("fallbacks")).stream().map(JsonNode::asText).toList();
  }

  private static List<RouteHint> routeHints(JsonNode v) {
    return InvoiceVectors.elements(v.path("routeHints")).stream()
        .map(
            hint ->
                new RouteHint(
                    InvoiceVectors.elements(hint).stream()
                        .map(Bolt11ValidVectorsTest::hop)
                        .toList()))
        .toList();
  }

  private static RouteHint.Hop hop(JsonNode hop) {
    return new RouteHint.Hop(
        PublicKey.fromHex(text(hop, "nodeId")),
        ShortChannelId.parse(text(hop, "shortChannelId")),
        MilliSatoshi.of(hop.required("feeBaseMsat").asLong()),
        hop.required("feeProportionalMillionths").asLong(),
        new CltvExpiryDelta(hop.required("cltvExpiryDelta").asInt()));
  }

  private static Optional<JsonNode> optional(JsonNode v, String field) {
    return Optional.ofNullable(v.get(field));
  }

  private static String text(JsonNode v, String field) {
    return v.required(field).asText();
  }
}
