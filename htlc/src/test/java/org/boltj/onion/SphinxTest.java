package org.boltj.onion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.boltj.base.Bytes;
import org.boltj.base.PrivateKey;
import org.boltj.base.PublicKey;
import org.boltj.codec.DecodeException;
import org.boltj.crypto.Hash;
import org.boltj.crypto.Secp256k1;
import org.junit.jupiter.api.Test;

/** Every hop gets its own payload and nothing else; whatever was changed is refused as a value. */
class SphinxTest {
  private static final Bytes HASH = Hash.sha256(Bytes.of((byte) 1));
  private static final PrivateKey SESSION = key(1000);

  @Property(tries = 60)
  void eachHopGetsItsPayload(@ForAll @IntRange(min = 1, max = 27) int count, @ForAll long seed)
      throws DecodeException {
    List<OnionHop> hops = randomHops(count, new Random(seed));
    BuiltOnion built = Sphinx.build(SESSION, hops, HASH);
    OnionPacket packet = built.packet();
    for (int i = 0; i < count - 1; i++) {
      PeeledOnion.Forward peeled = (PeeledOnion.Forward) Sphinx.peel(ecdh(i), HASH, packet);
      assertThat(peeled.payload()).isEqualTo(hops.get(i).payload());
      assertThat(peeled.sharedSecret()).isEqualTo(built.sharedSecrets().get(i));
      packet = OnionPacket.decode(peeled.nextPacket().encode());
      assertThat(packet.encode().size()).isEqualTo(OnionPacket.PAYMENT_SIZE);
    }
    assertThat(Sphinx.peel(ecdh(count - 1), HASH, packet))
        .isEqualTo(
            new PeeledOnion.Final(
                hops.get(count - 1).payload(), built.sharedSecrets().get(count - 1)));
  }

  @Test
  void packetsOfMessagesMayHaveAnySize() {
    OnionHop first = hop(0, Bytes.zeros(20_000));
    OnionHop second = hop(1, Bytes.zeros(12_000));
    BuiltOnion built = Sphinx.build(SESSION, List.of(first, second), Bytes.EMPTY, 32_768);
    PeeledOnion.Forward peeled =
        (PeeledOnion.Forward) Sphinx.peel(ecdh(0), Bytes.EMPTY, built.packet());
    assertThat(peeled.payload()).isEqualTo(first.payload());
    assertThat(Sphinx.peel(ecdh(1), Bytes.EMPTY, peeled.nextPacket()))
        .isInstanceOfSatisfying(
            PeeledOnion.Final.class, f -> assertThat(f.payload()).isEqualTo(second.payload()));
  }

