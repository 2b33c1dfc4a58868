package org.boltj.onion;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.PrivateKey;
import org.boltj.base.PublicKey;
import org.boltj.codec.DecodeException;
import org.boltj.crypto.ChaCha20Poly1305;
import org.boltj.crypto.Hash;
import org.boltj.crypto.Secp256k1;

/** Makes blinded paths, and reads a node's part of one (BOLT 4, "Route Blinding"). */
public final class RouteBlinding {
  private static final Bytes ZERO_NONCE = Bytes.zeros(12);

  private RouteBlinding() {}

  /** A node of a path to be made, and the encoded encrypted_data_tlv for it. */
  public record Node(PublicKey nodeId, Bytes data) {}

  /**
   * A node's part of a path, opened.
   *
   * @param nextPathKey path_key for the next node, an override already applied
   */
  public record Opened(RecipientData data, PublicKey nextPathKey) {}

  /**
   * Hides a route. Payloads of one length hide more: see {@link RecipientData#encode(int)}.
   *
   * @param sessionKey fresh and random for each path
   * @param nodes the introduction point first, the recipient last; at least 1
   */
  public static BlindedPath create(PrivateKey sessionKey, List<Node> nodes) {
    if (nodes.isEmpty()) {
      throw new IllegalArgumentException("a blinded path has at least one hop");
    }
    Secp256k1 curve = Secp256k1.get();
    List<BlindedPath.Hop> hops = new ArrayList<>();
    PrivateKey pathPrivateKey = sessionKey;
    for (Node node : nodes) {
      PublicKey pathKey = curve.publicKey(pathPrivateKey);
      Bytes secret = curve.ecdh(pathPrivateKey, node.nodeId());
      PublicKey blinded = curve.multiply(node.nodeId(), nodeIdTweak(secret));
      hops.add(new BlindedPath.Hop(blinded, seal(secret, node.data())));
      pathPrivateKey = curve.multiply(pathPrivateKey, pathKeyTweak(pathKey, secret));
    }
    return new BlindedPath(nodes.get(0).nodeId(), curve.publicKey(sessionKey), hops);
  }

  /**
   * Decrypts what the recipient wrote for us.
   *
   * @param ecdh with our node id's key
   * @param pathKey from the message, or current_path_key of the payload
   * @throws DecodeException when it is not for us, or not an encrypted_data_tlv
   */
  public static Opened open(OnionEcdh ecdh, PublicKey pathKey, Bytes encryptedRecipientData)
      throws DecodeException {
    if (!Secp256k1.get().isValid(pathKey)) {
      throw new DecodeException("path_key is not on the curve: " + pathKey);
    }
    Bytes secret = ecdh.ecdh(pathKey);
    Optional<Bytes> clear =
        ChaCha20Poly1305.open(
            KeyType.RHO.derive(secret), ZERO_NONCE, Bytes.EMPTY, encryptedRecipientData);
    if (clear.isEmpty()) {
      throw new DecodeException("encrypted_recipient_data does not decrypt");
    }
    RecipientData data = RecipientData.decode(clear.get());
    PublicKey next = Secp256k1.get().multiply(pathKey, pathKeyTweak(pathKey, secret));
    return new Opened(data, data.nextPathKeyOverride().orElse(next));
  }

  static PrivateKey nodeIdTweak(Bytes secret) {
    return new PrivateKey(KeyType.BLINDED_NODE_ID.derive(secret));
  }

  private static PrivateKey pathKeyTweak(PublicKey pathKey, Bytes secret) {
    return new PrivateKey(Hash.sha256(pathKey.value(), secret));
  }

  private static Bytes seal(Bytes secret, Bytes data) {
    return ChaCha20Poly1305.seal(KeyType.RHO.derive(secret), ZERO_NONCE, Bytes.EMPTY, data);
  }
}
