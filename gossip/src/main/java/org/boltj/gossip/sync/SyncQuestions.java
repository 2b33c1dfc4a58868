package org.boltj.gossip.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.Feature;
import org.boltj.base.ShortChannelId;
import org.boltj.gossip.graph.NetworkGraph;
import org.boltj.gossip.message.ChannelUpdatePair;
import org.boltj.gossip.message.QueryChannelRange;
import org.boltj.gossip.message.QueryShortChannelIds;
import org.boltj.gossip.message.ReplyChannelRange;
import org.boltj.gossip.message.ReplyShortChannelIdsEnd;

/** Our side of the queries: which channels the peer knows, then what is new of them. */
final class SyncQuestions {
  private final NetworkGraph graph;
  private final SyncLimits limits;

  SyncQuestions(NetworkGraph graph, SyncLimits limits) {
    this.graph = graph;
    this.limits = limits;
  }

  PeerSync askRange(PeerSync state, List<SyncAction> actions, long nowSeconds) {
    Optional<Long> options =
        knowsFlags(state)
            ? Optional.of(QueryChannelRange.WANTS_TIMESTAMPS | QueryChannelRange.WANTS_CHECKSUMS)
            : Optional.empty();
    QueryChannelRange query = new QueryChannelRange(graph.chainHash(), 0, 0xffffffffL, options);
    actions.add(new SyncAction.Send(query.encode()));
    return state.with(
        new Asking.Range(query, 0, 0, List.of(), nowSeconds + limits.timeoutSeconds()));
  }

  private static boolean knowsFlags(PeerSync state) {
    return state.features.supports(Feature.GOSSIP_QUERIES_EX);
  }

  PeerSync reply(
      PeerSync state, ReplyChannelRange reply, List<SyncAction> actions, long nowSeconds) {
    if (!(state.asking instanceof Asking.Range asked)
        || !reply.chainHash().equals(graph.chainHash())) {
      actions.add(new SyncAction.Warn("reply_channel_range that was not asked for"));
      return state;
    }
    int channels = asked.channels() + reply.encodedShortIds().size();
    Optional<String> fault = fault(asked, reply, channels);
    if (fault.isPresent()) {
      actions.add(new SyncAction.Warn(fault.get()));
      actions.add(new SyncAction.Synced(false));
      return state.with(new Asking.Nothing());
    }
    List<Wanted> wanted = new ArrayList<>(asked.wanted());
    addWanted(wanted, reply, knowsFlags(state));
    if (reply.endBlocknum() >= asked.query().endBlocknum()) {
      return askChannels(state, new Asking.Channels(wanted, 0, false, 0), actions, nowSeconds);
    }
    return state.with(
        new Asking.Range(
            asked.query(),
            reply.firstBlocknum(),
            channels,
            List.copyOf(wanted),
            nowSeconds + limits.timeoutSeconds()));
  }

  private Optional<String> fault(Asking.Range asked, ReplyChannelRange reply, int channels) {
    if (reply.firstBlocknum() < asked.lastFirstBlocknum()) {
      return Optional.of("reply_channel_range goes back to block " + reply.firstBlocknum());
    }
    if (channels > limits.channelsWanted()) {
      return Optional.of("reply_channel_range: more than " + limits.channelsWanted());
    }
    for (ShortChannelId id : reply.encodedShortIds()) {
      if (id.blockHeight() < reply.firstBlocknum() || id.blockHeight() >= reply.endBlocknum()) {
        return Optional.of("reply_channel_range: " + id + " is outside of its blocks");
      }
    }
    boolean empty = reply.encodedShortIds().isEmpty();
    boolean last = reply.endBlocknum() >= asked.query().endBlocknum();
    return empty && !last && reply.firstBlocknum() == asked.lastFirstBlocknum() && channels > 0
        ? Optional.of("reply_channel_range that says nothing")
        : Optional.empty();
  }

