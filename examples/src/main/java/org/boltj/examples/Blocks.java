package org.boltj.examples;

import java.util.function.BooleanSupplier;

/** Mines the blocks of a town, never faster than its nodes can follow. */
final class Blocks {
  /** Nodes write what a few blocks have changed at once. */
  private static final int STEP = 6;

  private final Town town;
  private final Deadline deadline;
  private final Timeline timeline;

  Blocks(Town town, Deadline deadline, Timeline timeline) {
    this.town = town;
    this.deadline = deadline;
    this.timeline = timeline;
  }

  /** Mines that many blocks, some at a time. */
  void mine(String why, int count) throws InterruptedException {
    timeline.progress(why, 0, count);
    for (int done = 0; done < count; ) {
      int next = Math.min(STEP, count - done);
      mineAtOnce(why, next);
      done += next;
      timeline.progress(why, done, count);
    }
  }

  /**
   * Mines until something is so, then no more.
   *
   * @param limit the demo fails when that many blocks were not enough
   */
  void mineUntil(String what, int limit, BooleanSupplier done) throws InterruptedException {
    for (int mined = 0; !done.getAsBoolean(); mined++) {
      DemoFailure.unless(mined < limit, limit + " blocks were not enough for: " + what);
      mineAtOnce(what, 1);
    }
  }

  private void mineAtOnce(String why, int count) throws InterruptedException {
    town.chain().mine(count);
    int height = town.chain().height();
    for (Party party : town.parties()) {
      deadline.await(
          party + " at block " + height + ", " + why, () -> party.node().blockHeight() >= height);
    }
  }
}
