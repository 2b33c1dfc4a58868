package org.boltj.fuzz;

import java.util.LinkedHashSet;
import java.util.Set;
import org.boltj.base.Bytes;
import org.boltj.codec.DecodeException;
import org.boltj.codec.TlvStream;
import org.boltj.codec.WireReader;
import org.boltj.codec.WireWriter;

/** Any bytes as a TLV stream: it is written as it was read, or raises DecodeException. */
public final class TlvStreamsFuzzTarget {
  private TlvStreamsFuzzTarget() {}

  public static void fuzzerTestOneInput(byte[] input) {
    FuzzInput in = new FuzzInput(input);
    Set<Long> known = new LinkedHashSet<>();
    for (int i = in.below(8); i > 0; i--) {
      known.add((long) in.next());
    }
    Bytes wire = in.rest();
    try {
      TlvStream stream = TlvStream.read(new WireReader(wire), known);
      Bytes written = new WireWriter().tlvs(stream).toBytes();
      if (!written.equals(wire)) {
        throw new IllegalStateException(wire + " became " + written);
      }
      known.forEach(stream::get);
    } catch (DecodeException expected) {
      // The bytes are no stream.
    }
  }
}
