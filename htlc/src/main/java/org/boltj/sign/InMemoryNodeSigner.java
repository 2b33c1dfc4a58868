package org.boltj.sign;

import java.nio.charset.StandardCharsets;
import org.boltj.base.Bytes;
import org.boltj.base.PrivateKey;
import org.boltj.base.PublicKey;
import org.boltj.base.Signature;
import org.boltj.crypto.Hkdf;
import org.boltj.crypto.RecoverableSignature;
import org.boltj.crypto.Secp256k1;

/** A node signer that holds the private key. */
public final class InMemoryNodeSigner implements NodeSigner {
  private static final Bytes SALT = ascii("boltj/node/1");

  private final PrivateKey nodeKey;
  private final PublicKey nodeId;

  public InMemoryNodeSigner(PrivateKey nodeKey) {
    this.nodeKey = nodeKey;
    this.nodeId = Secp256k1.get().publicKey(nodeKey);
  }

  /**
   * The signer of the node with that seed: HKDF-SHA256 (RFC 5869) with salt {@code boltj/node/1},
   * the seed as key material and {@code node_key} as info gives the private key.
   *
   * @param nodeSeed 32 secret bytes or more
   */
  public static InMemoryNodeSigner ofSeed(Bytes nodeSeed) {
    return new InMemoryNodeSigner(
        new PrivateKey(Hkdf.derive(SALT, nodeSeed, ascii("node_key"), 32)));
  }

  private static Bytes ascii(String text) {
    return Bytes.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public PublicKey nodeId() {
    return nodeId;
  }

  @Override
  public Bytes ecdh(PublicKey other) {
    return Secp256k1.get().ecdh(nodeKey, other);
  }

  @Override
  public Signature signGossip(Bytes hash) {
    return Secp256k1.get().sign(hash, nodeKey);
  }

  @Override
  public RecoverableSignature signInvoice(Bytes hash) {
    return Secp256k1.get().signRecoverable(hash, nodeKey);
  }

  @Override
  public Signature signBolt12(Bytes hash) {
    return Secp256k1.get().signSchnorr(hash, nodeKey);
  }
}
