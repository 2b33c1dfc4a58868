package org.boltj.node;

import java.util.List;
import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.PaymentHash;
import org.boltj.base.PaymentPreimage;
import org.boltj.base.PaymentSecret;
import org.boltj.channel.Effect;
import org.boltj.crypto.Hash;
import org.boltj.onion.FailureMessage;
import org.boltj.onion.HopPayload;
import org.boltj.onion.IncomingOnion;
import org.boltj.onion.PaymentData;
import org.boltj.payment.HtlcId;
import org.boltj.payment.HtlcSet;
import org.boltj.payment.IncomingPayments;
import org.boltj.payment.InvoiceRecord;
import org.boltj.payment.ReceivedPart;

/** Receives payments: collects their parts, claims them when all are there, or gives them back. */
final class Receiver {
  private final Env env;
  private final Channels channels;
  private final Invoices invoices;
  private final HtlcAnswers answers;
  private final IncomingPayments payments = new IncomingPayments();

  Receiver(Env env, Channels channels, Invoices invoices, HtlcAnswers answers) {
    this.env = env;
    this.channels = channels;
    this.invoices = invoices;
    this.answers = answers;
  }

  /** An HTLC whose onion ends here. */
  void receive(ChannelSlot slot, Effect.HtlcReceived htlc, IncomingOnion.Deliver onion) {
    ReceivedPart part = part(slot, htlc, onion);
    Optional<InvoiceRecord> invoice = invoices.find(htlc.paymentHash());
    if (invoice.isPresent() && invoice.get().wasPaidBy(part.htlc())) {
      // Claimed before the node was stopped.
      answers.fulfill(slot, htlc.id(), onion.sharedSecret(), invoice.get().paymentPreimage());
      return;
    }
    if (env.isBehindChain()) {
      answers.fail(
          slot, htlc.id(), onion.sharedSecret(), new FailureMessage.TemporaryNodeFailure());
      return;
    }
    if (htlc.overDustExposure() || htlc.closingChannel()) {
      answers.fail(
          slot,
          htlc.id(),
          onion.sharedSecret(),
          new FailureMessage.TemporaryChannelFailure(Bytes.EMPTY));
      return;
    }
    Optional<InvoiceRecord> expected = invoice.or(() -> spontaneous(part));
    act(
        payments.add(
            part, expected, env.settings.expiryRules(), env.blockHeight(), env.nowMillis()));
  }

  private static ReceivedPart part(
      ChannelSlot slot, Effect.HtlcReceived htlc, IncomingOnion.Deliver onion) {
    HopPayload.Final payload = onion.payload();
    return new ReceivedPart(
        new HtlcId(slot.id(), htlc.id()),
        htlc.paymentHash(),
        htlc.amount(),
        htlc.cltvExpiry(),
        payload.amtToForward(),
        payload.outgoingCltvValue(),
        payload.totalMsat(),
        payload.paymentData().map(PaymentData::paymentSecret),
        payload.paymentMetadata(),
        payload.keysendPreimage(),
        onion.sharedSecret());
  }

  /** What we expect of a payment whose origin node has chosen the preimage (bLIP 3). */
  private Optional<InvoiceRecord> spontaneous(ReceivedPart part) {
    if (!env.settings.acceptKeysend() || part.keysendPreimage().isEmpty()) {
      return Optional.empty();
    }
    PaymentPreimage preimage = part.keysendPreimage().get();
    if (!new PaymentHash(Hash.sha256(preimage.value())).equals(part.paymentHash())) {
      return Optional.empty();
    }
    return Optional.of(
        new InvoiceRecord(
            part.paymentHash(),
            preimage,
            new PaymentSecret(Bytes.zeros(32)),
            Optional.empty(),
            part.paymentMetadata(),
            env.settings.expiryRules().minFinalCltvExpiryDelta(),
            "",
            env.nowSeconds(),
            Long.MAX_VALUE,
            new InvoiceRecord.Open()));
  }

  private void act(IncomingPayments.Outcome outcome) {
    switch (outcome) {
      case IncomingPayments.Outcome.Waiting waiting -> {}
      case IncomingPayments.Outcome.Complete complete -> claim(complete);
      case IncomingPayments.Outcome.Rejected rejected -> fail(rejected.parts(), rejected.failure());
    }
  }

  /** The record and the claims are written together: all parts are claimed, or none. */
  private void claim(IncomingPayments.Outcome.Complete complete) {
    invoices.put(complete.paid());
    for (ReceivedPart part : complete.set().parts()) {
      channels
          .table()
          .byId(part.htlc().channelId())
          .ifPresent(
              slot ->
                  answers.fulfill(
                      slot,
                      part.htlc().id(),
                      part.sharedSecret(),
                      complete.paid().paymentPreimage()));
    }
    env.publish(new NodeEvent.PaymentReceived(complete.paid(), complete.set().received()));
  }

  private void fail(List<ReceivedPart> parts, FailureMessage failure) {
    for (ReceivedPart part : parts) {
      channels
          .table()
          .byId(part.htlc().channelId())
          .ifPresent(slot -> answers.fail(slot, part.htlc().id(), part.sharedSecret(), failure));
    }
  }

  /** Gives back what has waited for too long. */
  void tick() {
    for (HtlcSet set : payments.expired(env.nowMillis())) {
      fail(set.parts(), new FailureMessage.MppTimeout());
    }
  }

  /** Gives back what could not be claimed in time any more. */
  void blockConnected(int height) {
    for (HtlcSet set : payments.tooLate(env.settings.expiryRules(), height)) {
      fail(set.parts(), new FailureMessage.MppTimeout());
    }
  }

  long nextDeadlineMillis() {
    return payments.nextDeadlineMillis();
  }
}
