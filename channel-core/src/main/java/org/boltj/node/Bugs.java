package org.boltj.node;

/** Describes bugs for events: where it was thrown, and nothing of the data. */
final class Bugs {
  private Bugs() {}

  static String describe(Throwable bug) {
    StackTraceElement[] trace = bug.getStackTrace();
    return bug + (trace.length == 0 ? "" : " at " + trace[0]);
  }
}
