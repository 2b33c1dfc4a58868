package org.boltj.store;

import java.util.Objects;
import org.boltj.base.Bytes;
import org.boltj.fuzz.FuzzInput;

/**
 * Stored records of any bytes, with a right check sum and without: a value that is stored again as
 * the same, or StoreException.
 */
public final class StoredRecordsFuzzTarget {
  private StoredRecordsFuzzTarget() {}

  public static void fuzzerTestOneInput(byte[] input) throws StoreException {
    FuzzInput in = new FuzzInput(input);
    int kind = in.below(6);
    boolean sealed = in.below(8) > 0;
    int first = in.below(1 << 12);
    int second = in.below(1 << 12);
    Bytes one = seal(sealed, kind < 1 ? in.take(first) : in.rest());
    try {
      switch (kind) {
        case 0 -> channel(one, seal(sealed, in.take(second)), seal(sealed, in.rest()));
        case 1 -> InvoiceCodec.encode(InvoiceCodec.decode(one));
        case 2 -> PaymentCodec.encode(PaymentCodec.decode(one));
        case 3 -> ChainTrailCodec.encode(ChainTrailCodec.decode(one));
        default -> RelayPoliciesCodec.encode(RelayPoliciesCodec.decode(one));
      }
    } catch (StoreException expected) {
      Objects.requireNonNull(expected.getMessage());
    }
  }

  private static Bytes seal(boolean sealed, Bytes content) {
    return sealed ? RecordEnvelope.seal(RecordEnvelope.VERSION, content.toArray()) : content;
  }

  private static void channel(Bytes params, Bytes secrets, Bytes state) throws StoreException {
    ChannelRecord.encode(new ChannelRecord(params, secrets, state).decode());
  }
}
