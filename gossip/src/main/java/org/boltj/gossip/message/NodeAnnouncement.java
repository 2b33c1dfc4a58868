package org.boltj.gossip.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.boltj.base.Bytes;
import org.boltj.base.Features;
import org.boltj.base.PublicKey;
import org.boltj.base.Signature;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireReader;
import org.boltj.codec.WireWriter;
import org.boltj.crypto.Secp256k1;

/**
 * node_announcement: name, features and addresses of a node (BOLT 7).
 *
 * @param signature with the key of node_id
 * @param features as sent, see {@link #featureSet()}
 * @param timestamp seconds since 1970 by convention; orders the announcements of one node
 * @param nodeId the node
 * @param rgbColor red, green and blue, one byte each
 * @param alias 32 bytes, see {@link #aliasText()}
 * @param addresses where the node can be reached, in the order sent
 * @param unknownFields bytes after the known fields; they are signed too
 */
public record NodeAnnouncement(
    Signature signature,
    Bytes features,
    long timestamp,
    PublicKey nodeId,
    Bytes rgbColor,
    Bytes alias,
    List<NodeAddress> addresses,
    Bytes unknownFields)
    implements GossipMessage {
  /** BOLT 7, node_announcement. */
  public static final int TYPE = 257;

  /** Bytes of an alias. */
  public static final int ALIAS_SIZE = 32;

  private static final Signature UNSIGNED = new Signature(Bytes.zeros(64));

  public NodeAnnouncement {
    rgbColor.requireSize(3, "rgb_color");
    alias.requireSize(ALIAS_SIZE, "alias");
    addresses = List.copyOf(addresses);
  }

  /**
   * An announcement still without signature.
   *
   * @param alias at most 32 bytes as UTF-8
   * @param addresses sorted by type here, as BOLT 7 wants them
   */
  public static NodeAnnouncement unsigned(
      Features features,
      long timestamp,
      PublicKey nodeId,
      Bytes rgbColor,
      String alias,
      List<NodeAddress> addresses) {
    Bytes text = Bytes.wrap(alias.getBytes(UTF_8));
    if (text.size() > ALIAS_SIZE) {
      throw new IllegalArgumentException("an alias has at most 32 bytes: " + alias);
    }
    return new NodeAnnouncement(
        UNSIGNED,
        features.encode(),
        timestamp,
        nodeId,
        rgbColor,
        Bytes.concat(text, Bytes.zeros(ALIAS_SIZE - text.size())),
        addresses.stream().sorted(NodeAddress.BY_TYPE).toList(),
        Bytes.EMPTY);
  }

  public static NodeAnnouncement decode(WireReader in) throws DecodeException {
    return new NodeAnnouncement(
        in.signature(),
        in.bytes16(),
        in.u32(),
        in.point(),
        in.bytes(3),
        in.bytes(ALIAS_SIZE),
        readAddresses(new WireReader(in.bytes16())),
        in.rest());
  }

  private static List<NodeAddress> readAddresses(WireReader in) throws DecodeException {
    List<NodeAddress> addresses = new ArrayList<>();
    while (in.hasRemaining()) {
      addresses.add(NodeAddress.decode(in));
    }
    return addresses;
  }

  /** The same announcement, signed by a function from a hash to a signature. */
  public NodeAnnouncement sign(Function<Bytes, Signature> signer) {
    return new NodeAnnouncement(
        signer.apply(signedHash()),
        features,
        timestamp,
        nodeId,
        rgbColor,
        alias,
        addresses,
        unknownFields);
  }

  /** Whether the signature is right; a key off the curve makes it wrong. */
  public boolean signatureValid() {
    return Secp256k1.get().verify(signature, signedHash(), nodeId);
  }

  public Features featureSet() {
    return Features.decode(features);
  }

  /**
   * The alias without its trailing zeros; control characters are replaced. It is chosen by the node
   * itself: whoever shows it must escape it.
   */
  public String aliasText() {
    int end = ALIAS_SIZE;
    while (end > 0 && alias.get(end - 1) == 0) {
      end--;
    }
    return new String(alias.slice(0, end).toArray(), UTF_8).replaceAll("\\p{C}", "\ufffd");
  }

  /** The addresses a connection can be made to: known, with a port, one DNS hostname at most. */
  public List<NodeAddress> usableAddresses() {
    return NodeAddress.usable(addresses);
  }

  /** BOLT 7: with more than one DNS hostname it must not be passed on. */
  public boolean mustNotForward() {
    return addresses.stream().filter(NodeAddress.DnsHostname.class::isInstance).count() > 1;
  }

  @Override
  public int type() {
    return TYPE;
  }

  @Override
  public void writePayload(WireWriter out) {
    out.signature(signature);
    writeWitness(out);
  }

  @Override
  public void writeWitness(WireWriter out) {
    WireWriter list = new WireWriter();
    addresses.forEach(address -> address.write(list));
    out.bytes16(features).u32(timestamp).point(nodeId).bytes(rgbColor).bytes(alias);
    out.bytes16(list.toBytes()).bytes(unknownFields);
  }
}
