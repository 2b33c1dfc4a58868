package org.boltj.node;

import java.util.List;
import org.boltj.store.Change;
import org.boltj.store.StoreBatch;
import org.boltj.store.StoreException;
import org.boltj.store.StoredNode;

/**
 * The loop. Each {@link #poll} is one round:
 *
 * <pre>
 *   inputs --> steps of channels and payments --> follow-ups --> one commitment_signed per channel
 *          --> ONE write of all that changed --> messages, broadcasts, answers, events, in order
 * </pre>
 *
 * <p>Nothing leaves the node before what it depends on is durable. When the write fails, nothing
 * leaves at all and the node stops. Has no thread and no clock of its own; used by one thread at a
 * time.
 */
final class NodeCore {
  /** Inputs of one round: bounds how long answers wait for the write. */
  private static final int MAX_BATCH = 512;

  private final NodeParts parts;
  private final Env env;
  private boolean running;
  private String stopReason = "";

  NodeCore(NodeParts parts) {
    this.parts = parts;
    this.env = parts.env;
  }

  // ---- start and stop ----

  /** Loads the store, takes up what was under way, and starts to listen to chain and peers. */
  void start(long nowMillis) throws StoreException {
    env.setNow(nowMillis);
    StoredNode stored = env.ports.store().load();
    parts.restore(stored);
    running = true;
    finishRound();
    parts.listen();
  }

  /** Nothing is done any more, and nothing leaves. */
  void stop() {
    if (running) {
      running = false;
      keepScores();
    }
  }

  private void keepScores() {
    List<Change> rest = parts.scores.rest();
    try {
      if (!rest.isEmpty()) {
        env.ports.store().write(new StoreBatch(rest));
      }
    } catch (StoreException lost) {
      // Payments teach it again.
    }
  }

  boolean isRunning() {
    return running;
  }

  /** Why the node has stopped by itself, for a person; empty when it has not. */
  String stopReason() {
    return stopReason;
  }

  // ---- one round ----

  /**
   * Works on what has come in.
   *
   * @return whether more waits already
   */
  boolean poll(long nowMillis) {
    if (!running) {
      return false;
    }
    env.setNow(nowMillis);
    try {
      contained(parts::tick);
      for (int i = 0; i < MAX_BATCH; i++) {
        Runnable input = env.inbox.take();
        if (input == null) {
          break;
        }
        contained(input);
        followUps();
      }
      finishRound();
    } catch (StoreException | StoreFailure e) {
      halt("the store failed: " + e.getMessage());
    }
    return running && !env.inbox.isEmpty();
  }

  /** While nothing waits: computes what will be needed. */
  void workAhead() {
    contained(
        () -> {
          while (running && env.inbox.isEmpty() && parts.channels.workAhead()) {
            // until something comes in
          }
        });
  }

  private void finishRound() throws StoreException {
    contained(parts.gossip::takeIn);
    followUps();
    while (parts.channels.hasChanged()) {
      contained(parts.channels::signAll);
      followUps();
    }
    parts.commands.answerReady();
    env.outbox.flush(env.ports.store(), this::bug);
    contained(parts.peers::flush);
    parts.invoices.written();
    parts.payments.written();
  }

  private void followUps() {
    for (Runnable next = env.nextFollowUp(); next != null; next = env.nextFollowUp()) {
      contained(next);
    }
  }

  /** A bug outside of a channel's step: what it touched is left as it is, the rest goes on. */
  private void contained(Runnable work) {
    try {
      work.run();
    } catch (StoreFailure e) {
      throw e;
    } catch (RuntimeException | StackOverflowError bug) {
      bug(bug);
    }
  }

  private void bug(Throwable bug) {
    env.events.publish(new NodeEvent.InternalFailure(Bugs.describe(bug)));
  }

  /** Ends the node without an order to: nothing leaves any more, not even what waits to. */
  void halt(String reason) {
    running = false;
    stopReason = reason;
    env.events.publish(new NodeEvent.Stopped(reason));
    parts.peers.closeAll();
  }
}
