package org.boltj.gossip.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.boltj.base.Features;
import org.boltj.base.PublicKey;
import org.boltj.base.ShortChannelId;
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
 *   asking:     Nothing --compare--> Range --last reply--> Channels --all answered--> Nothing
 *               Nothing --ask--> Channels; at any fault or silence --> GivenUp
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

  /**
   * @param upToDate whether we know the network well enough to say so (full_information)
   */
  public GossipSync(
      NetworkGraph graph, GossipLog log, SyncLimits limits, BooleanSupplier upToDate) {
    this.graph = graph;
    this.log = log;
    this.questions = new SyncQuestions(graph, limits);
    this.answers = new SyncAnswers(graph, log, limits, upToDate);
  }

  public GossipSync(NetworkGraph graph, GossipLog log, SyncLimits limits) {
    this(graph, log, limits, () -> true);
  }

  public GossipSync(NetworkGraph graph, GossipLog log) {
    this(graph, log, SyncLimits.DEFAULT);
  }

  /**
   * The first step, after init.
   *
   * @param remote the features of the peer
   * @param wantGossip whether this peer shall send us gossip; a few peers are enough
   */
  public SyncStep start(PublicKey peer, Features remote, boolean wantGossip, long nowSeconds) {
    PeerSync state =
        new PeerSync(
            peer,
            remote,
            Optional.empty(),
            new Asking.Nothing(),
            new Answering.Nothing(),
            new Backlog.Nothing(),
            log.end(),
            log.end());
    return wantGossip && state.answersQueries() ? listen(state, nowSeconds) : ignore(state);
  }

  /** From now on this peer shall send us new gossip, and that of the last hour. */
  public SyncStep listen(PeerSync state, long nowSeconds) {
    long since = Math.max(0, nowSeconds - RECENT_SECONDS);
    return send(state, GossipTimestampFilter.since(graph.chainHash(), since));
  }

  /** From now on this peer shall send us none but its own gossip. */
  public SyncStep ignore(PeerSync state) {
    return send(state, GossipTimestampFilter.none(graph.chainHash()));
  }

  private static SyncStep send(PeerSync state, GossipTimestampFilter filter) {
    return new SyncStep(state, List.of(new SyncAction.Send(filter.encode())));
  }

  /**
   * Compares the whole graph with the peer's, and asks for what we do not have. Ends with {@link
   * SyncAction.Synced}. Does nothing while the peer is asked, or when it cannot be.
   *
   * @param highestBlock the height of the chain; channels beyond it are not believed
   */
  public SyncStep compare(PeerSync state, long highestBlock, long nowSeconds) {
    List<SyncAction> actions = new ArrayList<>();
    PeerSync next =
        canBeAsked(state) ? questions.askRange(state, highestBlock, actions, nowSeconds) : state;
    return new SyncStep(next, actions);
  }

  /**
   * Asks for channels that we have heard of and do not know. Does nothing while the peer is asked,
   * or when it cannot be.
   */
  public SyncStep ask(PeerSync state, List<ShortChannelId> ids, long nowSeconds) {
    List<SyncAction> actions = new ArrayList<>();
    PeerSync next =
        canBeAsked(state) && !ids.isEmpty()
            ? questions.ask(state, ids, actions, nowSeconds)
            : state;
    return new SyncStep(next, actions);
  }

  /** Whether {@link #compare} and {@link #ask} would ask. */
  public static boolean canBeAsked(PeerSync state) {
    return state.answersQueries() && !state.isAsking();
  }

  /** Whether a {@link SyncEvent.Writable} would find something to send. */
  public boolean hasMoreToSend(PeerSync state) {
    return state.hasMoreToSend() || state.logPosition < state.readable;
  }

  /** Whether a {@link SyncEvent.Flush} would let more through. */
  public boolean hasMoreToFlush(PeerSync state) {
    return state.readable < log.end();
  }

  /** The next step. */
  public SyncStep step(PeerSync state, SyncEvent event) {
    List<SyncAction> actions = new ArrayList<>();
    PeerSync next =
        switch (event) {
          case SyncEvent.Received received -> received(state, received, actions);
          case SyncEvent.Writable writable ->
              answers.write(state, new Outgoing(actions, writable.messages()));
          case SyncEvent.Flush flush -> state.withReadable(log.end());
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
