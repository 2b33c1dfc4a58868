package org.boltj.fuzz;

import java.util.Objects;
import org.boltj.base.Bytes;
import org.boltj.base.Network;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireMessage;
import org.boltj.message.Init;
import org.boltj.message.MessageCodec;
import org.boltj.node.LightningNodeBuilder;
import org.boltj.peer.PeerLimits;
import org.boltj.peer.PeerSession;

/**
 * Any bytes as a message: it decodes and comes back the same from its own encoding, or raises
 * DecodeException; the session of a peer takes it with nothing worse than a close.
 */
public final class WireMessagesFuzzTarget {
  private static final Init INIT =
      Init.of(LightningNodeBuilder.DEFAULT_FEATURES, Network.REGTEST.chainHash());

  private WireMessagesFuzzTarget() {}

  public static void fuzzerTestOneInput(byte[] input) throws DecodeException {
    Bytes wire = Bytes.of(input);
    PeerSession session = new PeerSession(INIT, Network.REGTEST.chainHash(), PeerLimits.DEFAULT, 0);
    session.start();
    if (wire.size() > 1 && wire.unsigned(0) % 2 == 0) {
      session.received(INIT.encode(), 1);
    }
    session.received(wire, 2);
    WireMessage message;
    try {
      message = MessageCodec.decode(wire);
    } catch (DecodeException expected) {
      return;
    }
    Bytes encoded = message.encode();
    if (encoded.size() > wire.size()) {
      throw new IllegalStateException("longer than what it came from: " + message);
    }
    if (!MessageCodec.decode(encoded).equals(message)) {
      throw new IllegalStateException("another message: " + message);
    }
    Objects.checkIndex(message.hashCode() & 1, 2);
    Objects.requireNonNull(message.toString());
  }
}
