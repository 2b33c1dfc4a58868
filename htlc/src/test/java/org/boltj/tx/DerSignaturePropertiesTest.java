package org.boltj.tx;

import static org.assertj.core.api.Assertions.assertThat;

import fr.acinq.bitcoin.ByteVector64;
import fr.acinq.bitcoin.Crypto;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.boltj.base.Bytes;
import org.boltj.base.PrivateKey;
import org.boltj.base.Signature;
import org.boltj.crypto.Hash;
import org.boltj.crypto.Secp256k1;

/** DER is read back, and written as bitcoin-kmp writes it. */
class DerSignaturePropertiesTest {
  @Provide
  Arbitrary<Signature> signatures() {
    Arbitrary<Bytes> number =
        TransactionPropertiesTest.bytes(1, 32)
            .map(n -> Bytes.concat(Bytes.zeros(32 - n.size()), n));
    return Combinators.combine(number, number).as((r, s) -> new Signature(Bytes.concat(r, s)));
  }

  @Property(seed = "1", tries = 500)
  void isReadBack(@ForAll("signatures") Signature signature) {
    Bytes der = DerSignature.encode(signature, SigHashType.SINGLE_ANYONECANPAY);
    assertThat(der.unsigned(der.size() - 1)).isEqualTo(0x83);
    assertThat(DerSignature.decode(der)).contains(signature);
  }

  @Property(seed = "3", tries = 300)
  void realSignaturesAreWrittenAsByBitcoinKmp(@ForAll("hashes") Bytes hash) {
    Signature signature = Secp256k1.get().sign(hash, new PrivateKey(hash));
    Bytes der = DerSignature.encode(signature, SigHashType.ALL);
    ByteVector64 compact = new ByteVector64(signature.value().toArray());
    byte[] expected = Crypto.compact2der(compact).toByteArray();
    assertThat(der.slice(0, der.size() - 1)).isEqualTo(Bytes.of(expected));
    assertThat(der.size()).isLessThanOrEqualTo(DerSignature.MAX_SIZE);
  }

  @Provide
  Arbitrary<Bytes> hashes() {
    return Arbitraries.longs().map(n -> Hash.sha256(Bytes.fromHex("%016x".formatted(n))));
  }

  @Property(seed = "2", tries = 1000)
  void otherBytesAreReadOnlyIfTheyAreStrictDer(@ForAll("almost") Bytes bytes) {
    DerSignature.decode(bytes)
        .ifPresent(
            signature ->
                assertThat(
                        DerSignature.encode(signature, SigHashType.ALL).slice(0, bytes.size() - 1))
                    .isEqualTo(bytes.slice(0, bytes.size() - 1)));
  }

  @Provide
  Arbitrary<Bytes> almost() {
    return Combinators.combine(signatures(), Arbitraries.integers(), Arbitraries.bytes())
        .as(
            (signature, at, value) -> {
              byte[] changed = DerSignature.encode(signature, SigHashType.ALL).toArray();
              changed[Math.floorMod(at, changed.length)] = value;
              return Bytes.of(changed);
            });
  }
}
