package org.boltj.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.boltj.base.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The two vectors of c2sp.org/XAES-256-GCM: without and with a carry in the derivation. */
class Xaes256GcmVectorsTest {
  private static final byte[] NONCE = "ABCDEFGHIJKLMNOPQRSTUVWX".getBytes(US_ASCII);
  private static final byte[] PLAINTEXT = "XAES-256-GCM".getBytes(US_ASCII);

  @ParameterizedTest
  @CsvSource({
    "01, '', ce546ef63c9cc60765923609b33a9a1974e96e52daf2fcf7075e2271",
    "03, c2sp.org/XAES-256-GCM, 986ec1832593df5443a179437fd083bf3fdb41abd740a21f71eb769d"
  })
  void sealsAndOpens(String keyByte, String associatedData, String expected) {
    Xaes256Gcm cipher = new Xaes256Gcm(Bytes.fromHex(keyByte.repeat(32)));
    byte[] aad = associatedData.getBytes(US_ASCII);
    byte[] sealed = new byte[5 + PLAINTEXT.length + Xaes256Gcm.TAG_SIZE];

    cipher.seal(NONCE, aad, PLAINTEXT, sealed, 5);

    assertThat(Bytes.wrap(sealed).slice(5).toHex()).isEqualTo(expected);
    assertThat(cipher.open(NONCE, aad, sealed, 5)).hasValue(PLAINTEXT);
  }

  @Test
  void opensNothingThatWasChanged() {
    Xaes256Gcm cipher = new Xaes256Gcm(Bytes.zeros(32));
    byte[] aad = {1};
    byte[] sealed = new byte[PLAINTEXT.length + Xaes256Gcm.TAG_SIZE];
    cipher.seal(NONCE, aad, PLAINTEXT, sealed, 0);

    for (int i = 0; i < sealed.length; i++) {
      sealed[i] ^= 1;
      assertThat(cipher.open(NONCE, aad, sealed, 0)).isEmpty();
      sealed[i] ^= 1;
    }
    assertThat(cipher.open(NONCE, new byte[] {2}, sealed, 0)).isEmpty();
    assertThat(cipher.open(NONCE, aad, sealed, sealed.length - 15)).isEmpty();
    assertThat(cipher.open(NONCE, aad, sealed, 0)).hasValue(PLAINTEXT);
  }
}
