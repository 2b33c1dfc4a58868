package org.boltj.transport;

import org.boltj.base.Bytes;
import org.boltj.base.PrivateKey;
import org.boltj.base.PublicKey;
import org.boltj.codec.DecodeException;
import org.boltj.crypto.Secp256k1;

/** The responder after act two (BOLT 8, "Act Three", receiver). */
final class AwaitActThree implements Handshake {
  private static final int SEALED_KEY_END = 1 + NoiseState.POINT_SIZE + NoiseState.TAG_SIZE;
  private static final int SIZE = SEALED_KEY_END + NoiseState.TAG_SIZE;

  private final NoiseState state;
  private final PrivateKey ephemeral;

  AwaitActThree(NoiseState state, PrivateKey ephemeral) {
    this.state = state;
    this.ephemeral = ephemeral;
  }

  @Override
  public int awaits() {
    return SIZE;
  }

  @Override
  public Progress receive(Bytes act) throws DecodeException {
    NoiseState.checkFrame(act, SIZE, "act three");
    Bytes sealedKey = act.slice(1, SEALED_KEY_END);
    Bytes opened = state.open(1, sealedKey, "the key in act three");
    PublicKey remote = NoiseState.point(opened, "act three");
    NoiseState last = state.mixHash(sealedKey).mixKey(Secp256k1.get().ecdh(ephemeral, remote));
    last.open(0, act.slice(SEALED_KEY_END), "act three");
    CipherState[] ciphers = last.split();
    return new Done(Bytes.EMPTY, new Session(remote, ciphers[1], ciphers[0]));
  }
}
