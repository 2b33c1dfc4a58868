package org.boltj.examples.merchant;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.boltj.payment.InvoiceRecord;

/** An invoice as the shop's clients see it. */
final class InvoiceView {
  private InvoiceView() {}

  static ObjectNode of(InvoiceRecord invoice, long nowSeconds) {
    String url = "/invoices/" + invoice.paymentHash();
    ObjectNode view = HttpCall.JSON.createObjectNode();
    view.put("payment_hash", invoice.paymentHash().toString());
    view.put("status", status(invoice, nowSeconds));
    view.put("bolt11", invoice.invoice());
    invoice.amount().ifPresent(amount -> view.put("amount_msat", amount.msat()));
    view.put("expires_at", invoice.expiresAtSeconds());
    if (invoice.status() instanceof InvoiceRecord.Received received) {
      view.put("received_msat", received.amount().msat());
      view.put("paid_at", received.atSeconds());
    }
    view.put("status_url", url);
    view.put("events_url", url + "/events");
    view.put("qr_url", url + "/qr.png");
    return view;
  }

  /** Whether nothing will change any more. */
  static boolean isFinal(InvoiceRecord invoice, long nowSeconds) {
    return !status(invoice, nowSeconds).equals("open");
  }

  private static String status(InvoiceRecord invoice, long nowSeconds) {
    return switch (invoice.status()) {
      case InvoiceRecord.Open open -> invoice.isOpen(nowSeconds) ? "open" : "expired";
      case InvoiceRecord.Received received -> "paid";
      case InvoiceRecord.Cancelled cancelled -> "cancelled";
    };
  }
}
