package org.boltj.gossip.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.boltj.base.Feature;
import org.boltj.base.ShortChannelId;
import org.boltj.gossip.graph.NetworkGraph;
import org.boltj.gossip.message.QueryChannelRange;
import org.boltj.gossip.message.QueryShortChannelIds;
import org.boltj.gossip.message.ReplyChannelRange;
import org.boltj.gossip.message.ReplyShortChannelIdsEnd;

/** Our side of the queries: which channels the peer knows, then what is new of them. */
final class SyncQuestions {
  /** Of fewer channels asked, what was not delivered says nothing about the peer. */
  private static final int JUDGED_FROM = 100;

  private final NetworkGraph graph;
  private final SyncLimits limits;
  private final WhatIsNew whatIsNew;

  SyncQuestions(NetworkGraph graph, SyncLimits limits) {
    this.graph = graph;
    this.limits = limits;
    this.whatIsNew = new WhatIsNew(graph);
  }

  PeerSync askRange(PeerSync state, long highestBlock, List<SyncAction> actions, long nowSeconds) {
    Optional<Long> options =
        knowsFlags(state)
            ? Optional.of(QueryChannelRange.WANTS_TIMESTAMPS | QueryChannelRange.WANTS_CHECKSUMS)
            : Optional.empty();
    QueryChannelRange query = new QueryChannelRange(graph.chainHash(), 0, 0xffffffffL, options);
    actions.add(new SyncAction.Send(query.encode()));
    return state.with(
        new Asking.Range(
            query,
            highestBlock,
            Asking.Heard.NOTHING,
            nowSeconds + limits.timeoutSeconds(),
            nowSeconds + limits.rangeSeconds()));
  }

  private static boolean knowsFlags(PeerSync state) {
    return state.features.supports(Feature.GOSSIP_QUERIES_EX);
  }

  PeerSync reply(
      PeerSync state, ReplyChannelRange reply, List<SyncAction> actions, long nowSeconds) {
    if (state.asking instanceof Asking.GivenUp) {
      return state;
    }
    if (!(state.asking instanceof Asking.Range asked)
        || !reply.chainHash().equals(graph.chainHash())) {
      actions.add(new SyncAction.Warn("reply_channel_range that was not asked for"));
      return state;
    }
    boolean last = reply.endBlocknum() >= asked.query().endBlocknum();
    Optional<String> fault = fault(asked.heard(), reply, last);
    if (fault.isPresent()) {
      actions.add(new SyncAction.Warn(fault.get()));
      return giveUp(state, actions);
    }
    Asking.Heard heard = hear(state, asked, reply, nowSeconds);
    if (last) {
      Asking.Channels channels = new Asking.Channels(heard.wanted(), 0, false, true, 0);
      return askChannels(state, channels, actions, nowSeconds);
    }
    long deadline = Math.min(nowSeconds + limits.timeoutSeconds(), asked.lastSeconds());
    return state.with(
        new Asking.Range(
            asked.query(), asked.highestBlock(), heard, deadline, asked.lastSeconds()));
  }

  /** Every reply must get on: in blocks or in channels, and both only upwards. */
  private Optional<String> fault(Asking.Heard heard, ReplyChannelRange reply, boolean last) {
    List<ShortChannelId> ids = reply.encodedShortIds();
    if (reply.firstBlocknum() < heard.firstBlocknum()) {
      return Optional.of("reply_channel_range goes back to block " + reply.firstBlocknum());
    }
    if (heard.replies() >= limits.replies()) {
      return Optional.of("more than " + limits.replies() + " reply_channel_range");
    }
    if (heard.channels() + ids.size() > limits.channelsWanted()) {
      return Optional.of("reply_channel_range: more than " + limits.channelsWanted());
    }
    boolean first = heard.channels() == 0;
    ShortChannelId before = heard.lastId();
    for (ShortChannelId id : ids) {
      if (id.blockHeight() < reply.firstBlocknum() || id.blockHeight() >= reply.endBlocknum()) {
        return Optional.of("reply_channel_range: " + id + " is outside of its blocks");
      }
      if (!first && id.compareTo(before) <= 0) {
        return Optional.of("reply_channel_range: " + id + " after " + before);
      }
      first = false;
      before = id;
    }
    return ids.isEmpty() && !last && reply.endBlocknum() <= heard.endBlocknum()
        ? Optional.of("reply_channel_range that says nothing")
        : Optional.empty();
  }

