package org.boltj.gossip.bench;

import java.util.SplittableRandom;
import org.boltj.base.PublicKey;
import org.boltj.base.ShortChannelId;
import org.boltj.gossip.graph.EdgeData;
import org.boltj.gossip.graph.GraphView;

/**
 * A graph whose every edge says what it can really carry: each channel's capacity is split at a
 * place drawn at random. Either fees and limits stay as they were announced, or edges ask for
 * nothing, which is what a maximum flow counts.
 */
final class KnownBalances implements GraphView {
  private final GraphView graph;
  private final long[] balanceMsat;
  private final boolean free;

  private KnownBalances(GraphView graph, long[] balanceMsat, boolean free) {
    this.graph = graph;
    this.balanceMsat = balanceMsat;
    this.free = free;
  }

  /** Balances drawn from the seed, in whole satoshis; edges that forward nothing have none. */
  static KnownBalances draw(GraphView graph, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    long[] balances = new long[2 * graph.channelBound()];
    EdgeData data = new EdgeData();
    for (int channel = 0; channel < graph.channelBound(); channel++) {
      boolean there = graph.read(2 * channel, data);
      boolean back = !there && graph.read(2 * channel + 1, data);
      if (there || back) {
        long capacitySat = data.capacityMsat() / 1000;
        long here = random.nextLong(capacitySat + 1);
        balances[2 * channel] = here * 1000;
        balances[2 * channel + 1] = (capacitySat - here) * 1000;
      }
    }
    return new KnownBalances(graph, balances, false);
  }

  /** Every edge can carry the whole capacity: what is possible at most. */
  static KnownBalances full(GraphView graph) {
    long[] balances = new long[2 * graph.channelBound()];
    EdgeData data = new EdgeData();
    for (int edge = 0; edge < balances.length; edge++) {
      balances[edge] = graph.read(edge, data) ? data.capacityMsat() : 0;
    }
    return new KnownBalances(graph, balances, true);
  }

  /** The same balances, and edges that ask for no fee and know no limit. */
  KnownBalances free() {
    return new KnownBalances(graph, balanceMsat, true);
  }

  long balanceMsat(int edge) {
    return balanceMsat[edge];
  }

  @Override
  public boolean read(int edge, EdgeData data) {
    if (!graph.read(edge, data) || balanceMsat[edge] == 0) {
      return false;
    }
    long most = data.htlcMaximumMsat();
    data.ends(data.from(), data.to(), balanceMsat[edge]);
    if (free) {
      data.policy(0, 0, balanceMsat[edge], 0, 0).inboundFee(0, 0);
    } else {
      data.policy(
          data.cltvExpiryDelta(),
          data.htlcMinimumMsat(),
          most,
          data.feeBaseMsat(),
          data.feeProportionalMillionths());
    }
    return true;
  }

  @Override
  public int nodeBound() {
    return graph.nodeBound();
  }

  @Override
  public int nodeIndex(PublicKey nodeId) {
    return graph.nodeIndex(nodeId);
  }

  @Override
  public PublicKey nodeId(int node) {
    return graph.nodeId(node);
  }

  @Override
  public boolean isNodeRoutable(int node) {
    return graph.isNodeRoutable(node);
  }

  @Override
  public int channelBound() {
    return graph.channelBound();
  }

  @Override
  public int channelIndex(ShortChannelId shortChannelId) {
    return graph.channelIndex(shortChannelId);
  }

  @Override
  public int[] edgesInto(int node) {
    return graph.edgesInto(node);
  }

  @Override
  public ShortChannelId shortChannelId(int channel) {
    return graph.shortChannelId(channel);
  }

  @Override
  public int endpoint(int channel, int end) {
    return graph.endpoint(channel, end);
  }

  @Override
  public long capacityMsat(int channel) {
    return balanceMsat[2 * channel] + balanceMsat[2 * channel + 1];
  }
}