  @Test
  void onePayloadMayFillThePacket() {
    int largest = OnionPacket.PAYMENT_PAYLOADS_SIZE - 3 - 32;
    BuiltOnion built = Sphinx.build(SESSION, List.of(hop(0, Bytes.zeros(largest))), HASH);
    assertThat(Sphinx.peel(ecdh(0), HASH, built.packet())).isInstanceOf(PeeledOnion.Final.class);
    List<OnionHop> tooLarge = List.of(hop(0, Bytes.zeros(largest + 1)));
    assertThat(Sphinx.fits(tooLarge)).isFalse();
    assertThatThrownBy(() -> Sphinx.build(SESSION, tooLarge, HASH))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Property(tries = 300)
  void changedByteIsRefused(
      @ForAll @IntRange(min = 0, max = OnionPacket.PAYMENT_SIZE - 1) int at,
      @ForAll @IntRange(min = 1, max = 255) int change)
      throws DecodeException {
    byte[] wire = packetOf(3).encode().toArray();
    wire[at] ^= (byte) change;
    OnionPacket changed = OnionPacket.decode(Bytes.of(wire));
    assertThat(Sphinx.peel(ecdh(0), HASH, changed))
        .isInstanceOfSatisfying(
            PeeledOnion.Malformed.class,
            m -> {
              assertThat(m.failure().isBadOnion()).isTrue();
              assertThat(m.failure().sha256OfOnion()).isEqualTo(Hash.sha256(Bytes.of(wire)));
            });
  }

  @Test
  void eachFaultHasItsCode() {
    OnionPacket good = packetOf(2);
    OnionPacket version = new OnionPacket(1, good.publicKey(), good.hopPayloads(), good.hmac());
    OnionPacket hmac = new OnionPacket(0, good.publicKey(), good.hopPayloads(), Bytes.zeros(32));
    assertThat(Sphinx.peel(ecdh(0), HASH, version))
        .isEqualTo(new PeeledOnion.BadVersion(1, version.sha256()));
    assertThat(Sphinx.peel(ecdh(0), HASH, hmac)).isEqualTo(new PeeledOnion.BadHmac(hmac.sha256()));
    assertThat(Sphinx.peel(ecdh(1), HASH, good)).isEqualTo(new PeeledOnion.BadHmac(good.sha256()));
    assertThat(Sphinx.peel(ecdh(0), Bytes.zeros(32), good))
        .isEqualTo(new PeeledOnion.BadHmac(good.sha256()));
    for (String point : List.of("00".repeat(33), "04" + "11".repeat(32), "02" + "ff".repeat(32))) {
      OnionPacket key = new OnionPacket(0, Bytes.fromHex(point), good.hopPayloads(), good.hmac());
      assertThat(Sphinx.peel(ecdh(0), HASH, key)).isEqualTo(new PeeledOnion.BadKey(key.sha256()));
    }
  }

  @Property(tries = 200)
  void anyBytesArePeeledOrRefused(@ForAll @Size(max = 200) byte[] wire) {
    try {
      Sphinx.peel(ecdh(0), HASH, OnionPacket.decode(Bytes.of(wire)));
    } catch (DecodeException tooShort) {
      assertThat(wire.length).isLessThanOrEqualTo(OnionPacket.OVERHEAD);
    }
  }

  @Property(tries = 300)
  void anyAuthenticatedPayloadIsPeeledOrRefused(@ForAll @Size(min = 1, max = 80) byte[] clear) {
    Bytes ephemeral = Secp256k1.get().publicKey(SESSION).value();
    Bytes secret = Secp256k1.get().ecdh(SESSION, nodeId(0));
    Bytes payloads = KeyType.RHO.xor(secret, Bytes.of(clear));
    Bytes hmac = Hash.hmacSha256(KeyType.MU.derive(secret), payloads, HASH);
    PeeledOnion peeled = Sphinx.peel(ecdh(0), HASH, new OnionPacket(0, ephemeral, payloads, hmac));
    assertThat(peeled).isNotInstanceOf(PeeledOnion.Malformed.class);
  }

  @Test
  void payloadThatLeavesThePacketIsBad() {
    for (String clear : List.of("00" + "00".repeat(40), "01" + "00".repeat(40), "fd00fc", "09")) {
      Bytes ephemeral = Secp256k1.get().publicKey(SESSION).value();
      Bytes secret = Secp256k1.get().ecdh(SESSION, nodeId(0));
      Bytes payloads = KeyType.RHO.xor(secret, Bytes.fromHex(clear));
      Bytes hmac = Hash.hmacSha256(KeyType.MU.derive(secret), payloads, HASH);
      assertThat(Sphinx.peel(ecdh(0), HASH, new OnionPacket(0, ephemeral, payloads, hmac)))
          .as(clear)
          .isInstanceOf(PeeledOnion.BadPayload.class);
    }
  }

  @Test
  void secretsAreNotPrinted() {
    assertThat(Sphinx.build(SESSION, List.of(hop(0, Bytes.zeros(2))), HASH).toString())
        .contains("SharedSecret(**)");
  }

  private static OnionPacket packetOf(int count) {
    return Sphinx.build(SESSION, randomHops(count, new Random(7)), HASH).packet();
  }

  /** Payloads of any size, which together fill the packet at most. */
  private static List<OnionHop> randomHops(int count, Random random) {
    List<OnionHop> hops = new ArrayList<>();
    int left = OnionPacket.PAYMENT_PAYLOADS_SIZE;
    for (int i = 0; i < count; i++) {
      int forOthers = (count - 1 - i) * OnionHop.packedSize(2);
      int most = left - forOthers - 35;
      byte[] payload = new byte[2 + random.nextInt(Math.max(1, most - 1))];
      random.nextBytes(payload);
      OnionHop hop = hop(i, Bytes.wrap(payload));
      left -= hop.packedSize();
      hops.add(hop);
    }
    return hops;
  }

  private static OnionHop hop(int index, Bytes payload) {
    return new OnionHop(nodeId(index), payload);
  }

  private static OnionEcdh ecdh(int index) {
    return OnionEcdh.of(key(index));
  }

  private static PublicKey nodeId(int index) {
    return Secp256k1.get().publicKey(key(index));
  }

  private static PrivateKey key(int index) {
    return new PrivateKey(Hash.sha256(Bytes.of((byte) index, (byte) (index >> 8), (byte) 77)));
  }
}
