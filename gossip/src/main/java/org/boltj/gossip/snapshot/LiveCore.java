package org.boltj.gossip.snapshot;

import java.util.Arrays;

/**
 * The part of a network that payments can use: channels whose both directions are known, not
 * disabled, and updated lately, and of these the largest part that hangs together. Lists of public
 * networks are a third dead channels.
 */
public final class LiveCore {
  static final long TWO_WEEKS_SECONDS = 1_209_600;

  private final GraphSnapshot all;
  private final long oldestUpdate;
  private final int[] parents;

  private LiveCore(GraphSnapshot all, long oldestUpdate) {
    this.all = all;
    this.oldestUpdate = oldestUpdate;
    this.parents = new int[all.nodeCount()];
    Arrays.setAll(parents, node -> node);
  }

  /**
   * The live core.
   *
   * @param oldestUpdate earlier updates do not count (seconds since 1970); 0 to let all count. A
   *     policy without timestamp counts always.
   */
  public static GraphSnapshot of(GraphSnapshot all, long oldestUpdate) {
    return new LiveCore(all, oldestUpdate).build();
  }

  private GraphSnapshot build() {
    for (int channel = 0; channel < all.channelCount(); channel++) {
      if (isLive(channel)) {
        parents[root(all.node1(channel))] = root(all.node2(channel));
      }
    }
    int core = largestPart();
    SnapshotBuilder kept = new SnapshotBuilder(all.chainHash());
    int[] numbers = new int[all.nodeCount()];
    for (int node = 0; node < all.nodeCount(); node++) {
      if (root(node) == core) {
        numbers[node] = kept.node(all.nodeId(node));
        kept.describe(numbers[node], all.nodes().aliases[node], all.nodes().features[node]);
      }
    }
    for (int channel = 0; channel < all.channelCount(); channel++) {
      if (isLive(channel) && root(all.node1(channel)) == core) {
        kept.copyChannel(all, channel, numbers[all.node1(channel)], numbers[all.node2(channel)]);
      }
    }
    return kept.build();
  }

  private boolean isLive(int channel) {
    return isLiveEdge(2 * channel) && isLiveEdge(2 * channel + 1);
  }

  private boolean isLiveEdge(int edge) {
    long updated = all.lastUpdate(edge);
    return all.isEnabled(edge) && (updated == 0 || updated >= oldestUpdate);
  }

  private int root(int node) {
    int at = node;
    while (parents[at] != at) {
      parents[at] = parents[parents[at]];
      at = parents[at];
    }
    return at;
  }

  private int largestPart() {
    int[] sizes = new int[all.nodeCount()];
    int largest = -1;
    for (int node = 0; node < sizes.length; node++) {
      sizes[root(node)]++;
    }
    for (int node = 0; node < sizes.length; node++) {
      if (sizes[node] > 1 && (largest < 0 || sizes[node] > sizes[largest])) {
        largest = node;
      }
    }
    return largest;
  }
}
