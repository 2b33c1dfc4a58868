package org.boltj.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.CltvExpiryDelta;
import org.boltj.base.Features;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.Network;
import org.boltj.base.PrivateKey;
import org.boltj.base.PublicKey;
import org.boltj.base.Satoshi;
import org.boltj.base.ShortChannelId;
import org.boltj.base.Signature;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireMessage;
import org.boltj.crypto.Secp256k1;
import org.boltj.gossip.graph.FundingAnswer;
import org.boltj.gossip.graph.GraphLimits;
import org.boltj.gossip.graph.NetworkGraph;
import org.boltj.gossip.message.ChannelAnnouncement;
import org.boltj.gossip.message.ChannelUpdate;
import org.boltj.gossip.message.GossipMessage;
import org.boltj.gossip.message.NodeAnnouncement;
import org.boltj.gossip.message.QueryChannelRange;
import org.boltj.gossip.message.QueryShortChannelIds;
import org.boltj.gossip.path.MultiPartPathFinder;
import org.boltj.gossip.path.RouteRequest;
import org.boltj.gossip.scoring.Scorer;
import org.boltj.gossip.sync.GossipLog;
import org.boltj.gossip.sync.GossipSync;
import org.boltj.gossip.sync.SyncAction;
import org.boltj.gossip.sync.SyncEvent;
import org.boltj.gossip.sync.SyncStep;
import org.boltj.message.MessageCodec;

/**
 * A conversation about gossip: signed announcements with any fields, messages of any bytes and
 * queries; what the graph takes is found again, stays within its limits, and routes are looked for.
 */
public final class GossipFuzzTarget {
  private static final int NODES = 6;
  private static final GraphLimits LIMITS = new GraphLimits(20, 5, 5, 4);
  private static final int MAX_MESSAGES = 60;

  private final FuzzInput in;
  private final NetworkGraph graph;
  private final GossipLog log = new GossipLog(16);
  private final GossipSync sync;
  private SyncStep state;
  private long now = 1_700_000_000L;

  private GossipFuzzTarget(FuzzInput in) {
    this.in = in;
    this.graph = new NetworkGraph(Network.REGTEST.chainHash(), id -> funding(), LIMITS);
    this.sync = new GossipSync(graph, log);
    this.state = sync.start(key(0), Features.decode(in.take(3)), in.below(2) == 1, now);
    if (in.below(2) == 1) {
      run(sync.compare(state.state(), in.below(8), now));
    }
  }

  public static void fuzzerTestOneInput(byte[] input) throws DecodeException {
    GossipFuzzTarget run = new GossipFuzzTarget(new FuzzInput(input));
    for (int i = 0; i < MAX_MESSAGES && run.in.hasMore(); i++) {
      run.step();
    }
    run.route();
  }

  private FundingAnswer funding() {
    return switch (in.below(4)) {
      case 0 -> new FundingAnswer.Later();
      case 1 -> new FundingAnswer.Absent();
      case 2 -> new FundingAnswer.Unspent(in.take(34), Satoshi.of(in.u32()));
      default -> new FundingAnswer.Unchecked();
    };
  }

  private static PrivateKey secret(int node) {
    return PrivateKey.fromHex(String.format("%02x", node + 1).repeat(32));
  }

  private static PublicKey key(int node) {
    return Secp256k1.get().publicKey(secret(node));
  }

  private static Signature sign(int node, Bytes hash) {
    return Secp256k1.get().sign(hash, secret(node));
  }

  private ShortChannelId channel() {
    return ShortChannelId.of(in.below(8), in.below(3), 0);
  }

  private void step() throws DecodeException {
    switch (in.below(12)) {
      case 0, 1, 2 -> take(announcement());
      case 3, 4 -> take(update());
      case 5 -> take(nodeAnnouncement());
      case 6 -> any(in.take(in.below(600)));
      case 7 -> graph.fundingAnswered(channel(), funding(), now);
      case 8 -> graph.blockConnected(in.below(2_000));
      case 9 -> now += in.below(40_000);
      case 10 -> query();
      default -> {
        log.releaseNodes();
        run(sync.step(state.state(), new SyncEvent.Flush()));
        run(sync.step(state.state(), new SyncEvent.Writable(in.below(30))));
        run(sync.step(state.state(), new SyncEvent.Tick(now)));
      }
    }
  }

