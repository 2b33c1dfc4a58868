package org.boltj.gossip.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.PublicKey;
import org.boltj.base.Signature;
import org.boltj.crypto.AllCores;
import org.boltj.crypto.Secp256k1;
import org.boltj.gossip.graph.FundingLookup;
import org.boltj.gossip.graph.GossipResult;
import org.boltj.gossip.graph.GraphView;
import org.boltj.gossip.graph.NetworkGraph;
import org.boltj.gossip.message.ChannelAnnouncement;
import org.boltj.gossip.message.ChannelUpdate;
import org.boltj.gossip.message.EncodedGossip;
import org.boltj.gossip.message.GossipMessage;
import org.boltj.gossip.message.NodeAnnouncement;
import org.boltj.gossip.snapshot.GraphSnapshot;

/**
 * How fast a whole network's gossip is taken in, from bytes to graph with all signatures checked,
 * beside the speed of checking the same signatures and doing nothing else; and how fast it comes
 * back after a restart.
 */
final class GraphIngest {
  private static final int BATCH = 4_096;
  private static final long NOW = 1_770_076_800;

  /**
   * What a measurement gave.
   *
   * @param messages in the stream
   * @param signatures in the stream
   * @param rawPerSecond signatures checked by all cores that do nothing else
   * @param ingestPerSecond signatures checked while the stream was taken in
   * @param restoreMillis how long it took to take in the stream without checks
   */
  record Result(
      int messages,
      int signatures,
      double rawPerSecond,
      double ingestPerSecond,
      double restoreMillis) {
    /** The part of the raw speed that is reached, 0 to 1. */
    double share() {
      return ingestPerSecond / rawPerSecond;
    }
  }

  private record Signed(Signature signature, Bytes hash, PublicKey key) {
    void requireValid() {
      if (!Secp256k1.get().verify(signature, hash, key)) {
        throw new IllegalStateException("a signature of " + key + " is wrong");
      }
    }
  }

  private final GraphSnapshot shape;
  private final List<Bytes> stream;
  private final List<Signed> signatures = new ArrayList<>();

  private GraphIngest(GraphSnapshot shape) {
    this.shape = shape;
    this.stream = SignedNetwork.messages(shape, NOW);
    NetworkGraph graph = new NetworkGraph(shape.chainHash(), FundingLookup.UNCHECKED);
    restoreInto(graph);
    stream.forEach(message -> collect(SignedNetwork.decode(message), graph));
  }

  /** The best of some rounds, in which raw speed and ingest take turns. */
  static Result measure(GraphSnapshot shape, int rounds) {
    GraphIngest ingest = new GraphIngest(shape);
    double raw = Double.MAX_VALUE;
    double whole = Double.MAX_VALUE;
    double restore = Double.MAX_VALUE;
    for (int round = 0; round < rounds; round++) {
      raw = Math.min(raw, seconds(ingest::checkOnly));
      whole = Math.min(whole, seconds(ingest::takeIn));
      restore = Math.min(restore, seconds(ingest::restore));
    }
    int count = ingest.signatures.size();
    return new Result(ingest.stream.size(), count, count / raw, count / whole, restore * 1e3);
  }

  private static double seconds(Runnable work) {
    long begun = System.nanoTime();
    work.run();
    return (System.nanoTime() - begun) / 1e9;
  }

  private void collect(GossipMessage message, NetworkGraph graph) {
    Bytes hash = message.signedHash();
    switch (message) {
      case ChannelAnnouncement a -> {
        signatures.add(new Signed(a.nodeSignature1(), hash, a.nodeId1()));
        signatures.add(new Signed(a.nodeSignature2(), hash, a.nodeId2()));
        signatures.add(new Signed(a.bitcoinSignature1(), hash, a.bitcoinKey1()));
        signatures.add(new Signed(a.bitcoinSignature2(), hash, a.bitcoinKey2()));
      }
      case ChannelUpdate u -> {
        GraphView channels = graph.channels();
        int channel = channels.channelIndex(u.shortChannelId());
        PublicKey node = channels.nodeId(channels.endpoint(channel, u.direction()));
        signatures.add(new Signed(u.signature(), hash, node));
      }
      case NodeAnnouncement n -> signatures.add(new Signed(n.signature(), hash, n.nodeId()));
    }
  }

  private void checkOnly() {
    AllCores.forEach(signatures, Signed::requireValid);
  }

  private void takeIn() {
    NetworkGraph graph = new NetworkGraph(shape.chainHash(), FundingLookup.UNCHECKED);
    for (int from = 0; from < stream.size(); from += BATCH) {
      List<Bytes> batch = stream.subList(from, Math.min(stream.size(), from + BATCH));
      List<EncodedGossip> messages =
          AllCores.map(batch, bytes -> new EncodedGossip(SignedNetwork.decode(bytes), bytes));
      for (GossipResult result : graph.acceptAll(messages, NOW)) {
        if (!(result instanceof GossipResult.Accepted)) {
          throw new IllegalStateException("not taken: " + result);
        }
      }
    }
    requireWhole(graph);
  }

  private void restore() {
    NetworkGraph graph = new NetworkGraph(shape.chainHash(), FundingLookup.UNCHECKED);
    restoreInto(graph);
    requireWhole(graph);
  }

  private void restoreInto(NetworkGraph graph) {
    for (GossipMessage message : AllCores.map(stream, SignedNetwork::decode)) {
      switch (message) {
        case ChannelAnnouncement channel -> graph.restore(channel, Optional.empty(), NOW);
        case ChannelUpdate update -> graph.restore(update);
        case NodeAnnouncement node -> graph.restore(node);
      }
    }
  }

  private void requireWhole(NetworkGraph graph) {
    if (graph.channelCount() != shape.channelCount()) {
      throw new IllegalStateException(graph.channelCount() + " channels are in the graph");
    }
  }
}
