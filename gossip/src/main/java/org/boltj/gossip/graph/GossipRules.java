package org.boltj.gossip.graph;

import java.util.ArrayList;
import java.util.List;
import org.boltj.base.BlockHash;
import org.boltj.base.ShortChannelId;
import org.boltj.crypto.AllCores;
import org.boltj.gossip.message.ChannelAnnouncement;
import org.boltj.gossip.message.ChannelUpdate;
import org.boltj.gossip.message.EncodedGossip;
import org.boltj.gossip.message.GossipMessage;
import org.boltj.gossip.message.NodeAnnouncement;

/**
 * The rules of BOLT 7 for gossip messages that come in: cheap checks first, signatures next, the
 * chain last.
 */
final class GossipRules {
  private final GraphLimits limits;
  private final PendingChannels pending = new PendingChannels();
  private final ChannelRules channels;
  private final UpdateRules updates;
  private final NodeRules nodes;

  GossipRules(
      BlockHash chainHash, FundingLookup fundingLookup, GraphLimits limits, GossipTables tables) {
    this.limits = limits;
    this.channels = new ChannelRules(chainHash, fundingLookup, limits, tables, pending);
    this.updates = new UpdateRules(chainHash, limits, tables, pending);
    this.nodes = new NodeRules(limits, tables, pending);
  }

  PendingChannels pending() {
    return pending;
  }

  ChannelRules channels() {
    return channels;
  }

  GossipResult accept(GossipMessage message, long nowSeconds) {
    return accept(new Candidate(message), nowSeconds);
  }

  /**
   * The same one after the other; the signatures are checked on all cores, ahead of what is taken
   * in.
   */
  List<GossipResult> acceptAll(List<EncodedGossip> messages, long nowSeconds) {
    BatchForesight foresight = new BatchForesight(channels, updates, nodes, limits, nowSeconds);
    List<Candidate> candidates = new ArrayList<>(messages.size());
    for (EncodedGossip gossip : messages) {
      candidates.add(new Candidate(gossip, foresight.signer(gossip.message())));
    }
    List<GossipResult> results = new ArrayList<>(messages.size());
    AllCores.inOrder(candidates, Candidate::prepare, each -> results.add(accept(each, nowSeconds)));
    return List.copyOf(results);
  }

  private GossipResult accept(Candidate candidate, long nowSeconds) {
    return switch (candidate.message()) {
      case ChannelAnnouncement announcement -> channels.accept(announcement, candidate, nowSeconds);
      case ChannelUpdate update -> updates.accept(update, candidate, nowSeconds);
      case NodeAnnouncement announcement -> nodes.accept(announcement, candidate, nowSeconds);
    };
  }

  /** See {@link NetworkGraph#fundingAnswered}. */
  List<GossipMessage> fundingAnswered(
      ShortChannelId shortChannelId, FundingAnswer answer, long nowSeconds) {
    if (answer instanceof FundingAnswer.Later) {
      return List.of();
    }
    List<GossipMessage> accepted = new ArrayList<>();
    for (Candidate candidate : pending.take(shortChannelId)) {
      GossipResult result =
          candidate.message() instanceof ChannelAnnouncement announcement
              ? channels.insert(announcement, candidate, answer, nowSeconds)
              : accept(candidate, nowSeconds);
      if (result instanceof GossipResult.Accepted) {
        accepted.add(candidate.message());
      } else if (result.equals(GossipResult.rejected(Rejection.CONFLICTING_ANNOUNCEMENT))) {
        accepted.clear();
      }
    }
    return List.copyOf(accepted);
  }
}
