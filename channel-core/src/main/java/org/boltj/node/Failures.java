package org.boltj.node;

import org.boltj.base.Bytes;
import org.boltj.onion.FailureMessage;

/** The failure of a peer that could not read an onion, as its upstream neighbour reports it. */
final class Failures {
  private Failures() {}

  /** BOLT 2: an unknown code with the BADONION bit is passed on as it is. */
  static FailureMessage malformed(int code, Bytes sha256OfOnion) {
    for (FailureMessage.BadOnion known :
        new FailureMessage.BadOnion[] {
          new FailureMessage.InvalidOnionVersion(sha256OfOnion),
          new FailureMessage.InvalidOnionHmac(sha256OfOnion),
          new FailureMessage.InvalidOnionKey(sha256OfOnion),
          new FailureMessage.InvalidOnionBlinding(sha256OfOnion)
        }) {
      if (known.code() == code) {
        return known;
      }
    }
    return new FailureMessage.Unknown(code, sha256OfOnion);
  }
}
