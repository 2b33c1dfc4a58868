package org.boltj.peer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.boltj.base.BlockHash;
import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireMessage;
import org.boltj.gossip.message.GossipTimestampFilter;
import org.boltj.gossip.message.QueryChannelRange;
import org.boltj.gossip.message.QueryShortChannelIds;
import org.boltj.message.ChannelMessage;
import org.boltj.message.ErrorMessage;
import org.boltj.message.Init;
import org.boltj.message.MessageCodec;
import org.boltj.message.OpenChannel;
import org.boltj.message.Ping;
import org.boltj.message.Pong;
import org.boltj.message.TemporaryChannelMessage;
import org.boltj.message.UnknownMessage;
import org.boltj.message.WarningMessage;

/**
 * One connection to a peer after the transport's handshake. It decodes what comes in, answers what
 * concerns the connection alone, and hands on the rest once both inits are exchanged.
 *
 * <p>A state machine without I/O: whoever owns it runs the {@link PeerAction}s that come back.
 * After a {@link PeerAction.Close} it answers nothing any more. Not safe for use by several
 * threads.
 */
public final class PeerSession {
  private static final ChannelId NO_CHANNEL = new ChannelId(Bytes.zeros(32));
  private static final Ping KEEP_ALIVE = new Ping(2, Bytes.EMPTY);
  private static final long NEVER = Long.MAX_VALUE;

  private enum Phase {
    AWAIT_INIT,
    ESTABLISHED,
    CLOSED
  }

  private final Init localInit;
  private final BlockHash chain;
  private final PeerLimits limits;
  private final TokenBucket control;
  private final TokenBucket queries;
  private final TokenBucket openings;
  private final TokenBucket gossip;
  private Phase phase = Phase.AWAIT_INIT;
  private long lastHeardMillis;
  private boolean pingPending;

  /** A session for a connection whose handshake has just succeeded. */
  public PeerSession(Init localInit, BlockHash chain, PeerLimits limits, long nowMillis) {
    this.localInit = localInit;
    this.chain = chain;
    this.limits = limits;
    this.control = new TokenBucket(limits.control(), nowMillis);
    this.queries = new TokenBucket(limits.queries(), nowMillis);
    this.openings = new TokenBucket(limits.openings(), nowMillis);
    this.gossip = new TokenBucket(limits.gossip(), nowMillis);
    this.lastHeardMillis = nowMillis;
  }

  /** What to do first: init is the first message of both sides (BOLT 1). */
  public List<PeerAction> start() {
    return List.of(new PeerAction.Send(localInit));
  }

  public boolean isEstablished() {
    return phase == Phase.ESTABLISHED;
  }

  /** A whole message came in: its type and payload, decrypted. */
  public List<PeerAction> received(Bytes wire, long nowMillis) {
    if (phase == Phase.CLOSED) {
      return List.of();
    }
    lastHeardMillis = nowMillis;
    pingPending = false;
    WireMessage message;
    try {
      message = MessageCodec.decode(wire);
    } catch (DecodeException e) {
      return undecodable(wire, e, nowMillis);
    }
    return phase == Phase.AWAIT_INIT ? first(message) : established(message, wire, nowMillis);
  }

  private List<PeerAction> undecodable(Bytes wire, DecodeException fault, long nowMillis) {
    int type = wire.size() < 2 ? -1 : wire.unsigned(0) << 8 | wire.unsigned(1);
    String text = "message of type " + type + " does not decode: " + fault.getMessage();
    if (phase == Phase.ESTABLISHED && MessageCodec.isGossip(type)) {
      // It may be the fault of a third node whose gossip is passed on.
      return control.take(nowMillis) ? List.of(warning(text)) : close("too many bad messages");
    }
    return close(text);
  }

  private List<PeerAction> first(WireMessage message) {
    if (message instanceof ErrorMessage error) {
      phase = Phase.CLOSED;
      return List.of(new PeerAction.Close("the peer refused us: " + error.text()));
    }
    if (message instanceof WarningMessage warned) {
      return List.of(new PeerAction.Warned(warned.text()));
    }
    if (!(message instanceof Init init)) {
      return close("the first message must be init, but has type " + message.type());
    }
    Optional<String> refusal = InitRules.refusal(localInit.allFeatures(), chain, init);
    if (refusal.isPresent()) {
      return close(refusal.get());
    }
    phase = Phase.ESTABLISHED;
    return List.of(new PeerAction.Established(init, init.allFeatures()));
  }