  private Asking.Heard hear(
      PeerSync state, Asking.Range asked, ReplyChannelRange reply, long nowSeconds) {
    Asking.Heard heard = asked.heard();
    List<ShortChannelId> ids = reply.encodedShortIds();
    WantedChannels wanted = heard.wanted();
    for (int i = 0; i < ids.size(); i++) {
      ShortChannelId id = ids.get(i);
      long flags =
          id.blockHeight() > asked.highestBlock()
              ? 0
              : whatIsNew.of(reply, i, knowsFlags(state), nowSeconds);
      if (flags != 0) {
        wanted = wanted.plus(id, flags);
      }
    }
    return new Asking.Heard(
        heard.replies() + 1,
        reply.firstBlocknum(),
        Math.max(heard.endBlocknum(), reply.endBlocknum()),
        heard.channels() + ids.size(),
        ids.isEmpty() ? heard.lastId() : ids.get(ids.size() - 1),
        wanted);
  }

  /** Asks for some channels that we have heard of; only while nothing else is asked. */
  PeerSync ask(
      PeerSync state, List<ShortChannelId> ids, List<SyncAction> actions, long nowSeconds) {
    WantedChannels wanted = WantedChannels.NONE;
    for (ShortChannelId id : ids) {
      wanted = wanted.plus(id, QueryShortChannelIds.WANTS_ALL);
    }
    return askChannels(state, new Asking.Channels(wanted, 0, false, true, 0), actions, nowSeconds);
  }

  PeerSync end(
      PeerSync state, ReplyShortChannelIdsEnd end, List<SyncAction> actions, long nowSeconds) {
    if (state.asking instanceof Asking.GivenUp) {
      return state;
    }
    if (!(state.asking instanceof Asking.Channels asked) || !asked.waiting()) {
      actions.add(new SyncAction.Warn("reply_short_channel_ids_end that was not asked for"));
      return state;
    }
    boolean full = asked.full() && end.fullInformation() != 0;
    Asking.Channels answered = new Asking.Channels(asked.wanted(), asked.next(), false, full, 0);
    return askChannels(state, answered, actions, nowSeconds);
  }

  /** Asks for the next channels, unless the graph still has enough to look up. */
  private PeerSync askChannels(
      PeerSync state, Asking.Channels asked, List<SyncAction> actions, long nowSeconds) {
    if (asked.next() == asked.wanted().size()) {
      actions.add(new SyncAction.Synced(asked.full() && hasDelivered(asked.wanted())));
      return state.with(new Asking.Nothing());
    }
    if (graph.pendingCount() >= limits.pendingChannels()) {
      return state.with(asked);
    }
    int end = Math.min(asked.wanted().size(), asked.next() + limits.channelsPerQuery());
    List<ShortChannelId> ids = new ArrayList<>();
    List<Long> flags = new ArrayList<>();
    for (int place = asked.next(); place < end; place++) {
      ids.add(asked.wanted().id(place));
      flags.add(asked.wanted().flags(place));
    }
    QueryShortChannelIds query =
        new QueryShortChannelIds(
            graph.chainHash(), ids, knowsFlags(state) ? Optional.of(flags) : Optional.empty());
    actions.add(new SyncAction.Send(query.encode()));
    long deadline = nowSeconds + limits.timeoutSeconds();
    return state.with(new Asking.Channels(asked.wanted(), end, true, asked.full(), deadline));
  }

  /** Whether the peer had at least half of what it said it had and we did not know. */
  private boolean hasDelivered(WantedChannels wanted) {
    int announcements = 0;
    int missing = 0;
    for (int place = 0; place < wanted.size(); place++) {
      if ((wanted.flags(place) & QueryShortChannelIds.WANTS_CHANNEL_ANNOUNCEMENT) != 0) {
        announcements++;
        missing += graph.isKnown(wanted.id(place)) ? 0 : 1;
      }
    }
    return announcements < JUDGED_FROM || missing <= announcements / 2;
  }

  PeerSync tick(PeerSync state, List<SyncAction> actions, long nowSeconds) {
    return switch (state.asking) {
      case Asking.Nothing nothing -> state;
      case Asking.GivenUp never -> state;
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
    return state.with(new Asking.GivenUp());
  }
}
