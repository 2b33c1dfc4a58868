package org.boltj.gossip.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.boltj.base.Features;
import org.boltj.base.PublicKey;
import org.boltj.gossip.graph.NetworkGraph;
import org.boltj.gossip.message.GossipTimestampFilter;
import org.boltj.gossip.message.QueryChannelRange;
import org.boltj.gossip.message.QueryShortChannelIds;
import org.boltj.gossip.message.ReplyChannelRange;
import org.boltj.gossip.message.ReplyShortChannelIdsEnd;

/**
 * The rules of the conversation about gossip with a peer: a function from state and event to state
 * and actions. It reads the graph and the log and changes neither.
 *
 * <pre>
 *   asking:     Nothing --start--> Range --last reply--> Channels --all answered--> Nothing
 *   answering:  Nothing --query--> Range or Channels --all sent--> Nothing
 *   backlog:    Nothing --gossip_timestamp_filter--> Channels --> Nodes --> Nothing
 * </pre>
 *
 * <p>Announcements that the peer sends go to the graph, not here.
 */
public final class GossipSync {
  /**
   * With a peer that answers queries, only gossip of the last hour is asked for besides (seconds).
   */
  private static final long RECENT_SECONDS = 3600;

  private final NetworkGraph graph;
  private final GossipLog log;
  private final SyncQuestions questions;
  private final SyncAnswers answers;

  public GossipSync(NetworkGraph graph, GossipLog log, SyncLimits limits) {
    this.graph = graph;
    this.log = log;
    this.questions = new SyncQuestions(graph, limits);
    this.answers = new SyncAnswers(graph, log, limits);
  }

  public GossipSync(NetworkGraph graph, GossipLog log) {
    this(graph, log, SyncLimits.DEFAULT);
  }

  /**
   * The first step, after init.
   *
   * @param remote the features of the peer
   * @param wantGossip whether this peer shall send us gossip; a few peers are enough
   * @param fullSync whether to compare the whole graph with the peer's
   */
  public SyncStep start(
      PublicKey peer, Features remote, boolean wantGossip, boolean fullSync, long nowSeconds) {
    PeerSync state =
        new PeerSync(
            peer,
            remote,
            Optional.empty(),
            new Asking.Nothing(),
            new Answering.Nothing(),
            new Backlog.Nothing(),
            log.end());
    if (wantGossip && state.answersQueries()) {
      return want(state, fullSync, nowSeconds);
    }
    GossipTimestampFilter none = GossipTimestampFilter.none(graph.chainHash());
    return new SyncStep(state, List.of(new SyncAction.Send(none.encode())));
  }

  /**
   * From now on this peer shall send us gossip, in place of one that has left. The peer must answer
   * queries; what it asked of us goes on.
   *
   * @param fullSync whether to compare the whole graph with the peer's
   */
  public SyncStep want(PeerSync state, boolean fullSync, long nowSeconds) {
    List<SyncAction> actions = new ArrayList<>();
    long since = Math.max(0, nowSeconds - RECENT_SECONDS);
    GossipTimestampFilter filter = GossipTimestampFilter.since(graph.chainHash(), since);
    actions.add(new SyncAction.Send(filter.encode()));
    PeerSync next = fullSync ? questions.askRange(state, actions, nowSeconds) : state;
    return new SyncStep(next, actions);
  }

  /** Whether a {@link SyncEvent.Writable} would find something to send. */
  public boolean hasMoreToSend(PeerSync state) {
    return state.hasMoreToSend() || log.hasFrom(state.logPosition);
  }

  /** The next step. */
  public SyncStep step(PeerSync state, SyncEvent event) {
    List<SyncAction> actions = new ArrayList<>();
    PeerSync next =
        switch (event) {
          case SyncEvent.Received received -> received(state, received, actions);
          case SyncEvent.Writable writable -> answers.write(state, writable.messages(), actions);
          case SyncEvent.Tick tick -> questions.tick(state, actions, tick.nowSeconds());
        };
    return new SyncStep(next, actions);
  }

  private PeerSync received(PeerSync state, SyncEvent.Received event, List<SyncAction> actions) {
    return switch (event.message()) {
      case GossipTimestampFilter filter -> answers.filter(state, filter);
      case QueryChannelRange query -> answers.query(state, query, actions);
      case QueryShortChannelIds query -> answers.query(state, query, actions);
      case ReplyChannelRange reply -> questions.reply(state, reply, actions, event.nowSeconds());
      case ReplyShortChannelIdsEnd end -> questions.end(state, end, actions, event.nowSeconds());
      default -> state;
    };
  }
}
