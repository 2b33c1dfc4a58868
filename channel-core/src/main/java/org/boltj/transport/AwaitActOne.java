package org.boltj.transport;

import org.boltj.base.Bytes;
import org.boltj.base.PrivateKey;
import org.boltj.base.PublicKey;
import org.boltj.codec.DecodeException;
import org.boltj.crypto.Secp256k1;
import org.boltj.sign.NodeSigner;

/** The responder before act one (BOLT 8, "Act One", receiver, and "Act Two", sender). */
final class AwaitActOne implements Handshake {
  static final int SIZE = 1 + NoiseState.POINT_SIZE + NoiseState.TAG_SIZE;

  private final NodeSigner local;
  private final PrivateKey ephemeral;

  AwaitActOne(NodeSigner local, PrivateKey ephemeral) {
    this.local = local;
    this.ephemeral = ephemeral;
  }

  @Override
  public int awaits() {
    return SIZE;
  }

  @Override
  public Progress receive(Bytes act) throws DecodeException {
    NoiseState.checkFrame(act, SIZE, "act one");
    PublicKey remoteEphemeral = NoiseState.point(act.slice(1, 34), "act one");
    Bytes tag = act.slice(34);
    NoiseState state =
        NoiseState.start(local.nodeId())
            .mixHash(remoteEphemeral.value())
            .mixKey(local.ecdh(remoteEphemeral));
    state.open(0, tag, "act one");
    return actTwo(state.mixHash(tag), remoteEphemeral);
  }

  private Continue actTwo(NoiseState before, PublicKey remoteEphemeral) {
    PublicKey key = Secp256k1.get().publicKey(ephemeral);
    NoiseState state =
        before.mixHash(key.value()).mixKey(Secp256k1.get().ecdh(ephemeral, remoteEphemeral));
    Bytes tag = state.seal(0, Bytes.EMPTY);
    return new Continue(
        Bytes.concat(NoiseState.VERSION, key.value(), tag),
        new AwaitActThree(state.mixHash(tag), ephemeral));
  }
}
