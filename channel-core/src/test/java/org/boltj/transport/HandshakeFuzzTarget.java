package org.boltj.transport;

import org.boltj.base.Bytes;
import org.boltj.base.PrivateKey;
import org.boltj.codec.DecodeException;
import org.boltj.fuzz.FuzzInput;
import org.boltj.sign.InMemoryNodeSigner;
import org.boltj.sign.NodeSigner;

/**
 * Handshakes in which any act may be replaced or changed, and frames that may be changed after it:
 * only what nobody touched gets through, and everything else raises DecodeException.
 */
public final class HandshakeFuzzTarget {
  private static final NodeSigner ALICE = signer("31");
  private static final NodeSigner BOB = signer("32");
  private static final PrivateKey FIRST = PrivateKey.fromHex("33".repeat(32));
  private static final PrivateKey SECOND = PrivateKey.fromHex("34".repeat(32));

  private final FuzzInput in;
  private boolean touched;

  private HandshakeFuzzTarget(FuzzInput in) {
    this.in = in;
  }

  private static NodeSigner signer(String filling) {
    return new InMemoryNodeSigner(PrivateKey.fromHex(filling.repeat(32)));
  }

  public static void fuzzerTestOneInput(byte[] input) {
    HandshakeFuzzTarget run = new HandshakeFuzzTarget(new FuzzInput(input));
    try {
      run.run();
    } catch (DecodeException expected) {
      if (!run.touched) {
        throw new IllegalStateException("refused though nobody touched it", expected);
      }
    }
  }

  private void run() throws DecodeException {
    Handshake.Continue one = Handshake.initiate(ALICE, BOB.nodeId(), FIRST);
    Handshake.Continue two =
        (Handshake.Continue) Handshake.respond(BOB, SECOND).receive(onItsWay(one.send()));
    Handshake.Done three = (Handshake.Done) one.next().receive(onItsWay(two.send()));
    Handshake.Done last = (Handshake.Done) two.next().receive(onItsWay(three.send()));
    if (touched) {
      throw new IllegalStateException("a changed act was taken");
    }
    if (!last.session().remoteNodeId().equals(ALICE.nodeId())) {
      throw new IllegalStateException("taken for somebody else");
    }
    frames(three.session().sending(), last.session().receiving());
  }

  /** Whole, changed in one byte, cut off, or replaced. */
  private Bytes onItsWay(Bytes act) {
    return switch (in.below(8)) {
      case 0 -> changed(act, in.rest());
      case 1 -> changed(act, flipped(act));
      case 2 -> changed(act, in.exactly(act.size()));
      case 3 -> changed(act, Bytes.concat(Bytes.zeros(1), in.exactly(act.size() - 1)));
      default -> act;
    };
  }

  private Bytes flipped(Bytes bytes) {
    byte[] copy = bytes.toArray();
    copy[in.below(copy.length)] ^= (byte) in.next();
    return Bytes.wrap(copy);
  }

  private Bytes changed(Bytes before, Bytes after) {
    touched |= !before.equals(after);
    return after;
  }

  private void frames(CipherState sending, CipherState receiving) throws DecodeException {
    CipherState to = sending;
    CipherState from = receiving;
    for (int i = 0; i < 50 && in.hasMore(); i++) {
      Bytes message = in.take(in.below(300));
      CipherState before = to;
      CipherState.Encrypted frame = before.encrypt(message);
      to = frame.next();
      Bytes wire = onItsWay(frame.frame());
      if (wire.size() < CipherState.HEADER_SIZE) {
        return;
      }
      CipherState.Length length = from.decryptLength(wire.slice(0, CipherState.HEADER_SIZE));
      Bytes sealed = wire.slice(CipherState.HEADER_SIZE);
      if (touched && sealed.size() != length.size() + 16) {
        return;
      }
      CipherState.Decrypted decrypted = length.next().decryptMessage(sealed);
      from = decrypted.next();
      // A fuzzer reads the right tag out of the comparison that refuses the wrong one, and can so
      // make frames of its own: what comes out is what the key seals as what came in.
      if (!before.encrypt(decrypted.message()).frame().equals(wire)) {
        throw new IllegalStateException("another message came out");
      }
    }
  }
}
