package org.boltj.gossip.message;

import java.util.function.Function;
import org.boltj.base.BlockHash;
import org.boltj.base.Bytes;
import org.boltj.base.Features;
import org.boltj.base.PublicKey;
import org.boltj.base.ShortChannelId;
import org.boltj.base.Signature;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireReader;
import org.boltj.codec.WireWriter;
import org.boltj.crypto.Secp256k1;

/**
 * channel_announcement: the proof that two nodes own a channel (BOLT 7).
 *
 * @param nodeSignature1 with the key of node_id_1
 * @param nodeSignature2 with the key of node_id_2
 * @param bitcoinSignature1 with bitcoin_key_1
 * @param bitcoinSignature2 with bitcoin_key_2
 * @param features as sent, see {@link #featureSet()}
 * @param chainHash the chain
 * @param shortChannelId the funding output
 * @param nodeId1 the lesser of the two node ids
 * @param nodeId2 the greater of the two node ids
 * @param bitcoinKey1 the funding key of node_id_1
 * @param bitcoinKey2 the funding key of node_id_2
 * @param unknownFields bytes after the known fields; they are signed too
 */
public record ChannelAnnouncement(
    Signature nodeSignature1,
    Signature nodeSignature2,
    Signature bitcoinSignature1,
    Signature bitcoinSignature2,
    Bytes features,
    BlockHash chainHash,
    ShortChannelId shortChannelId,
    PublicKey nodeId1,
    PublicKey nodeId2,
    PublicKey bitcoinKey1,
    PublicKey bitcoinKey2,
    Bytes unknownFields)
    implements GossipMessage {
  /** BOLT 7, channel_announcement. */
  public static final int TYPE = 256;

  private static final Signature UNSIGNED = new Signature(Bytes.zeros(64));

  /**
   * An announcement still without signatures. The nodes may be given in either order; each comes
   * with its own funding key.
   */
  public static ChannelAnnouncement unsigned(
      Features features,
      BlockHash chainHash,
      ShortChannelId shortChannelId,
      PublicKey node,
      PublicKey bitcoinKey,
      PublicKey otherNode,
      PublicKey otherBitcoinKey) {
    boolean first = node.compareTo(otherNode) < 0;
    return new ChannelAnnouncement(
        UNSIGNED,
        UNSIGNED,
        UNSIGNED,
        UNSIGNED,
        features.encode(),
        chainHash,
        shortChannelId,
        first ? node : otherNode,
        first ? otherNode : node,
        first ? bitcoinKey : otherBitcoinKey,
        first ? otherBitcoinKey : bitcoinKey,
        Bytes.EMPTY);
  }

  public static ChannelAnnouncement decode(WireReader in) throws DecodeException {
    return new ChannelAnnouncement(
        in.signature(),
        in.signature(),
        in.signature(),
        in.signature(),
        in.bytes16(),
        in.chainHash(),
        in.shortChannelId(),
        in.point(),
        in.point(),
        in.point(),
        in.point(),
        in.rest());
  }

  /**
   * The same announcement with the two signatures of {@code nodeId}, which must be one of its
   * nodes.
   */
  public ChannelAnnouncement withSignatures(
      PublicKey nodeId, Signature nodeSignature, Signature bitcoinSignature) {
    if (!nodeId.equals(nodeId1) && !nodeId.equals(nodeId2)) {
      throw new IllegalArgumentException(nodeId + " is not a node of channel " + shortChannelId);
    }
    boolean first = nodeId.equals(nodeId1);
    return new ChannelAnnouncement(
        first ? nodeSignature : nodeSignature1,
        first ? nodeSignature2 : nodeSignature,
        first ? bitcoinSignature : bitcoinSignature1,
        first ? bitcoinSignature2 : bitcoinSignature,
        features,
        chainHash,
        shortChannelId,
        nodeId1,
        nodeId2,
        bitcoinKey1,
        bitcoinKey2,
        unknownFields);
  }

  /** The same announcement, signed for {@code nodeId} by functions from a hash to a signature. */
  public ChannelAnnouncement sign(
      PublicKey nodeId,
      Function<Bytes, Signature> nodeSigner,
      Function<Bytes, Signature> bitcoinSigner) {
    Bytes hash = signedHash();
    return withSignatures(nodeId, nodeSigner.apply(hash), bitcoinSigner.apply(hash));
  }

  /** Whether all four signatures are right; keys off the curve make them wrong. */
  public boolean signaturesValid() {
    Bytes hash = signedHash();
    Secp256k1 curve = Secp256k1.get();
    return curve.verify(nodeSignature1, hash, nodeId1)
        && curve.verify(nodeSignature2, hash, nodeId2)
        && curve.verify(bitcoinSignature1, hash, bitcoinKey1)
        && curve.verify(bitcoinSignature2, hash, bitcoinKey2);
  }

  /** Whether the same four keys claim the channel, whatever else differs. */
  public boolean hasKeysOf(ChannelAnnouncement other) {
    return nodeId1.equals(other.nodeId1)
        && nodeId2.equals(other.nodeId2)
        && bitcoinKey1.equals(other.bitcoinKey1)
        && bitcoinKey2.equals(other.bitcoinKey2);
  }

  public Features featureSet() {
    return Features.decode(features);
  }

  @Override
  public int type() {
    return TYPE;
  }

  @Override
  public void writePayload(WireWriter out) {
    out.signature(nodeSignature1).signature(nodeSignature2);
    out.signature(bitcoinSignature1).signature(bitcoinSignature2);
    writeWitness(out);
  }

  @Override
  public void writeWitness(WireWriter out) {
    out.bytes16(features).chainHash(chainHash).shortChannelId(shortChannelId);
    out.point(nodeId1).point(nodeId2).point(bitcoinKey1).point(bitcoinKey2);
    out.bytes(unknownFields);
  }
}
