package org.boltj.gossip.sync;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.boltj.base.Bytes;
import org.boltj.base.ShortChannelId;
import org.boltj.gossip.graph.NetworkGraph;
import org.boltj.gossip.message.GossipTimestampFilter;
import org.boltj.gossip.message.QueryChannelRange;
import org.boltj.gossip.message.QueryShortChannelIds;
import org.boltj.gossip.message.ReplyChannelRange;
import org.boltj.gossip.message.ReplyShortChannelIdsEnd;

/**
 * What we tell the peer: answers to its queries first, then what its filter asks for of the graph
 * as it is, then new gossip. All of it is sent as the connection takes it.
 */
final class SyncAnswers {
  private static final ShortChannelId FIRST_CHANNEL = new ShortChannelId(0);

  private final NetworkGraph graph;
  private final GossipLog log;
  private final QueryAnswers queries;

  SyncAnswers(NetworkGraph graph, GossipLog log, SyncLimits limits, BooleanSupplier upToDate) {
    this.graph = graph;
    this.log = log;
    this.queries = new QueryAnswers(graph, limits, upToDate);
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
      ReplyChannelRange nothing =
          new ReplyChannelRange(
              query.chainHash(),
              query.firstBlocknum(),
              query.numberOfBlocks(),
              1,
              List.of(),
              Optional.empty(),
              Optional.empty());
      actions.add(new SyncAction.Send(nothing.encode()));
      return state;
    }
    return state.with(QueryAnswers.begin(query));
  }

  PeerSync query(PeerSync state, QueryShortChannelIds query, List<SyncAction> actions) {
    if (isBusy(state, actions)) {
      return state;
    }
    if (!query.chainHash().equals(graph.chainHash())) {
      ReplyShortChannelIdsEnd end = new ReplyShortChannelIdsEnd(query.chainHash(), 0);
      actions.add(new SyncAction.Send(end.encode()));
      return state;
    }
    return state.with(QueryAnswers.begin(query));
  }

  private static boolean isBusy(PeerSync state, List<SyncAction> actions) {
    boolean busy = !(state.answering instanceof Answering.Nothing);
    if (busy) {
      actions.add(new SyncAction.Warn("a query before the one before was answered"));
    }
    return busy;
  }

  /** Sends about as much as fits. */
  PeerSync write(PeerSync state, Outgoing out) {
    PeerSync next = state;
    while (!out.isFull() && next.hasMoreToSend()) {
      next =
          switch (next.answering) {
            case Answering.Nothing nothing -> next.with(backlog(next, out));
            case Answering.Range range -> next.with(queries.write(range, out));
            case Answering.Channels channels -> next.with(queries.write(channels, out));
          };
    }
    return out.isFull() ? next : writeNew(next, out);
  }

  private Backlog backlog(PeerSync state, Outgoing out) {
    return switch (state.backlog) {
      case Backlog.Nothing nothing -> nothing;
      case Backlog.Channels channels -> backlog(state, channels, out);
      case Backlog.Nodes nodes -> backlog(state, nodes, out);
    };
  }

  private Backlog backlog(PeerSync state, Backlog.Channels channels, Outgoing out) {
    int portion = 100;
    List<ShortChannelId> ids = graph.channelsFrom(channels.next(), portion + 1);
    for (int i = 0; i < Math.min(portion, ids.size()); i++) {
      if (out.isFull()) {
        return new Backlog.Channels(ids.get(i));
      }
      out.looked(1);
      writeChannel(state, ids.get(i), out);
    }
    return ids.size() > portion ? new Backlog.Channels(ids.get(portion)) : new Backlog.Nodes(0);
  }

  private void writeChannel(PeerSync state, ShortChannelId id, Outgoing out) {
    long flags = 0;
    for (int direction = 0; direction < 2; direction++) {
      if (wants(state, graph.updateTimestamp(id, direction))) {
        flags |= QueryShortChannelIds.WANTS_CHANNEL_UPDATE_1 << direction;
      }
    }
    if (flags != 0 && graph.isAlive(id)) {
      queries.writeChannel(id, flags | QueryShortChannelIds.WANTS_CHANNEL_ANNOUNCEMENT, out);
    }
  }

  private Backlog backlog(PeerSync state, Backlog.Nodes nodes, Outgoing out) {
    int next = nodes.next();
    int bound = graph.channels().nodeBound();
    while (next < bound && !out.isFull()) {
      out.looked(1);
      graph
          .nodeAt(next)
          .filter(node -> wants(state, graph.nodeTimestamp(node)))
          .flatMap(graph::nodeAnnouncementToForward)
          .ifPresent(out::send);
      next++;
    }
    return next < bound ? new Backlog.Nodes(next) : new Backlog.Nothing();
  }

  /** Timestamp 0 stands for an update or announcement that we do not have. */
  private static boolean wants(PeerSync state, long timestamp) {
    return timestamp > 0 && state.filter.map(filter -> filter.wants(timestamp)).orElse(false);
  }

  private PeerSync writeNew(PeerSync state, Outgoing out) {
    long position = state.logPosition;
    for (LogEntry entry : log.read(position, state.readable, out.messagesLeft())) {
      position = entry.sequence() + 1;
      out.looked(1);
      boolean itsOwn = entry.receivedFrom().map(state.peer::equals).orElse(false);
      boolean wanted = entry.isOwn() || wants(state, entry.timestamp());
      if (wanted && !itsOwn) {
        message(entry).ifPresent(out::send);
      }
    }
    return state.withLogPosition(position);
  }

  /** Its bytes, if nothing newer has taken its place and it may still be passed on. */
  private Optional<Bytes> message(LogEntry entry) {
    return switch (entry.told()) {
      case LogEntry.OfChannel channel ->
          graph.isAlive(channel.id()) ? graph.channelAnnouncement(channel.id()) : Optional.empty();
      case LogEntry.OfDirection update ->
          graph.updateTimestamp(update.id(), update.direction()) == entry.timestamp()
                  && (update.disabled() || graph.isAlive(update.id()))
              ? graph.channelUpdate(update.id(), update.direction())
              : Optional.empty();
      case LogEntry.OfNode node ->
          graph.nodeTimestamp(node.nodeId()) == entry.timestamp()
              ? graph.nodeAnnouncementToForward(node.nodeId())
              : Optional.empty();
    };
  }
}
