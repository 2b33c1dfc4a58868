package org.boltj.backup;

/** Bytes that are no backup of this node; the message says what to do. */
public final class BackupException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What is wrong. */
  public enum Problem {
    /** No backup at all, or not whole. */
    DAMAGED,
    /** Written by a newer version of this program. */
    NEWER_VERSION,
    /** Written by a node with another seed. */
    OTHER_SEED,
    /** Of a node on another network. */
    OTHER_NETWORK
  }

  private final Problem problem;

  BackupException(Problem problem, String message) {
    super(message);
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }
}
