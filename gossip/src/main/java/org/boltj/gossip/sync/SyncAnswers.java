package org.boltj.gossip.sync;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.boltj.base.PublicKey;
import org.boltj.base.ShortChannelId;
import org.boltj.codec.WireMessage;
import org.boltj.gossip.graph.ChannelEntry;
import org.boltj.gossip.graph.NetworkGraph;
import org.boltj.gossip.message.ChannelAnnouncement;
import org.boltj.gossip.message.ChannelUpdate;
import org.boltj.gossip.message.ChannelUpdatePair;
import org.boltj.gossip.message.GossipTimestampFilter;
import org.boltj.gossip.message.NodeAnnouncement;
import org.boltj.gossip.message.QueryChannelRange;
import org.boltj.gossip.message.QueryShortChannelIds;
import org.boltj.gossip.message.ReplyChannelRange;
import org.boltj.gossip.message.ReplyShortChannelIdsEnd;

/**
 * The peer's side of the queries, and new gossip: everything we send is sent as the connection
 * takes it.
 */
final class SyncAnswers {
  private static final ShortChannelId FIRST_CHANNEL = new ShortChannelId(0);
  private static final long HIGHEST_BLOCK = (1L << 24) - 1;

  private final NetworkGraph graph;
  private final GossipLog log;
  private final SyncLimits limits;

  SyncAnswers(NetworkGraph graph, GossipLog log, SyncLimits limits) {
    this.graph = graph;
    this.log = log;
    this.limits = limits;
  }

  PeerSync filter(PeerSync state, GossipTimestampFilter filter) {
    if (!filter.chainHash().equals(graph.chainHash())) {
      return state;
    }
    Backlog backlog =
        filter.timestampRange() == 0 ? new Backlog.Nothing() : new Backlog.Channels(FIRST_CHANNEL);
    return state.with(filter).with(backlog);
  }

  PeerSync query(PeerSync state, QueryChannelRange query, List<SyncAction> actions) {
    if (isBusy(state, actions)) {
      return state;
    }
    if (!query.chainHash().equals(graph.chainHash())) {
      send(
          actions,
          new ReplyChannelRange(
              query.chainHash(),
              query.firstBlocknum(),
              query.numberOfBlocks(),
              0,
              List.of(),
              Optional.empty(),
              Optional.empty()));
      return state;
    }
    return state.with(
        new Answering.Range(query, query.firstBlocknum(), firstIn(query.firstBlocknum())));
  }

  private static ShortChannelId firstIn(long block) {
    return new ShortChannelId(Math.min(block, HIGHEST_BLOCK) << 40);
  }

  PeerSync query(PeerSync state, QueryShortChannelIds query, List<SyncAction> actions) {
    if (isBusy(state, actions)) {
      return state;
    }
    if (!query.chainHash().equals(graph.chainHash())) {
      send(actions, new ReplyShortChannelIdsEnd(query.chainHash(), 0));
      return state;
    }
    return state.with(new Answering.Channels(query, 0, Optional.empty(), 0));
  }

  private static boolean isBusy(PeerSync state, List<SyncAction> actions) {
    boolean busy = !(state.answering instanceof Answering.Nothing);
    if (busy) {
      actions.add(new SyncAction.Warn("a query before the one before was answered"));
    }
    return busy;
  }

  private static void send(List<SyncAction> actions, WireMessage message) {
    actions.add(new SyncAction.Send(message.encode()));
  }

  /** Sends at most about that many messages: answers first, then the backlog, then new gossip. */
  PeerSync write(PeerSync state, int messages, List<SyncAction> actions) {
    PeerSync next = state;
    while (actions.size() < messages && next.hasMoreToSend()) {
      next =
          switch (next.answering) {
            case Answering.Nothing nothing -> writeBacklog(next, actions);
            case Answering.Range range -> next.with(writeRange(range, actions));
            case Answering.Channels channels -> next.with(writeChannels(channels, actions));
          };
    }
    return actions.size() < messages ? writeNew(next, messages - actions.size(), actions) : next;
  }

