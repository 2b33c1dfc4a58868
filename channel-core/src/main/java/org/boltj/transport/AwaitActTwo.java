package org.boltj.transport;

import org.boltj.base.Bytes;
import org.boltj.base.PrivateKey;
import org.boltj.base.PublicKey;
import org.boltj.codec.DecodeException;
import org.boltj.crypto.Secp256k1;
import org.boltj.sign.NodeSigner;

/** The initiator after act one (BOLT 8, "Act Two", receiver, and "Act Three", sender). */
final class AwaitActTwo implements Handshake {
  private static final int SIZE = 1 + NoiseState.POINT_SIZE + NoiseState.TAG_SIZE;

  private final NoiseState state;
  private final NodeSigner local;
  private final PublicKey remote;
  private final PrivateKey ephemeral;

  private AwaitActTwo(NoiseState state, NodeSigner local, PublicKey remote, PrivateKey ephemeral) {
    this.state = state;
    this.local = local;
    this.remote = remote;
    this.ephemeral = ephemeral;
  }

  /** Act One of the sender. */
  static Continue start(NodeSigner local, PublicKey remote, PrivateKey ephemeral) {
    PublicKey key = Secp256k1.get().publicKey(ephemeral);
    NoiseState state =
        NoiseState.start(remote)
            .mixHash(key.value())
            .mixKey(Secp256k1.get().ecdh(ephemeral, remote));
    Bytes tag = state.seal(0, Bytes.EMPTY);
    return new Continue(
        Bytes.concat(NoiseState.VERSION, key.value(), tag),
        new AwaitActTwo(state.mixHash(tag), local, remote, ephemeral));
  }

  @Override
  public int awaits() {
    return SIZE;
  }

  @Override
  public Progress receive(Bytes act) throws DecodeException {
    NoiseState.checkFrame(act, SIZE, "act two");
    PublicKey remoteEphemeral = NoiseState.point(act.slice(1, 34), "act two");
    Bytes tag = act.slice(34);
    NoiseState mixed =
        state
            .mixHash(remoteEphemeral.value())
            .mixKey(Secp256k1.get().ecdh(ephemeral, remoteEphemeral));
    mixed.open(0, tag, "act two");
    return actThree(mixed.mixHash(tag), remoteEphemeral);
  }

  private Done actThree(NoiseState before, PublicKey remoteEphemeral) {
    Bytes sealedKey = before.seal(1, local.nodeId().value());
    NoiseState last = before.mixHash(sealedKey).mixKey(local.ecdh(remoteEphemeral));
    Bytes tag = last.seal(0, Bytes.EMPTY);
    CipherState[] ciphers = last.split();
    return new Done(
        Bytes.concat(NoiseState.VERSION, sealedKey, tag),
        new Session(remote, ciphers[0], ciphers[1]));
  }
}
