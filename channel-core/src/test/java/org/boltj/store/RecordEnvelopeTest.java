package org.boltj.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.boltj.base.Bytes;
import org.boltj.channel.Normal;
import org.boltj.payment.PaymentRecord;
import org.junit.jupiter.api.Test;

/** Stored bytes that are not what was written never become a record. */
class RecordEnvelopeTest {
  private final RandomRecords random = new RandomRecords(11);

  @Test
  void everyFlippedBitIsFound() {
    Bytes sealed = PaymentCodec.encode(random.draw(PaymentRecord.class));
    for (int bit = 0; bit < sealed.size() * 8; bit++) {
      byte[] spoilt = sealed.toArray();
      spoilt[bit / 8] ^= (byte) (1 << bit % 8);

      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> PaymentCodec.decode(Bytes.wrap(spoilt)));
    }
  }

  @Test
  void everyCutIsFound() {
    Bytes sealed = PaymentCodec.encode(random.draw(PaymentRecord.class));
    for (int size = 0; size < sealed.size(); size++) {
      Bytes cut = sealed.slice(0, size);

      assertThatExceptionOfType(StoreException.class).isThrownBy(() -> PaymentCodec.decode(cut));
    }
  }

  /** A bug, not a disk: the check sum fits. Also then no other exception comes out. */
  @Property(tries = 2_000)
  void contentThatIsNoRecordGivesAStoreException(@ForAll @Size(max = 300) byte[] content) {
    Bytes sealed = RecordEnvelope.seal(RecordEnvelope.VERSION, content);
    assertDecodes(() -> PaymentCodec.decode(sealed));
    assertDecodes(() -> InvoiceCodec.decode(sealed));
    assertDecodes(() -> ChainTrailCodec.decode(sealed));
    assertDecodes(() -> new ChannelRecord(sealed, sealed, sealed).decode());
  }

  @Property(tries = 300)
  void changedContentOfAChannelGivesAStoreExceptionAtMost(@ForAll int at, @ForAll byte value) {
    ChannelRecord record = ChannelRecord.encode(new RandomRecords(12).draw(Normal.class));
    Bytes params = changed(record.params(), at, value);
    Bytes secrets = changed(record.secrets(), at, value);
    Bytes state = changed(record.state(), at, value);

    assertDecodes(() -> new ChannelRecord(params, record.secrets(), record.state()).decode());
    assertDecodes(() -> new ChannelRecord(record.params(), secrets, record.state()).decode());
    assertDecodes(() -> new ChannelRecord(record.params(), record.secrets(), state).decode());
  }

  private static Bytes changed(Bytes sealed, int at, byte value) {
    byte[] content = sealed.slice(5).toArray();
    if (content.length > 0) {
      content[Math.floorMod(at, content.length)] = value;
    }
    return RecordEnvelope.seal(RecordEnvelope.VERSION, content);
  }

  @Test
  void aNewerVersionNamesBothVersions() {
    Bytes newer = RecordEnvelope.seal(2, new byte[0]);

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> InvoiceCodec.decode(newer))
        .withMessageContaining("format version 2")
        .withMessageContaining("up to 1");
  }

  private interface Decoding {
    Object decode() throws StoreException;
  }

  private static void assertDecodes(Decoding decoding) {
    try {
      assertThat(decoding.decode()).isNotNull();
    } catch (StoreException e) {
      assertThat(e).hasMessageContaining("damaged");
    }
  }
}
