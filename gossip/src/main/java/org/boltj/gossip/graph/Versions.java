package org.boltj.gossip.graph;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A number for each row of a table that one thread writes and others read without locks. It is odd
 * while the row is written. A reader remembers it, reads the row, and reads again when it has
 * changed meanwhile; so no reader ever uses half of what was written (a "sequence lock").
 */
final class Versions {
  private static final VarHandle VERSION = MethodHandles.arrayElementVarHandle(int[].class);

  private final int[] versions;

  Versions(int size) {
    this.versions = new int[size];
  }

  private Versions(int[] versions) {
    this.versions = versions;
  }

  /** The same versions and room for more. */
  Versions grown(int size) {
    return new Versions(java.util.Arrays.copyOf(versions, size));
  }

  /** The version to read a row with; waits while the row is written. */
  int beginRead(int row) {
    int version = (int) VERSION.getAcquire(versions, row);
    while ((version & 1) != 0) {
      Thread.onSpinWait();
      version = (int) VERSION.getAcquire(versions, row);
    }
    return version;
  }

  /** Whether all that was read of the row since {@link #beginRead} belongs together. */
  boolean isUnchanged(int row, int version) {
    VarHandle.loadLoadFence();
    return version == (int) VERSION.getOpaque(versions, row);
  }

  /** For the one writer: what follows is seen by readers only after {@link #endWrite}. */
  void beginWrite(int row) {
    VERSION.setOpaque(versions, row, versions[row] + 1);
    VarHandle.storeStoreFence();
  }

  void endWrite(int row) {
    VERSION.setRelease(versions, row, versions[row] + 1);
  }
}
