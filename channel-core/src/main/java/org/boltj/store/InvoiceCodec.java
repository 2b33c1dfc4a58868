package org.boltj.store;

import static org.boltj.store.RawFields.bytes;
import static org.boltj.store.RawFields.optional;
import static org.boltj.store.RawFields.raw;

import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.CltvExpiryDelta;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PaymentHash;
import org.boltj.base.PaymentPreimage;
import org.boltj.base.PaymentSecret;
import org.boltj.codec.DecodeException;
import org.boltj.payment.HtlcId;
import org.boltj.payment.InvoiceRecord;
import org.boltj.store.proto.PaymentProto;

/** Invoices of ours. */
final class InvoiceCodec {
  private InvoiceCodec() {}

  static Bytes encode(InvoiceRecord invoice) {
    PaymentProto.Invoice.Builder proto =
        PaymentProto.Invoice.newBuilder()
            .setPaymentHash(raw(invoice.paymentHash().value()))
            .setPaymentPreimage(raw(invoice.paymentPreimage().value()))
            .setPaymentSecret(raw(invoice.paymentSecret().value()))
            .setMinFinalCltvExpiryDelta(invoice.minFinalCltvExpiryDelta().blocks())
            .setInvoice(invoice.invoice())
            .setCreatedAtSeconds(invoice.createdAtSeconds())
            .setExpiresAtSeconds(invoice.expiresAtSeconds());
    invoice.amount().ifPresent(amount -> proto.setAmountMsat(amount.msat()));
    invoice.paymentMetadata().ifPresent(metadata -> proto.setPaymentMetadata(raw(metadata)));
    switch (invoice.status()) {
      case InvoiceRecord.Open s -> proto.setOpen(PaymentProto.Invoice.Open.getDefaultInstance());
      case InvoiceRecord.Received received -> proto.setReceived(encode(received));
      case InvoiceRecord.Cancelled s ->
          proto.setCancelled(PaymentProto.Invoice.Cancelled.getDefaultInstance());
    }
    return RecordEnvelope.seal(proto.build());
  }

  private static PaymentProto.Invoice.Received encode(InvoiceRecord.Received received) {
    PaymentProto.Invoice.Received.Builder proto =
        PaymentProto.Invoice.Received.newBuilder()
            .setAmountMsat(received.amount().msat())
            .setAtSeconds(received.atSeconds());
    for (HtlcId part : received.parts()) {
      proto.addParts(
          PaymentProto.HtlcId.newBuilder().setChannelId(raw(part.channelId())).setId(part.id()));
    }
    return proto.build();
  }

  static InvoiceRecord decode(Bytes sealed) throws StoreException {
    return RecordEnvelope.open(
        "a stored invoice", sealed, PaymentProto.Invoice.parser(), InvoiceCodec::decode);
  }

  private static InvoiceRecord decode(PaymentProto.Invoice proto) throws DecodeException {
    return new InvoiceRecord(
        new PaymentHash(bytes(proto.getPaymentHash())),
        new PaymentPreimage(bytes(proto.getPaymentPreimage())),
        new PaymentSecret(bytes(proto.getPaymentSecret())),
        proto.hasAmountMsat()
            ? Optional.of(MilliSatoshi.of(proto.getAmountMsat()))
            : Optional.empty(),
        optional(proto.hasPaymentMetadata(), proto.getPaymentMetadata()),
        new CltvExpiryDelta(proto.getMinFinalCltvExpiryDelta()),
        proto.getInvoice(),
        proto.getCreatedAtSeconds(),
        proto.getExpiresAtSeconds(),
        status(proto));
  }

  private static InvoiceRecord.Status status(PaymentProto.Invoice proto) throws DecodeException {
    return switch (proto.getStatusCase()) {
      case OPEN -> new InvoiceRecord.Open();
      case RECEIVED -> decode(proto.getReceived());
      case CANCELLED -> new InvoiceRecord.Cancelled();
      case STATUS_NOT_SET -> throw new DecodeException("an invoice of an unknown status");
    };
  }

  private static InvoiceRecord.Received decode(PaymentProto.Invoice.Received proto) {
    return new InvoiceRecord.Received(
        MilliSatoshi.of(proto.getAmountMsat()),
        proto.getAtSeconds(),
        proto.getPartsList().stream()
            .map(part -> new HtlcId(RawFields.channelId(part.getChannelId()), part.getId()))
            .toList());
  }
}
