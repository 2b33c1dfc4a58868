package org.boltj.sim.fault;

/**
 * One thing that goes wrong in a run. Times are milliseconds of virtual time since the first
 * payment; those after {@link Scenario#durationMillis} go on when the channels are being closed.
 * Counts are of what one node has done since the first payment, from 0 on. Nodes and channels have
 * numbers from 0 on.
 */
public sealed interface Fault {

  /** When the crash comes, seen from a write of the store. */
  enum Moment {
    /** The write is lost. */
    BEFORE,
    /** The write is durable, and nothing of what followed from it has left. */
    AFTER
  }

  /** The process dies at that write of its store, and starts again later. */
  record CrashAtWrite(int node, int write, Moment moment, long downMillis) implements Fault {}

  /** The process dies when that many messages have left: the rest of the round does not leave. */
  record CrashAtSend(int node, int message, long downMillis) implements Fault {}

  /** The process dies before that call of the chain, which broadcasts something. */
  record CrashAtPublish(int node, int publication, long downMillis) implements Fault {}

  /**
   * The disk reports an error, and the node stops.
   *
   * @param landed whether the batch is on the disk all the same
   */
  record WriteFails(int node, int write, boolean landed, long downMillis) implements Fault {}

  /** Every write takes that long: what follows from it leaves later. */
  record SlowDisk(int node, long atMillis, long forMillis, long delayMillis) implements Fault {}

  /** The connection between two nodes ends, and no other is made for a while. */
  record Cut(int one, int other, long atMillis, long forMillis) implements Fault {}

  /** What one node sends to the other gets lost, and neither is told that the line is dead. */
  record HalfOpen(int from, int to, long atMillis, long forMillis) implements Fault {}

  /** What one node sends to the other comes later, behind what others send. */
  record Delay(int from, int to, long atMillis, long forMillis, long delayMillis)
      implements Fault {}

  /**
   * A reorganization.
   *
   * @param depth blocks that are taken back, 1 to 6
   * @param keepPercent share of their transactions that the new blocks hold at once; the others
   *     wait in the mempool
   * @param forgets whether the mempool forgets them instead
   */
  record Reorg(long atMillis, int depth, int keepPercent, boolean forgets) implements Fault {}

  /** On-chain fees are that many percent of what they were. */
  record FeeSpike(long atMillis, long forMillis, int percent) implements Fault {}

  /** The next blocks hold nothing of ours. */
  record FullBlocks(long atMillis, int blocks) implements Fault {}

  /** The mempool forgets all that it holds. */
  record Eviction(long atMillis) implements Fault {}

  /** The node's clock jumps, forward or, below zero, backward. */
  record ClockJump(int node, long atMillis, long byMillis) implements Fault {}

  /** The node hears nothing of the chain and cannot broadcast. */
  record ChainAway(int node, long atMillis, long forMillis) implements Fault {}

  /** An application closes a channel in the midst of it all. */
  record Closure(int channel, boolean byOpener, boolean force, long atMillis) implements Fault {}

  /**
   * The node cheats: at one time it keeps a copy of its store, at a later one it stops, goes back
   * to the copy and closes all its channels by force, without a word to anybody.
   */
  record Cheat(int node, long copyAtMillis, long cheatAtMillis) implements Lie {}

  /** The node falsifies a message. */
  record WrongBytes(int node, Kind kind, int occurrence) implements Lie {
    /** What is false. */
    public enum Kind {
      COMMITMENT_SIGNATURE,
      HTLC_SIGNATURE,
      REVOCATION_SECRET,
      NEXT_POINT,
      PREIMAGE,
      CLOSING_SIGNATURE
    }
  }

  /** Once it has sent that message, the node says nothing any more to the peer that got it. */
  record Silence(int node, int messageType, int occurrence) implements Lie {}

  /**
   * The node keeps preimages to itself: no update_fulfill_htlc leaves after that one, and what it
   * claims on the chain is broadcast in the last block before the HTLC times out.
   */
  record WithheldPreimages(int node, int occurrence) implements Lie {}

  /** A fault of a peer that is not honest: it may lose, and nobody else may. */
  sealed interface Lie extends Fault {
    int node();
  }
}
