package org.boltj.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.boltj.base.PrivateKey;
import org.boltj.base.PublicKey;
import org.boltj.base.VectorFile;
import org.boltj.crypto.Secp256k1;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** BOLT 3, Appendix E: key derivation. */
@Tag("vectors")
class Bolt3AppendixEVectorsTest {
  private static final JsonNode VECTOR = VectorFile.read("bolt3-appendix-e.json");

  private final PrivateKey baseSecret = PrivateKey.fromHex(text("baseSecret"));
  private final PrivateKey perCommitmentSecret = PrivateKey.fromHex(text("perCommitmentSecret"));
  private final PublicKey basePoint = PublicKey.fromHex(text("basePoint"));
  private final PublicKey perCommitmentPoint = PublicKey.fromHex(text("perCommitmentPoint"));

  private static String text(String name) {
    return VECTOR.get(name).textValue();
  }

  @Test
  void pointsOfTheSecrets() {
    assertThat(Secp256k1.get().publicKey(baseSecret)).isEqualTo(basePoint);
    assertThat(Secp256k1.get().publicKey(perCommitmentSecret)).isEqualTo(perCommitmentPoint);
  }

  @Test
  void pubkeyFromBasepointAndPerCommitmentPoint() {
    assertThat(KeyDerivation.publicKey(basePoint, perCommitmentPoint))
        .hasToString(text("localPubkey"));
  }

  @Test
  void privateKeyFromBasepointSecretAndPerCommitmentPoint() {
    assertThat(KeyDerivation.privateKey(baseSecret, perCommitmentPoint).value())
        .hasToString(text("localPrivkey"));
  }

  @Test
  void revocationPubkeyFromBasepointAndPerCommitmentPoint() {
    assertThat(KeyDerivation.revocationPublicKey(basePoint, perCommitmentPoint))
        .hasToString(text("revocationPubkey"));
  }

  @Test
  void revocationPrivateKeyFromBothSecrets() {
    assertThat(KeyDerivation.revocationPrivateKey(baseSecret, perCommitmentSecret).value())
        .hasToString(text("revocationPrivkey"));
  }
}
