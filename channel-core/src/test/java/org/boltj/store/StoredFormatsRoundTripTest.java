package org.boltj.store;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.boltj.channel.Closed;
import org.boltj.channel.Closing;
import org.boltj.channel.DataLoss;
import org.boltj.channel.Frozen;
import org.boltj.channel.NegotiatingClose;
import org.boltj.channel.Normal;
import org.boltj.channel.PersistentState;
import org.boltj.channel.ShuttingDown;
import org.boltj.channel.Unproven;
import org.boltj.channel.WaitForChannelReady;
import org.boltj.channel.WaitForFundingConfirmed;
import org.boltj.keys.ReceivedSecrets;
import org.boltj.payment.InvoiceRecord;
import org.boltj.payment.PaymentRecord;

/** What is decoded is what was encoded, for every record and every component. */
class StoredFormatsRoundTripTest {
  @Property(tries = 200)
  void waitForFundingConfirmed(@ForAll long seed) throws StoreException {
    assertChannel(seed, WaitForFundingConfirmed.class);
  }

  @Property(tries = 100)
  void waitForChannelReady(@ForAll long seed) throws StoreException {
    assertChannel(seed, WaitForChannelReady.class);
  }

  @Property(tries = 300)
  void normal(@ForAll long seed) throws StoreException {
    assertChannel(seed, Normal.class);
  }

  @Property(tries = 100)
  void shuttingDown(@ForAll long seed) throws StoreException {
    assertChannel(seed, ShuttingDown.class);
  }

  @Property(tries = 200)
  void negotiatingClose(@ForAll long seed) throws StoreException {
    assertChannel(seed, NegotiatingClose.class);
  }

  @Property(tries = 200)
  void closing(@ForAll long seed) throws StoreException {
    assertChannel(seed, Closing.class);
  }

  @Property(tries = 50)
  void closed(@ForAll long seed) throws StoreException {
    assertChannel(seed, Closed.class);
  }

  @Property(tries = 50)
  void dataLoss(@ForAll long seed) throws StoreException {
    assertChannel(seed, DataLoss.class);
  }

  @Property(tries = 200)
  void unprovenInAnyState(@ForAll long seed) throws StoreException {
    assertChannel(seed, Unproven.class);
  }

  @Property(tries = 200)
  void frozenInAnyState(@ForAll long seed) throws StoreException {
    assertChannel(seed, Frozen.class);
  }

  @Property(tries = 20)
  void htlcsThatAreInSeveralCommitments(@ForAll long seed) throws StoreException {
    Normal state = new ChannelSamples(seed).normal(20, 10, 5);
    assertThat(ChannelRecord.encode(state).decode()).isEqualTo(state);
  }

  @Property(tries = 500)
  void invoice(@ForAll long seed) throws StoreException {
    InvoiceRecord invoice = new RandomRecords(seed).draw(InvoiceRecord.class);
    assertThat(InvoiceCodec.decode(InvoiceCodec.encode(invoice))).isEqualTo(invoice);
  }

  @Property(tries = 500)
  void payment(@ForAll long seed) throws StoreException {
    PaymentRecord payment = new RandomRecords(seed).draw(PaymentRecord.class);
    assertThat(PaymentCodec.decode(PaymentCodec.encode(payment))).isEqualTo(payment);
  }

  @Property(tries = 100)
  void chainTrail(@ForAll long seed) throws StoreException {
    ChainTrail trail = new RandomRecords(seed).draw(ChainTrail.class);
    assertThat(ChainTrailCodec.decode(ChainTrailCodec.encode(trail))).isEqualTo(trail);
  }

  @Property(tries = 100)
  void receivedSecrets(@ForAll long seed) throws StoreException {
    ReceivedSecrets secrets = new RandomRecords(seed).draw(ReceivedSecrets.class);
    assertThat(
            RecordEnvelope.open(
                "secrets", ChannelRecord.encodeSecrets(secrets), SecretsCodec::decode))
        .isEqualTo(secrets);
  }

  private static void assertChannel(long seed, Class<? extends PersistentState> type)
      throws StoreException {
    PersistentState state = new RandomRecords(seed).draw(type);
    ChannelRecord record = ChannelRecord.encode(state);
    assertThat(record.decode()).isEqualTo(state);
    assertThat(ChannelRecord.encode(record.decode())).isEqualTo(record);
  }
}
