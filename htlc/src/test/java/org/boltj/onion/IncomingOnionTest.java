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
import org.boltj.base.PaymentHash;
import org.boltj.base.PaymentSecret;
import org.boltj.base.PrivateKey;
import org.boltj.base.PublicKey;
import org.boltj.base.ShortChannelId;
import org.boltj.crypto.Hash;
import org.boltj.crypto.Secp256k1;
import org.junit.jupiter.api.Test;

/** What update_add_htlc's onion asks of a node without option_route_blinding. */
class IncomingOnionTest {
  private static final PrivateKey SESSION = new PrivateKey(Bytes.fromHex("33".repeat(32)));
  private static final PrivateKey US = new PrivateKey(Bytes.fromHex("11".repeat(32)));
  private static final PrivateKey NEXT = new PrivateKey(Bytes.fromHex("22".repeat(32)));
  private static final PaymentHash HASH = new PaymentHash(Bytes.fromHex("42".repeat(32)));
  private static final MilliSatoshi AMOUNT = MilliSatoshi.of(1000);
  private static final CltvExpiry EXPIRY = new CltvExpiry(100);
  private static final PublicKey PATH_KEY = Secp256k1.get().publicKey(SESSION);

  private static final HopPayload.Forward FORWARD =
      new HopPayload.Forward(AMOUNT, EXPIRY, new ShortChannelId(5));
  private static final HopPayload.Final FINAL =
      HopPayload.Final.of(
          AMOUNT,
          EXPIRY,
          new PaymentData(new PaymentSecret(Bytes.zeros(32)), AMOUNT),
          Optional.empty());

  @Test
  void relaysAndDelivers() {
    BuiltOnion built = onion(FORWARD.encode(), FINAL.encode());
    IncomingOnion first = open(US, built.packet().encode());
    assertThat(first)
        .isInstanceOfSatisfying(
            IncomingOnion.Relay.class, r -> assertThat(r.payload()).isEqualTo(FORWARD));
    Bytes next = ((IncomingOnion.Relay) first).nextPacket().encode();
    assertThat(open(NEXT, next))
        .isEqualTo(new IncomingOnion.Deliver(FINAL, built.sharedSecrets().get(1)));
  }

  @Test
  void onionInsideABlindedPathIsMalformed() {
    Bytes onion = onion(FORWARD.encode(), FINAL.encode()).packet().encode();
    assertThat(IncomingOnion.open(OnionEcdh.of(US), HASH, onion, Optional.of(PATH_KEY), Set.of()))
        .isEqualTo(
            new IncomingOnion.RefuseMalformed(
                new FailureMessage.InvalidOnionBlinding(Hash.sha256(onion))));
  }

  @Test
  void firstNodeOfABlindedPathIsRefusedForBlinding() {
    Bytes payload = new HopPayload.BlindedForward(Bytes.zeros(50), Optional.of(PATH_KEY)).encode();
    OnionPacket packet = onion(payload, FINAL.encode()).packet();
    assertRefused(packet, new FailureMessage.InvalidOnionBlinding(packet.sha256()));
  }

  @Test
  void otherBlindedPayloadsAreInvalid() {
    Bytes forward = new HopPayload.BlindedForward(Bytes.zeros(50), Optional.empty()).encode();
    Bytes last =
        new HopPayload.BlindedFinal(AMOUNT, EXPIRY, AMOUNT, Bytes.zeros(50), Optional.of(PATH_KEY))
            .encode();
    FailureMessage failure = new FailureMessage.InvalidOnionPayload(10, 0);
    assertRefused(onion(forward, FINAL.encode()).packet(), failure);
    assertRefused(onion(last).packet(), failure);
  }

  @Test
  void invalidPayloadIsRefusedByType() {
    assertRefused(
        onion(FINAL.encode(), FINAL.encode()).packet(),
        new FailureMessage.InvalidOnionPayload(6, 0));
  }

  @Property(tries = 200)
  void anyBytesAreMalformed(@ForAll @Size(max = 200) byte[] onion) {
    assertThat(open(US, Bytes.of(onion))).isInstanceOf(IncomingOnion.RefuseMalformed.class);
  }

  private static void assertRefused(OnionPacket packet, FailureMessage failure) {
    assertThat(open(US, packet.encode()))
        .isInstanceOfSatisfying(
            IncomingOnion.Refuse.class, r -> assertThat(r.failure()).isEqualTo(failure));
  }

  private static IncomingOnion open(PrivateKey node, Bytes onion) {
    return IncomingOnion.open(OnionEcdh.of(node), HASH, onion, Optional.empty(), Set.of());
  }

  private static BuiltOnion onion(Bytes ours) {
    return Sphinx.build(SESSION, List.of(hop(US, ours)), HASH.value());
  }

  private static BuiltOnion onion(Bytes ours, Bytes next) {
    return Sphinx.build(SESSION, List.of(hop(US, ours), hop(NEXT, next)), HASH.value());
  }

  private static OnionHop hop(PrivateKey node, Bytes payload) {
    return new OnionHop(Secp256k1.get().publicKey(node), payload);
  }
}