  private void addWanted(List<Wanted> wanted, ReplyChannelRange reply, boolean flags) {
    for (int i = 0; i < reply.encodedShortIds().size(); i++) {
      ShortChannelId id = reply.encodedShortIds().get(i);
      if (graph.channelAnnouncement(id).isEmpty()) {
        wanted.add(new Wanted(id, QueryShortChannelIds.WANTS_ALL));
      } else if (flags && reply.timestamps().isPresent()) {
        int place = i;
        long newer =
            newerUpdates(
                id,
                reply.timestamps().get().get(i),
                reply.checksums().map(checksums -> checksums.get(place)));
        if (newer != 0) {
          wanted.add(new Wanted(id, newer));
        }
      }
    }
  }

  /** The flags of the updates of which the peer has newer ones that also say something else. */
  private long newerUpdates(
      ShortChannelId id, ChannelUpdatePair timestamps, Optional<ChannelUpdatePair> checksums) {
    long flags = 0;
    for (int direction = 0; direction < 2; direction++) {
      boolean newer = timestamps.of(direction) > graph.updateTimestamp(id, direction);
      if (newer && differs(id, direction, checksums)) {
        flags |= QueryShortChannelIds.WANTS_CHANNEL_UPDATE_1 << direction;
      }
    }
    return flags;
  }

  private boolean differs(ShortChannelId id, int direction, Optional<ChannelUpdatePair> checksums) {
    Optional<Bytes> ours = graph.channelUpdate(id, direction);
    return checksums.isEmpty()
        || ours.isEmpty()
        || UpdateChecksum.of(ours.get()) != checksums.get().of(direction);
  }

  PeerSync end(
      PeerSync state, ReplyShortChannelIdsEnd end, List<SyncAction> actions, long nowSeconds) {
    if (!(state.asking instanceof Asking.Channels asked) || !asked.waiting()) {
      actions.add(new SyncAction.Warn("reply_short_channel_ids_end that was not asked for"));
      return state;
    }
    Asking.Channels answered = new Asking.Channels(asked.wanted(), asked.next(), false, 0);
    return askChannels(state, answered, actions, nowSeconds);
  }

  /** Asks for the next channels, unless the graph still has enough to look up. */
  private PeerSync askChannels(
      PeerSync state, Asking.Channels asked, List<SyncAction> actions, long nowSeconds) {
    if (asked.next() == asked.wanted().size()) {
      actions.add(new SyncAction.Synced(true));
      return state.with(new Asking.Nothing());
    }
    if (graph.pendingCount() >= limits.pendingChannels()) {
      return state.with(asked);
    }
    int end = Math.min(asked.wanted().size(), asked.next() + limits.channelsPerQuery());
    List<Wanted> part = asked.wanted().subList(asked.next(), end);
    Optional<List<Long>> flags =
        knowsFlags(state)
            ? Optional.of(part.stream().map(Wanted::flags).toList())
            : Optional.empty();
    QueryShortChannelIds query =
        new QueryShortChannelIds(
            graph.chainHash(), part.stream().map(Wanted::shortChannelId).toList(), flags);
    actions.add(new SyncAction.Send(query.encode()));
    return state.with(
        new Asking.Channels(asked.wanted(), end, true, nowSeconds + limits.timeoutSeconds()));
  }

  PeerSync tick(PeerSync state, List<SyncAction> actions, long nowSeconds) {
    return switch (state.asking) {
      case Asking.Nothing nothing -> state;
      case Asking.Range range ->
          nowSeconds > range.deadlineSeconds() ? giveUp(state, actions) : state;
      case Asking.Channels channels -> {
        if (!channels.waiting()) {
          yield askChannels(state, channels, actions, nowSeconds);
        }
        yield nowSeconds > channels.deadlineSeconds() ? giveUp(state, actions) : state;
      }
    };
  }

  private static PeerSync giveUp(PeerSync state, List<SyncAction> actions) {
    actions.add(new SyncAction.Synced(false));
    return state.with(new Asking.Nothing());
  }
}
