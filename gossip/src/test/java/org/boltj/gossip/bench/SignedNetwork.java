package org.boltj.gossip.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.boltj.base.Bytes;
import org.boltj.base.Features;
import org.boltj.base.PrivateKey;
import org.boltj.base.PublicKey;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireReader;
import org.boltj.crypto.Secp256k1;
import org.boltj.gossip.graph.DirectionEntry;
import org.boltj.gossip.message.ChannelAnnouncement;
import org.boltj.gossip.message.ChannelUpdate;
import org.boltj.gossip.message.GossipMessage;
import org.boltj.gossip.message.NodeAnnouncement;
import org.boltj.gossip.snapshot.GraphSnapshot;
import org.boltj.gossip.snapshot.NetworkGenerator;

/**
 * The gossip that a network of a snapshot's shape would send, with keys of our own and valid
 * signatures: each announcement, then its updates, and all nodes at the end.
 */
final class SignedNetwork {
  private static final long SEED = 4;

  private final GraphSnapshot shape;
  private final long timestamp;
  private final List<PrivateKey> secrets;
  private final List<PublicKey> ids;

  private SignedNetwork(GraphSnapshot shape, long timestamp) {
    this.shape = shape;
    this.timestamp = timestamp;
    this.secrets =
        IntStream.range(0, shape.nodeCount())
            .mapToObj(node -> NetworkGenerator.nodeKey(SEED, node))
            .toList();
    this.ids = secrets.parallelStream().map(Secp256k1.get()::publicKey).toList();
  }

  /**
   * Every message, encoded.
   *
   * @param timestamp of all updates and node announcements (seconds)
   */
  static List<Bytes> messages(GraphSnapshot shape, long timestamp) {
    SignedNetwork network = new SignedNetwork(shape, timestamp);
    Stream<Bytes> channels =
        IntStream.range(0, shape.channelCount())
            .parallel()
            .boxed()
            .flatMap(channel -> network.channel(channel).stream());
    Stream<Bytes> nodes = network.nodesWithChannels().parallel().mapToObj(network::announcement);
    List<Bytes> all = new ArrayList<>(channels.toList());
    all.addAll(nodes.toList());
    return all;
  }

  /** Announcements of other nodes are refused. */
  private IntStream nodesWithChannels() {
    return IntStream.range(0, 2 * shape.channelCount()).map(shape::from).distinct().sorted();
  }

  private List<Bytes> channel(int channel) {
    int node1 = shape.node1(channel);
    int node2 = shape.node2(channel);
    List<Bytes> messages = new ArrayList<>();
    messages.add(announcement(channel, node1, node2).encode());
    update(2 * channel, node1, node2, messages);
    update(2 * channel + 1, node2, node1, messages);
    return messages;
  }

  private ChannelAnnouncement announcement(int channel, int node1, int node2) {
    PrivateKey secret1 = secrets.get(node1);
    PrivateKey secret2 = secrets.get(node2);
    Secp256k1 curve = Secp256k1.get();
    return ChannelAnnouncement.unsigned(
            Features.EMPTY,
            shape.chainHash(),
            shape.shortChannelId(channel),
            ids.get(node1),
            ids.get(node2),
            ids.get(node2),
            ids.get(node1))
        .sign(ids.get(node1), hash -> curve.sign(hash, secret1), hash -> curve.sign(hash, secret2))
        .sign(ids.get(node2), hash -> curve.sign(hash, secret2), hash -> curve.sign(hash, secret1));
  }

  private void update(int edge, int from, int to, List<Bytes> messages) {
    shape.policy(edge).ifPresent(entry -> messages.add(update(edge, from, to, entry).encode()));
  }

  private ChannelUpdate update(int edge, int from, int to, DirectionEntry entry) {
    return ChannelUpdate.unsigned(
            shape.chainHash(),
            shape.shortChannelId(edge >> 1),
            ids.get(from),
            ids.get(to),
            timestamp,
            entry.disabled(),
            true,
            entry.policy())
        .sign(hash -> Secp256k1.get().sign(hash, secrets.get(from)));
  }

  private Bytes announcement(int node) {
    return NodeAnnouncement.unsigned(
            shape.features(node).orElse(Features.EMPTY),
            timestamp,
            ids.get(node),
            Bytes.zeros(3),
            "node " + node,
            List.of())
        .sign(hash -> Secp256k1.get().sign(hash, secrets.get(node)))
        .encode();
  }

  /** Reads one of the messages. */
  static GossipMessage decode(Bytes encoded) {
    try {
      WireReader in = new WireReader(encoded);
      int type = in.u16();
      return switch (type) {
        case ChannelAnnouncement.TYPE -> ChannelAnnouncement.decode(in);
        case ChannelUpdate.TYPE -> ChannelUpdate.decode(in);
        case NodeAnnouncement.TYPE -> NodeAnnouncement.decode(in);
        default -> throw new IllegalArgumentException("not gossip: " + type);
      };
    } catch (DecodeException e) {
      throw new IllegalArgumentException("cannot be read: " + encoded, e);
    }
  }
}
