package org.boltj.invoice;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.boltj.base.Bytes;
import org.boltj.base.Network;
import org.boltj.fuzz.FuzzInput;

/**
 * Any text as an invoice, and any values of 5 bits with a right checksum: an invoice that is read
 * again from its own text, or InvoiceException.
 */
public final class InvoicesFuzzTarget {
  private static final String[] FRONTS = {
    "lnbc", "lnbc2500u", "lntb20m", "lnbcrt1p", "lnbcrt10", "lnbc9678785340p", "lntbs1", "lnbc1m1"
  };

  private InvoicesFuzzTarget() {}

  public static void fuzzerTestOneInput(byte[] input) throws InvoiceException {
    FuzzInput in = new FuzzInput(input);
    int front = in.below(FRONTS.length + 2);
    if (front >= FRONTS.length) {
      Bytes text = in.rest();
      read(new String(text.toArray(), StandardCharsets.ISO_8859_1));
      read(new String(text.toArray(), StandardCharsets.UTF_8));
      return;
    }
    byte[] values = in.rest().toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] &= 31;
    }
    read(Bech32.encode(FRONTS[front], values));
  }

  private static void read(String text) throws InvoiceException {
    Invoice invoice;
    try {
      invoice = Invoice.decode(text);
    } catch (InvoiceException expected) {
      return;
    }
    if (!Invoice.decode(invoice.text()).equals(invoice)) {
      throw new IllegalStateException("another invoice: " + text);
    }
    try {
      Invoice.decode(text, Network.MAINNET);
    } catch (InvoiceException otherNetwork) {
      // Said by its type.
    }
    Objects.requireNonNull(invoice.toString());
  }
}
