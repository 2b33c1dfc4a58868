package org.boltj.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.boltj.base.BlockHash;
import org.boltj.base.Features;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireMessage;
import org.boltj.codec.WireReader;
import org.boltj.codec.WireWriter;
import org.boltj.gossip.message.MessageExtension;
import org.boltj.gossip.message.NodeAddress;

/**
 * init: the first message in either direction; tells the features (BOLT 1).
 *
 * @param globalfeatures a second set of features, for history's sake; see {@link #allFeatures()}
 * @param features the features offered or required
 * @param networks the chains the sender is interested in; empty when it does not say
 * @param remoteAddr the address under which the sender sees the receiver
 */
public record Init(
    Features globalfeatures,
    Features features,
    Optional<List<BlockHash>> networks,
    Optional<NodeAddress> remoteAddr)
    implements WireMessage {
  /** BOLT 1, init. */
  public static final int TYPE = 16;

  private static final long NETWORKS = 1;
  private static final long REMOTE_ADDR = 3;

  public Init {
    networks = networks.map(List::copyOf);
  }

  /** An init with these features and one chain. */
  public static Init of(Features features, BlockHash chainHash) {
    return new Init(Features.EMPTY, features, Optional.of(List.of(chainHash)), Optional.empty());
  }

  static Init decode(WireReader in) throws DecodeException {
    Features globalfeatures = Features.decode(in.bytes16());
    Features features = Features.decode(in.bytes16());
    MessageExtension extension = MessageExtension.read(in, NETWORKS, REMOTE_ADDR);
    return new Init(
        globalfeatures,
        features,
        extension.get(NETWORKS, Init::readNetworks),
        extension.get(REMOTE_ADDR, NodeAddress::decode));
  }

  private static List<BlockHash> readNetworks(WireReader in) throws DecodeException {
    List<BlockHash> networks = new ArrayList<>();
    while (in.hasRemaining()) {
      networks.add(in.chainHash());
    }
    return networks;
  }

  /** Both sets of features as one (BOLT 1: the receiver combines them). */
  public Features allFeatures() {
    return globalfeatures.or(features);
  }

  /** Whether the sender is interested in that chain, or does not say. */
  public boolean supportsChain(BlockHash chainHash) {
    return networks.map(chains -> chains.contains(chainHash)).orElse(true);
  }

  @Override
  public int type() {
    return TYPE;
  }

  @Override
  public void writePayload(WireWriter out) {
    out.bytes16(globalfeatures.encode()).bytes16(features.encode());
    MessageExtension.builder()
        .put(NETWORKS, networks, (to, chains) -> chains.forEach(to::chainHash))
        .put(REMOTE_ADDR, remoteAddr, (to, address) -> address.write(to))
        .writeTo(out);
  }
}