  private Answering writeRange(Answering.Range range, List<SyncAction> actions) {
    QueryChannelRange query = range.query();
    List<ShortChannelId> ids = new ArrayList<>();
    Optional<ShortChannelId> more = Optional.empty();
    if (range.firstBlocknum() <= HIGHEST_BLOCK) {
      for (ShortChannelId id : graph.channelsFrom(range.next(), limits.channelsPerReply() + 1)) {
        if (id.blockHeight() >= query.endBlocknum()) {
          break;
        }
        if (ids.size() == limits.channelsPerReply()) {
          more = Optional.of(id);
          break;
        }
        ids.add(id);
      }
    }
    if (more.isEmpty()) {
      send(actions, reply(query, range.firstBlocknum(), query.endBlocknum(), true, ids));
      return new Answering.Nothing();
    }
    // The blocks up to the last channel's are covered, perhaps not all of that last block.
    long end = ids.get(ids.size() - 1).blockHeight() + 1L;
    send(actions, reply(query, range.firstBlocknum(), end, false, ids));
    long nextFirst = more.get().blockHeight() < end ? end - 1 : end;
    return new Answering.Range(query, nextFirst, more.get());
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

  private Answering writeChannels(Answering.Channels asked, List<SyncAction> actions) {
    QueryShortChannelIds query = asked.query();
    if (asked.nextChannel() < query.encodedShortIds().size()) {
      ShortChannelId id = query.encodedShortIds().get(asked.nextChannel());
      writeChannel(id, query.flagsOf(asked.nextChannel()), actions);
      return new Answering.Channels(query, asked.nextChannel() + 1, Optional.empty(), 0);
    }
    List<PublicKey> nodes = asked.nodes().orElseGet(() -> nodesOf(query));
    if (asked.nextNode() < nodes.size()) {
      sendNode(nodes.get(asked.nextNode()), actions);
      return new Answering.Channels(
          query, asked.nextChannel(), Optional.of(nodes), asked.nextNode() + 1);
    }
    send(actions, new ReplyShortChannelIdsEnd(query.chainHash(), 1));
    return new Answering.Nothing();
  }

  private void writeChannel(ShortChannelId id, long flags, List<SyncAction> actions) {
    if ((flags & QueryShortChannelIds.WANTS_CHANNEL_ANNOUNCEMENT) != 0) {
      graph.channelAnnouncement(id).ifPresent(raw -> actions.add(new SyncAction.Send(raw)));
    }
    for (int direction = 0; direction < 2; direction++) {
      if ((flags & (QueryShortChannelIds.WANTS_CHANNEL_UPDATE_1 << direction)) != 0) {
        graph.channelUpdate(id, direction).ifPresent(raw -> actions.add(new SyncAction.Send(raw)));
      }
    }
  }

  private List<PublicKey> nodesOf(QueryShortChannelIds query) {
    Set<PublicKey> nodes = new LinkedHashSet<>();
    for (int i = 0; i < query.encodedShortIds().size(); i++) {
      long flags = query.flagsOf(i);
      Optional<ChannelEntry> channel = graph.channel(query.encodedShortIds().get(i));
      if (channel.isPresent()) {
        if ((flags & QueryShortChannelIds.WANTS_NODE_ANNOUNCEMENT_1) != 0) {
          nodes.add(channel.get().nodeId1());
        }
        if ((flags & QueryShortChannelIds.WANTS_NODE_ANNOUNCEMENT_2) != 0) {
          nodes.add(channel.get().nodeId2());
        }
      }
    }
    return List.copyOf(nodes);
  }

  private void sendNode(PublicKey node, List<SyncAction> actions) {
    graph.nodeAnnouncement(node).ifPresent(raw -> actions.add(new SyncAction.Send(raw)));
  }

  private PeerSync writeBacklog(PeerSync state, List<SyncAction> actions) {
    return switch (state.backlog) {
      case Backlog.Nothing nothing -> state;
      case Backlog.Channels channels -> state.with(writeBacklog(state, channels, actions));
      case Backlog.Nodes nodes -> state.with(writeBacklog(state, nodes, actions));
    };
  }

  private Backlog writeBacklog(
      PeerSync state, Backlog.Channels channels, List<SyncAction> actions) {
    List<ShortChannelId> ids = graph.channelsFrom(channels.next(), 2);
    if (ids.isEmpty()) {
      return new Backlog.Nodes(0);
    }
    ShortChannelId id = ids.get(0);
    long flags = 0;
    for (int direction = 0; direction < 2; direction++) {
      if (wants(state, graph.updateTimestamp(id, direction))) {
        flags |= QueryShortChannelIds.WANTS_CHANNEL_UPDATE_1 << direction;
      }
    }
    if (flags != 0 && graph.isAlive(id)) {
      writeChannel(id, flags | QueryShortChannelIds.WANTS_CHANNEL_ANNOUNCEMENT, actions);
    }
    return ids.size() == 2 ? new Backlog.Channels(ids.get(1)) : new Backlog.Nodes(0);
  }

  private Backlog writeBacklog(PeerSync state, Backlog.Nodes nodes, List<SyncAction> actions) {
    if (nodes.next() >= graph.nodeBound()) {
      return new Backlog.Nothing();
    }
    graph
        .nodeAt(nodes.next())
        .filter(node -> wants(state, graph.nodeTimestamp(node)))
        .ifPresent(node -> sendNode(node, actions));
    return new Backlog.Nodes(nodes.next() + 1);
  }

  /** Timestamp 0 stands for an update or announcement that we do not have. */
  private static boolean wants(PeerSync state, long timestamp) {
    return timestamp > 0 && state.filter.map(filter -> filter.wants(timestamp)).orElse(false);
  }

  private PeerSync writeNew(PeerSync state, int messages, List<SyncAction> actions) {
    long position = state.logPosition;
    for (LogEntry entry : log.read(position, messages)) {
      position = entry.sequence() + 1;
      boolean itsOwn = entry.receivedFrom().map(state.peer::equals).orElse(false);
      boolean wanted = entry.isOwn() || wants(state, entry.timestamp());
      if (wanted && !itsOwn && isCurrent(entry)) {
        send(actions, entry.message());
      }
    }
    return state.withLogPosition(position);
  }

  /** Whether nothing newer has taken its place. */
  private boolean isCurrent(LogEntry entry) {
    return switch (entry.message()) {
      case ChannelAnnouncement announcement -> graph.isAlive(announcement.shortChannelId());
      case ChannelUpdate update ->
          graph.updateTimestamp(update.shortChannelId(), update.direction()) == update.timestamp();
      case NodeAnnouncement announcement ->
          graph.nodeTimestamp(announcement.nodeId()) == announcement.timestamp();
    };
  }
}
