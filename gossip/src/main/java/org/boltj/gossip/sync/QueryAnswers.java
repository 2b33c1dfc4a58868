package org.boltj.gossip.sync;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.boltj.base.ShortChannelId;
import org.boltj.gossip.graph.GraphView;
import org.boltj.gossip.graph.NetworkGraph;
import org.boltj.gossip.message.ChannelUpdatePair;
import org.boltj.gossip.message.QueryChannelRange;
import org.boltj.gossip.message.QueryShortChannelIds;
import org.boltj.gossip.message.ReplyChannelRange;
import org.boltj.gossip.message.ReplyShortChannelIdsEnd;

/** Answers to the peer's queries, a portion at a time. */
final class QueryAnswers {
  private static final long HIGHEST_BLOCK = (1L << 24) - 1;

  private final NetworkGraph graph;
  private final SyncLimits limits;
  private final BooleanSupplier upToDate;

  QueryAnswers(NetworkGraph graph, SyncLimits limits, BooleanSupplier upToDate) {
    this.graph = graph;
    this.limits = limits;
    this.upToDate = upToDate;
  }

  static Answering begin(QueryChannelRange query) {
    long block = Math.min(query.firstBlocknum(), HIGHEST_BLOCK);
    return new Answering.Range(query, query.firstBlocknum(), new ShortChannelId(block << 40));
  }

  static Answering begin(QueryShortChannelIds query) {
    return new Answering.Channels(query, 0, new BitSet());
  }

  // ---- query_channel_range ----

  Answering write(Answering.Range range, Outgoing out) {
    QueryChannelRange query = range.query();
    List<ShortChannelId> ids = new ArrayList<>();
    Optional<ShortChannelId> more = collect(range, ids, out);
    if (more.isEmpty()) {
      out.send(reply(query, range.firstBlocknum(), end(query), true, ids));
      return new Answering.Nothing();
    }
    // The blocks before the next channel's are covered, and that one too when part of it was told.
    long next = more.get().blockHeight();
    boolean cut = !ids.isEmpty() && ids.get(ids.size() - 1).blockHeight() == next;
    long end = Math.max(cut ? next + 1 : next, range.firstBlocknum() + 1);
    out.send(reply(query, range.firstBlocknum(), end, false, ids));
    return new Answering.Range(query, next, more.get());
  }

  /** Fills the next reply; gives the channel that the reply after it begins with. */
  private Optional<ShortChannelId> collect(
      Answering.Range range, List<ShortChannelId> ids, Outgoing out) {
    if (range.firstBlocknum() > HIGHEST_BLOCK) {
      return Optional.empty();
    }
    List<ShortChannelId> next = graph.channelsFrom(range.next(), limits.channelsPerReply() + 1);
    out.looked(next.size());
    for (int i = 0; i < next.size(); i++) {
      ShortChannelId id = next.get(i);
      if (id.blockHeight() >= end(range.query())) {
        return Optional.empty();
      }
      if (i == limits.channelsPerReply()) {
        return Optional.of(id);
      }
      if (graph.isAlive(id)) {
        ids.add(id);
      }
    }
    return Optional.empty();
  }

  /** A question about no block at all is answered as one about the first: a reply covers one. */
  private static long end(QueryChannelRange query) {
    return Math.max(query.endBlocknum(), query.firstBlocknum() + 1);
  }

  private ReplyChannelRange reply(
      QueryChannelRange query, long first, long end, boolean last, List<ShortChannelId> ids) {
    return new ReplyChannelRange(
        query.chainHash(),
        first,
        end - first,
        last ? 1 : 0,
        ids,
        query.wantsTimestamps()
            ? Optional.of(ids.stream().map(this::timestamps).toList())
            : Optional.empty(),
        query.wantsChecksums()
            ? Optional.of(ids.stream().map(this::checksums).toList())
            : Optional.empty());
  }

  private ChannelUpdatePair timestamps(ShortChannelId id) {
    return new ChannelUpdatePair(graph.updateTimestamp(id, 0), graph.updateTimestamp(id, 1));
  }

  private ChannelUpdatePair checksums(ShortChannelId id) {
    return new ChannelUpdatePair(checksum(id, 0), checksum(id, 1));
  }

  private long checksum(ShortChannelId id, int direction) {
    return graph.channelUpdate(id, direction).map(UpdateChecksum::of).orElse(0L);
  }

  // ---- query_short_channel_ids ----

  Answering write(Answering.Channels asked, Outgoing out) {
    QueryShortChannelIds query = asked.query();
    int count = query.encodedShortIds().size();
    int next = asked.next();
    while (next < count && !out.isFull()) {
      out.looked(1);
      writeChannel(query.encodedShortIds().get(next), query.flagsOf(next), out);
      next++;
    }
    BitSet sent = asked.sentNodes();
    if (next >= count) {
      sent = (BitSet) sent.clone();
      while (next < 2 * count && !out.isFull()) {
        out.looked(1);
        writeNodes(query, next - count, sent, out);
        next++;
      }
    }
    if (next < 2 * count || out.isFull()) {
      return new Answering.Channels(query, next, sent);
    }
    out.send(new ReplyShortChannelIdsEnd(query.chainHash(), upToDate.getAsBoolean() ? 1 : 0));
    return new Answering.Nothing();
  }

  /**
   * The announcement of a channel and its updates, as far as the query_flags want them; nothing of
   * a channel whose funding output was spent.
   */
  void writeChannel(ShortChannelId id, long flags, Outgoing out) {
    if (!graph.isAlive(id)) {
      return;
    }
    if ((flags & QueryShortChannelIds.WANTS_CHANNEL_ANNOUNCEMENT) != 0) {
      graph.channelAnnouncement(id).ifPresent(out::send);
    }
    for (int direction = 0; direction < 2; direction++) {
      if ((flags & (QueryShortChannelIds.WANTS_CHANNEL_UPDATE_1 << direction)) != 0) {
        graph.channelUpdate(id, direction).ifPresent(out::send);
      }
    }
  }

  private void writeNodes(QueryShortChannelIds query, int place, BitSet sent, Outgoing out) {
    GraphView channels = graph.channels();
    int channel = channels.channelIndex(query.encodedShortIds().get(place));
    for (int end = 0; end < 2 && channel >= 0; end++) {
      long flag = QueryShortChannelIds.WANTS_NODE_ANNOUNCEMENT_1 << end;
      int node = channels.endpoint(channel, end);
      if ((query.flagsOf(place) & flag) != 0 && !sent.get(node)) {
        sent.set(node);
        graph.nodeAnnouncementToForward(channels.nodeId(node)).ifPresent(out::send);
      }
    }
  }
}
