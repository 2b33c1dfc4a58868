package org.boltj.examples.merchant;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.client.j2se.MatrixToImageWriter;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;

/** Invoices as wallets scan them. */
final class QrCode {
  private static final int MODULE_PIXELS = 4;

  private QrCode() {}

  /** A picture of {@code LIGHTNING:LNBC...}: upper case makes it coarser (BOLT 11). */
  static byte[] png(String invoice) throws IOException {
    String text = ("lightning:" + invoice).toUpperCase(Locale.ROOT);
    Map<EncodeHintType, Object> hints =
        Map.of(EncodeHintType.MARGIN, 2, EncodeHintType.ERROR_CORRECTION, ErrorCorrectionLevel.L);
    try {
      BitMatrix smallest = new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, 1, 1, hints);
      int size = smallest.getWidth() * MODULE_PIXELS;
      BitMatrix image = new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, size, size, hints);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      MatrixToImageWriter.writeToStream(image, "PNG", out);
      return out.toByteArray();
    } catch (WriterException e) {
      throw new IOException("the invoice does not fit a QR code", e);
    }
  }
}
