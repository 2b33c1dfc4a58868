package org.boltj.node;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import org.boltj.base.PublicKey;
import org.boltj.store.Change;
import org.jspecify.annotations.Nullable;

/**
 * What the parts of a node share: time, height, and the way to the outside. Used by the loop only.
 */
final class Env {
  private static final int MAX_BLOCKS_BEHIND = 2;

  final NodeSettings settings;
  final NodePorts ports;
  final PublicKey nodeId;
  final Inbox inbox = new Inbox();
  final Outbox outbox = new Outbox();
  final Events events;
  final SweepScripts sweepScripts;
  private final Deque<Runnable> followUps = new ArrayDeque<>();
  private long nowMillis;
  private int blockHeight;

  Env(NodeSettings settings, NodePorts ports) {
    this.settings = settings;
    this.ports = ports;
    this.nodeId = ports.keys().nodeSigner().nodeId();
    this.events = new Events(ports.callbacks());
    this.sweepScripts =
        new SweepScripts(ports.funds(), why -> publish(new NodeEvent.InternalFailure(why)));
  }

  /** Milliseconds since 1970, as the caller of the loop said; never goes back. */
  long nowMillis() {
    return nowMillis;
  }

  long nowSeconds() {
    return nowMillis / 1000;
  }

  void setNow(long millis) {
    nowMillis = Math.max(nowMillis, millis);
  }

  /** Of the last block processed. */
  int blockHeight() {
    return blockHeight;
  }

  /**
   * Whether so many blocks are still to be processed, as after a long stop, that expiries cannot be
   * judged: an HTLC that seems to have time may have expired already.
   */
  boolean isBehindChain() {
    int tip = ports.chain().tipHeight();
    boolean unknown = tip == 0 && blockHeight > 0;
    return unknown || tip - blockHeight > MAX_BLOCKS_BEHIND;
  }

  /** Whether a block is known that is still to be processed: it may hold what decides an HTLC. */
  boolean hasBlockToCome() {
    return isBehindChain() || ports.chain().tipHeight() > blockHeight;
  }

  void setBlockHeight(int height) {
    blockHeight = height;
  }

  /**
   * Does something within this round, but after the effects of the step that asks for it: effects
   * of two steps never mix.
   */
  void later(Runnable followUp) {
    followUps.add(followUp);
  }

  @Nullable Runnable nextFollowUp() {
    return followUps.poll();
  }

  void change(Change change) {
    outbox.change(change);
  }

  /** Tells the application, once all is durable. */
  void publish(NodeEvent event) {
    outbox.output(() -> events.publish(event));
  }

  /** Answers a caller, once all is durable. */
  <T> void complete(CompletableFuture<T> future, T value) {
    outbox.output(() -> future.completeAsync(() -> value, ports.callbacks()));
  }

  /** Answers a caller, once all is durable. */
  void fail(CompletableFuture<?> future, LightningException failure) {
    outbox.output(() -> ports.callbacks().execute(() -> future.completeExceptionally(failure)));
  }
}