  private void take(GossipMessage message) throws DecodeException {
    if (!MessageCodec.decode(message.encode()).equals(message)) {
      throw new IllegalStateException("another message: " + message);
    }
    graph.accept(message, now);
    log.append(message, Optional.of(key(in.below(NODES))));
  }

  private ChannelAnnouncement announcement() {
    int a = in.below(NODES);
    int b = in.below(NODES);
    int other = a == b ? (b + 1) % NODES : b;
    return ChannelAnnouncement.unsigned(
            Features.decode(in.take(in.below(3))),
            Network.REGTEST.chainHash(),
            channel(),
            key(a),
            key(a + NODES),
            key(other),
            key(other + NODES))
        .sign(key(a), h -> sign(a, h), h -> sign(a + NODES, h))
        .sign(key(other), h -> sign(other, h), h -> sign(other + NODES, h));
  }

  private ChannelUpdate update() {
    int a = in.below(NODES);
    int b = (a + 1 + in.below(NODES - 1)) % NODES;
    return ChannelUpdate.unsigned(
            Network.REGTEST.chainHash(),
            channel(),
            key(a),
            key(b),
            now - 3_600 + in.below(7_200),
            in.below(4) == 0,
            true,
            new ChannelUpdate.Policy(
                new CltvExpiryDelta(in.below(65_536)),
                MilliSatoshi.of(in.u32()),
                in.u32(),
                in.u32(),
                MilliSatoshi.of(in.u64() >>> 12)))
        .sign(h -> sign(a, h));
  }

  private NodeAnnouncement nodeAnnouncement() {
    int a = in.below(NODES);
    return NodeAnnouncement.unsigned(
            Features.decode(in.take(in.below(4))),
            now - 3_600 + in.below(7_200),
            key(a),
            in.exactly(3),
            "node " + a,
            List.of())
        .sign(h -> sign(a, h));
  }

  private void any(Bytes wire) {
    WireMessage message;
    try {
      message = MessageCodec.decode(wire);
    } catch (DecodeException expected) {
      return;
    }
    if (message instanceof GossipMessage gossip) {
      graph.accept(gossip, now);
    } else {
      run(sync.step(state.state(), new SyncEvent.Received(message, now)));
    }
  }

  private void query() {
    WireMessage question;
    if (in.below(2) == 0) {
      question =
          new QueryChannelRange(
              Network.REGTEST.chainHash(), in.u32(), in.u32(), Optional.of((long) in.below(4)));
    } else {
      List<ShortChannelId> ids = new ArrayList<>();
      for (int i = in.below(6); i > 0; i--) {
        ids.add(channel());
      }
      question = new QueryShortChannelIds(Network.REGTEST.chainHash(), ids, Optional.empty());
    }
    run(sync.step(state.state(), new SyncEvent.Received(question, now)));
  }

  private void run(SyncStep step) {
    state = step;
    for (SyncAction action : step.actions()) {
      if (action instanceof SyncAction.Send send) {
        try {
          MessageCodec.decode(send.message());
        } catch (DecodeException bug) {
          throw new IllegalStateException("we sent what nobody can read", bug);
        }
      }
    }
  }

  private void route() {
    if (graph.channelsFrom(new ShortChannelId(0), 1_000).size() > LIMITS.channels()) {
      throw new IllegalStateException("more channels than allowed");
    }
    new MultiPartPathFinder()
        .find(
            graph.channels(),
            RouteRequest.of(
                key(0),
                key(1 + in.below(NODES - 1)),
                MilliSatoshi.of(1 + in.u32()),
                18,
                MilliSatoshi.of(in.u32())),
            Scorer.NONE,
            now);
    graph.pruneStale(now + 3_000_000);
  }
}
