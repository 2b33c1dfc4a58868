package org.boltj.examples.merchant;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.boltj.payment.InvoiceRecord;

/**
 * Tells a listener about one invoice: its status at once, and again when it is paid or expired,
 * with which the stream ends (server-sent events of the HTML standard).
 */
final class EventStream {
  /** A comment that is sent now and then shows whether the listener is still there. */
  private static final long HEARTBEAT_MILLIS = 5_000;

  private final Shop shop;
  private final PaymentWatch payments;

  EventStream(Shop shop, PaymentWatch payments) {
    this.shop = shop;
    this.payments = payments;
  }

  void follow(HttpCall call, InvoiceRecord invoice)
      throws HttpProblem, IOException, InterruptedException {
    if (!payments.enter()) {
      throw HttpProblem.busy("too many listeners");
    }
    try (OutputStream out = call.stream("text/event-stream; charset=utf-8")) {
      send(out, invoice);
      boolean open = !shop.isFinal(invoice);
      while (open) {
        long seen = payments.arrived();
        InvoiceRecord current = shop.find(invoice.paymentHash());
        if (shop.isFinal(current)) {
          send(out, current);
          return;
        }
        open = payments.await(seen, HEARTBEAT_MILLIS);
        write(out, ": still here\n\n");
      }
    } finally {
      payments.leave();
    }
  }

  private void send(OutputStream out, InvoiceRecord invoice) throws IOException {
    write(out, "event: status\ndata: " + shop.view(invoice) + "\n\n");
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
