package org.boltj.onion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.boltj.base.Bytes;
import org.boltj.base.CltvExpiry;
import org.boltj.base.CltvExpiryDelta;
import org.boltj.base.Features;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PublicKey;
import org.boltj.base.ShortChannelId;
import org.boltj.codec.DecodeException;
import org.boltj.crypto.Secp256k1;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The blinded paths of BOLT 4: made by their recipients, opened by each node. */
@Tag("vectors")
class Bolt4RouteBlindingVectorsTest {
  private final List<OnionVectors> hops = OnionVectors.load("bolt4-route-blinding.json").hops();

  @Test
  void bobToCarol() {
    assertCreated(hops.subList(0, 2));
  }

  @Test
  void daveToEve() {
    assertCreated(hops.subList(2, 4));
  }

  @TestFactory
  Stream<DynamicTest> opened() {
    return hops.stream()
        .map(h -> dynamicTest(h.node().get("alias").asText(), () -> assertOpened(h)));
  }

  @TestFactory
  Stream<DynamicTest> blindedNodeKey() {
    Secp256k1 curve = Secp256k1.get();
    return hops.stream()
        .map(
            h ->
                dynamicTest(
                    h.node().get("alias").asText(),
                    () -> {
                      Bytes secret = curve.ecdh(h.privateKey("nodeKey"), h.publicKey("pathKey"));
                      assertThat(
                              curve.multiply(
                                  h.privateKey("nodeKey"), RouteBlinding.nodeIdTweak(secret)))
                          .isEqualTo(h.privateKey("blindedNodeKey"));
                    }));
  }

  @Test
  void anotherNodeCannotOpen() {
    OnionVectors hop = hops.get(0);
    OnionEcdh other = OnionEcdh.of(hops.get(1).privateKey("nodeKey"));
    assertThatThrownBy(
            () -> RouteBlinding.open(other, hop.publicKey("pathKey"), hop.bytes("encryptedData")))
        .isInstanceOf(DecodeException.class);
  }

  private static void assertCreated(List<OnionVectors> part) {
    List<RouteBlinding.Node> nodes =
        part.stream()
            .map(h -> new RouteBlinding.Node(h.publicKey("nodeId"), h.bytes("data")))
            .toList();
    BlindedPath path = RouteBlinding.create(part.get(0).privateKey("sessionKey"), nodes);
    assertThat(path)
        .isEqualTo(
            new BlindedPath(
                part.get(0).publicKey("nodeId"),
                part.get(0).publicKey("pathKey"),
                part.stream()
                    .map(
                        h ->
                            new BlindedPath.Hop(
                                h.publicKey("blindedNodeId"), h.bytes("encryptedData")))
                    .toList()));
  }

  private static void assertOpened(OnionVectors hop) throws DecodeException {
    RouteBlinding.Opened opened =
        RouteBlinding.open(
            OnionEcdh.of(hop.privateKey("nodeKey")),
            hop.publicKey("pathKey"),
            hop.bytes("encryptedData"));
    RecipientData expected = recipientData(hop);
    assertThat(opened).isEqualTo(new RouteBlinding.Opened(expected, hop.publicKey("nextPathKey")));
    if (!hop.node().get("hasUnknownField").asBoolean()) {
      Bytes encoded =
          hop.has("padding") ? expected.encode(hop.number("padding")) : expected.encode();
      assertThat(encoded).isEqualTo(hop.bytes("data"));
    }
  }

  private static RecipientData recipientData(OnionVectors hop) {
    Features features = Features.EMPTY;
    for (JsonNode bit : hop.node().get("allowedFeatureBits")) {
      features = features.withBit(bit.asInt());
    }
    JsonNode constraints = hop.node().get("paymentConstraints");
    return new RecipientData(
        hop.has("shortChannelId")
            ? Optional.of(ShortChannelId.parse(hop.node().get("shortChannelId").asText()))
            : Optional.empty(),
        Optional.empty(),
        hop.has("pathId") ? Optional.of(hop.bytes("pathId")) : Optional.empty(),
        hop.has("nextPathKeyOverride")
            ? Optional.of(hop.publicKey("nextPathKeyOverride"))
            : Optional.<PublicKey>empty(),
        Optional.ofNullable(hop.node().get("paymentRelay"))
            .map(Bolt4RouteBlindingVectorsTest::relay),
        Optional.of(
            new RecipientData.PaymentConstraints(
                new CltvExpiry(constraints.get("maxCltvExpiry").asLong()),
                MilliSatoshi.of(constraints.get("htlcMinimumMsat").asLong()))),
        Optional.of(features));
  }

  private static RecipientData.PaymentRelay relay(JsonNode relay) {
    return new RecipientData.PaymentRelay(
        new CltvExpiryDelta(relay.get("cltvExpiryDelta").asInt()),
        relay.get("feeProportionalMillionths").asLong(),
        MilliSatoshi.of(relay.get("feeBaseMsat").asLong()));
  }
}