  private List<PeerAction> established(WireMessage message, Bytes wire, long nowMillis) {
    Optional<String> excess = excess(message, nowMillis);
    if (excess.isPresent()) {
      return close(excess.get());
    }
    return switch (message) {
      case Ping ping ->
          ping.wantsPong()
              ? List.of(new PeerAction.Send(new Pong(Bytes.zeros(ping.numPongBytes()))))
              : List.of();
      case Pong pong -> List.of();
      case Init again -> List.of(warning("init was sent before"));
      case WarningMessage warned -> List.of(new PeerAction.Warned(warned.text()));
      case UnknownMessage unknown ->
          unknown.isRequired()
              ? close("message of unknown even type " + unknown.type())
              : List.of(new PeerAction.Deliver(unknown, wire));
      default ->
          MessageCodec.isGossip(message.type())
              ? announced(message, wire, nowMillis)
              : List.of(new PeerAction.Deliver(message, wire));
    };
  }

  private List<PeerAction> announced(WireMessage message, Bytes wire, long nowMillis) {
    long debtMillis = gossip.spend(nowMillis);
    PeerAction deliver = new PeerAction.Deliver(message, wire);
    return debtMillis == 0 ? List.of(deliver) : List.of(deliver, new PeerAction.Pause(debtMillis));
  }

  /** Of messages that cost us something and move no channel only so many are taken. */
  private Optional<String> excess(WireMessage message, long nowMillis) {
    return switch (message) {
      case OpenChannel open -> unless(openings.take(nowMillis), "too many open_channel");
      case ChannelMessage other -> Optional.empty();
      case TemporaryChannelMessage other -> Optional.empty();
      case QueryChannelRange query -> unless(queries.take(nowMillis), "too many queries");
      case QueryShortChannelIds query -> unless(queries.take(nowMillis), "too many queries");
      case GossipTimestampFilter query -> unless(queries.take(nowMillis), "too many queries");
      default ->
          unless(
              MessageCodec.isGossip(message.type()) || control.take(nowMillis),
              "too many messages");
    };
  }

  private static Optional<String> unless(boolean fine, String fault) {
    return fine ? Optional.empty() : Optional.of(fault);
  }

  /** A message of the peer was about nothing that we know: it counts as a control message. */
  public List<PeerAction> pointless(long nowMillis) {
    return phase == Phase.CLOSED || control.take(nowMillis)
        ? List.of()
        : close("too many messages about channels that do not exist");
  }

  /** Time has passed: keeps the connection alive, and gives it up when the peer is silent. */
  public List<PeerAction> tick(long nowMillis) {
    if (phase == Phase.CLOSED || nowMillis < nextDeadlineMillis()) {
      return List.of();
    }
    if (phase == Phase.AWAIT_INIT) {
      return close("no init within " + limits.initTimeoutMillis() + " ms");
    }
    if (pingPending) {
      phase = Phase.CLOSED;
      return List.of(
          new PeerAction.Close("no answer to a ping within " + limits.pongTimeoutMillis() + " ms"));
    }
    pingPending = true;
    return List.of(new PeerAction.Send(KEEP_ALIVE));
  }

  /** When {@link #tick} has something to do next, in milliseconds. */
  public long nextDeadlineMillis() {
    return switch (phase) {
      case AWAIT_INIT -> lastHeardMillis + limits.initTimeoutMillis();
      case ESTABLISHED ->
          lastHeardMillis
              + limits.pingAfterMillis()
              + (pingPending ? limits.pongTimeoutMillis() : 0);
      case CLOSED -> NEVER;
    };
  }

  /** Tells the peer why, then closes. */
  private List<PeerAction> close(String reason) {
    phase = Phase.CLOSED;
    List<PeerAction> actions = new ArrayList<>();
    actions.add(warning(reason));
    actions.add(new PeerAction.Close(reason));
    return List.copyOf(actions);
  }

  private static PeerAction warning(String text) {
    return new PeerAction.Send(WarningMessage.of(NO_CHANNEL, text));
  }
}
