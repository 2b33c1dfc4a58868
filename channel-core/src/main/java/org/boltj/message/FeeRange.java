package org.boltj.message;

import org.boltj.base.Satoshi;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireReader;
import org.boltj.codec.WireWriter;

/**
 * fee_range of {@link ClosingSigned}: the lowest and the highest fee that the sender accepts, in
 * sat.
 */
public record FeeRange(Satoshi minFeeSatoshis, Satoshi maxFeeSatoshis) {
  static FeeRange decode(WireReader in) throws DecodeException {
    return new FeeRange(in.sat(), in.sat());
  }

  void write(WireWriter out) {
    out.sat(minFeeSatoshis).sat(maxFeeSatoshis);
  }
}
