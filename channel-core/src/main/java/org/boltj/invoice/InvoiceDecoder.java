package org.boltj.invoice;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.PublicKey;
import org.boltj.base.Signature;
import org.boltj.crypto.Hash;
import org.boltj.crypto.RecoverableSignature;
import org.boltj.crypto.Secp256k1;
import org.boltj.invoice.InvoiceException.Problem;

/** Reads an {@link Invoice} (BOLT 11, requirements of the reader). */
final class InvoiceDecoder {
  private static final String URI_SCHEME = "lightning:";
  private static final int TIMESTAMP_SIZE = 7;
  private static final int SIGNATURE_SIZE = 104;

  private InvoiceDecoder() {}

  static Invoice decode(String text) throws InvoiceException {
    String bare = withoutScheme(text.strip());
    Bech32.Parts parts = Bech32.decode(bare);
    HumanReadablePart front = HumanReadablePart.parse(parts.humanReadablePart());
    byte[] data = parts.data().toArray();
    if (data.length < TIMESTAMP_SIZE + SIGNATURE_SIZE) {
      throw new InvoiceException(
          Problem.TRUNCATED, "too short to hold a timestamp and a signature");
    }
    int signatureAt = data.length - SIGNATURE_SIZE;
    InvoiceFields fields = fields(data, signatureAt);
    RecoverableSignature signature = signature(Arrays.copyOfRange(data, signatureAt, data.length));
    Bytes signed = signedHash(parts.humanReadablePart(), Arrays.copyOf(data, signatureAt));
    return new Invoice(
        front.network(),
        front.amount(),
        FiveBits.toNumber(Arrays.copyOf(data, TIMESTAMP_SIZE)),
        fields.paymentHash(),
        fields.paymentSecret(),
        fields.description(),
        payee(fields.payee(), signed, signature),
        fields.expirySeconds(),
        fields.minFinalCltvExpiryDelta(),
        fields.fallbackAddresses(),
        fields.routeHints(),
        fields.features(),
        fields.paymentMetadata(),
        fields.otherFields(),
        signature,
        bare.toLowerCase(Locale.ROOT));
  }

  private static String withoutScheme(String text) {
    return text.regionMatches(true, 0, URI_SCHEME, 0, URI_SCHEME.length())
        ? text.substring(URI_SCHEME.length())
        : text;
  }

  /** What the payee signs: the text without signature, filled up to whole bytes. */
  static Bytes signedHash(String humanReadablePart, byte[] data) {
    Bytes front = Bytes.wrap(humanReadablePart.getBytes(StandardCharsets.US_ASCII));
    return Hash.sha256(front, FiveBits.toBytesPadded(data));
  }

  private static InvoiceFields fields(byte[] data, int end) throws InvoiceException {
    InvoiceFields fields = new InvoiceFields();
    int at = TIMESTAMP_SIZE;
    while (at < end) {
      if (end - at < 3) {
        throw new InvoiceException(Problem.TRUNCATED, "a field breaks off before its length");
      }
      int size = data[at + 1] << 5 | data[at + 2];
      int type = data[at];
      at += 3;
      if (size > end - at) {
        throw new InvoiceException(
            Problem.TRUNCATED,
            "field " + type + " claims " + size + " values of 5 bits, " + (end - at) + " left");
      }
      fields.read(new TaggedField(type, Bytes.wrap(Arrays.copyOfRange(data, at, at + size))));
      at += size;
    }
    return fields;
  }

  private static RecoverableSignature signature(byte[] values) throws InvoiceException {
    Bytes wire = FiveBits.toBytes(values);
    int recoveryId = wire.unsigned(64);
    if (recoveryId > 3) {
      throw new InvoiceException(
          Problem.INVALID_SIGNATURE, "the recovery id must be 0 to 3: " + recoveryId);
    }
    return new RecoverableSignature(new Signature(wire.slice(0, 64)), recoveryId);
  }

  /** Without an n field any signature counts, high-S too, that a key can be recovered from. */
  private static PublicKey payee(
      Optional<PublicKey> named, Bytes signed, RecoverableSignature signature)
      throws InvoiceException {
    Secp256k1 curve = Secp256k1.get();
    if (named.isEmpty()) {
      return curve
          .recover(signature, signed)
          .orElseThrow(
              () ->
                  new InvoiceException(
                      Problem.INVALID_SIGNATURE, "no key can be recovered from the signature"));
    }
    if (!curve.verify(signature.signature(), signed, named.get())) {
      throw new InvoiceException(
          Problem.INVALID_SIGNATURE,
          "the signature is not by " + named.get() + ", or has a high S");
    }
    return named.get();
  }
}
