package org.boltj.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.boltj.base.Bytes;
import org.boltj.codec.DecodeException;

class CipherStateTest {
  private static final Bytes KEY = Bytes.fromHex("07".repeat(32));
  private static final CipherState START = CipherState.start(KEY, Bytes.zeros(32));

  @Provide
  Arbitrary<List<Bytes>> conversations() {
    return Arbitraries.bytes()
        .array(byte[].class)
        .ofMaxSize(200)
        .map(Bytes::of)
        .list()
        .ofMaxSize(8);
  }

  @Property(tries = 100)
  void whatIsEncryptedIsDecryptedInOrder(
      @ForAll("conversations") List<Bytes> messages, @ForAll @IntRange(max = 1100) int before)
      throws DecodeException {
    CipherState sending = after(before);
    CipherState receiving = after(before);
    for (Bytes message : messages) {
      CipherState.Encrypted encrypted = sending.encrypt(message);
      sending = encrypted.next();
      Bytes frame = encrypted.frame();
      CipherState.Length length = receiving.decryptLength(frame.slice(0, 18));
      assertThat(length.size()).isEqualTo(message.size());
      CipherState.Decrypted decrypted = length.next().decryptMessage(frame.slice(18));
      assertThat(decrypted.message()).isEqualTo(message);
      receiving = decrypted.next();
    }
  }

  @Property(tries = 200)
  void anyOtherBytesAreRefused(@ForAll @Size(max = 100) byte[] garbage) {
    Bytes bytes = Bytes.of(garbage);
    assertThatThrownBy(() -> START.decryptLength(bytes)).isInstanceOf(DecodeException.class);
    assertThatThrownBy(() -> START.decryptMessage(bytes)).isInstanceOf(DecodeException.class);
  }

  @Example
  void aFrameIsGoodOnlyOnce() {
    Bytes header = START.encrypt(Bytes.EMPTY).frame().slice(0, 18);
    CipherState later = START.encrypt(Bytes.EMPTY).next();
    assertThatThrownBy(() -> later.decryptLength(header)).isInstanceOf(DecodeException.class);
  }

  @Example
  void aMessageMayFillTheFrameButNotMore() throws DecodeException {
    CipherState.Encrypted full = START.encrypt(Bytes.zeros(65535));
    assertThat(full.frame().size()).isEqualTo(65569);
    assertThat(START.decryptLength(full.frame().slice(0, 18)).size()).isEqualTo(65535);
    assertThatIllegalArgumentException().isThrownBy(() -> START.encrypt(Bytes.zeros(65536)));
  }

  private static CipherState after(int messages) {
    CipherState cipher = START;
    for (int i = 0; i < messages; i++) {
      cipher = cipher.encrypt(Bytes.EMPTY).next();
    }
    return cipher;
  }
}
