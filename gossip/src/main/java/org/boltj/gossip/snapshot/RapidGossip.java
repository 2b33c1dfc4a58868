package org.boltj.gossip.snapshot;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.boltj.base.BlockHash;
import org.boltj.base.Features;
import org.boltj.base.PublicKey;
import org.boltj.base.ShortChannelId;
import org.boltj.gossip.graph.ChannelGraph;
import org.boltj.gossip.graph.DirectionEntry;
import org.boltj.gossip.message.ChannelUpdate;
import org.jspecify.annotations.Nullable;

/**
 * A message of LDK's rapid gossip sync, version 1 or 2: new channels, and what changed in policies
 * since the last message, as a server collected it. There are no signatures: the server is
 * believed. It says nothing about channels that were closed; who keeps a graph by these messages
 * prunes stale channels as well.
 *
 * <p>The format is described in the README of LDK's crate lightning-rapid-gossip-sync. A message is
 * read whole before anything is applied, and applying cannot fail halfway.
 */
public final class RapidGossip {
  /** LDK dates what it learns this long before the message, so that newer gossip wins. */
  private static final long BACKDATED_SECONDS = 604_800;

  /**
   * What applying changed.
   *
   * @param channels how many were added
   * @param policies how many were set
   * @param skipped changes of policies that are not known here, and policies older than known ones
   */
  public record Applied(int channels, int policies, int skipped) {}

  final BlockHash chainHash;
  final long latestSeen;
  final PublicKey[] nodes;

  /** What version 2 tells of nodes; null where it tells nothing. */
  final @Nullable Features[] features;

  final ChannelColumns announced;

  /** Channels that announced features which payments would have to know; they are left out. */
  final boolean[] unroutable;

  final RapidUpdates updates;

  RapidGossip(
      BlockHash chainHash,
      long latestSeen,
      PublicKey[] nodes,
      @Nullable Features[] features,
      ChannelColumns announced,
      boolean[] unroutable,
      RapidUpdates updates) {
    this.chainHash = chainHash;
    this.latestSeen = latestSeen;
    this.nodes = nodes;
    this.features = features;
    this.announced = announced;
    this.unroutable = unroutable;
    this.updates = updates;
  }

  /**
   * Reads a message, not packed.
   *
   * @param file for errors
   * @throws SnapshotFormatException when it is not a whole message of version 1 or 2
   */
  public static RapidGossip read(InputStream in, String file) throws IOException {
    return new RapidGossipReader(in, file).read();
  }

  /** The chain of the channels. */
  public BlockHash chainHash() {
    return chainHash;
  }

  /** The time up to which the server had seen gossip, with which to ask for the next message. */
  public long latestSeen() {
    return latestSeen;
  }

  /** How many channels are announced. */
  public int channelCount() {
    return announced.size();
  }

  /** How many policies are changed. */
  public int updateCount() {
    return updates.size();
  }

  /**
   * Puts the channels into a graph and changes policies. A channel that the graph knows stays as it
   * is; a policy is set when it is newer than the known one, taking the message as a week old.
   */
  public Applied applyTo(ChannelGraph graph) {
    int added = 0;
    for (int at = 0; at < announced.size(); at++) {
      ShortChannelId id = new ShortChannelId(announced.shortChannelIds[at]);
      if (!unroutable[at] && graph.channelIndex(id) < 0) {
        graph.addChannel(
            id,
            nodes[announced.ends[2 * at]],
            nodes[announced.ends[2 * at + 1]],
            announced.capacitiesSat[at]);
        added++;
      }
    }
    for (int at = 0; at < nodes.length; at++) {
      Features told = features[at];
      int node = told == null ? -1 : graph.nodeIndex(nodes[at]);
      if (told != null && node >= 0) {
        graph.setNodeFeatures(node, told);
      }
    }
    int set = 0;
    for (int at = 0; at < updates.size(); at++) {
      set += applyUpdate(graph, at) ? 1 : 0;
    }
    return new Applied(added, set, updates.size() - set);
  }

  private boolean applyUpdate(ChannelGraph graph, int at) {
    int channel = graph.channelIndex(new ShortChannelId(updates.shortChannelIds[at]));
    if (channel < 0) {
      return false;
    }
    int edge = 2 * channel + updates.direction(at);
    long timestamp = Math.max(0, latestSeen - BACKDATED_SECONDS);
    Optional<DirectionEntry> known = graph.direction(edge);
    boolean newer = known.isEmpty() || known.get().timestamp() < timestamp;
    if (!newer || updates.isChange(at) && known.isEmpty()) {
      return false;
    }
    ChannelUpdate.Policy base =
        updates.isChange(at) ? known.orElseThrow().policy() : updates.defaults;
    graph.setPolicy(edge, timestamp, updates.isDisabled(at), updates.changed(at, base));
    return true;
  }

  /**
   * The snapshot with the changes of this message.
   *
   * @throws IllegalArgumentException when it is of another chain
   */
  public GraphSnapshot applyTo(GraphSnapshot before) {
    if (!before.chainHash().equals(chainHash)) {
      throw new IllegalArgumentException(
          "the snapshot is of chain " + before.chainHash() + ", the message of " + chainHash);
    }
    ChannelGraph graph = before.toGraph();
    applyTo(graph);
    return GraphSnapshot.of(graph, chainHash, before);
  }

  /** The message as a first one: all of what it tells. */
  public GraphSnapshot toSnapshot() {
    return applyTo(new SnapshotBuilder(chainHash).build());
  }
}
