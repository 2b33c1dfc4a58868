package org.boltj.store;

import java.nio.file.Path;
import java.util.List;

/** Stores whose disk fails, for tests of the node. */
public final class FaultyStores {
  private FaultyStores() {}

  /**
   * On a disk that is soon full.
   *
   * @param pages of 4,096 bytes that the file may have
   */
  public static Store onSmallDisk(Path file, int pages) throws StoreException {
    return SqliteStore.open(
        file, ClearRecords.INSTANCE, List.of("PRAGMA max_page_count = " + pages));
  }
}
