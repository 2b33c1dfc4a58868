package org.boltj.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Sees that the database is still the file of its name. On POSIX systems SQLite would go on writing
 * to a file that was deleted or replaced, and everything written would be lost with the process.
 */
final class DatabaseWitness {
  private final Path file;
  private final Path log;
  private final @Nullable Object fileKey;
  private @Nullable Object logKey;

  DatabaseWitness(Path file) throws StoreException {
    this.file = file;
    this.log = file.resolveSibling(file.getFileName() + "-wal");
    this.fileKey = key(file);
  }

  /**
   * @throws StoreException when file or log are gone or are others
   */
  void check() throws StoreException {
    if (fileKey == null) {
      return; // This file system has no identities.
    }
    if (!fileKey.equals(key(file))) {
      throw replaced();
    }
    if (logKey == null) {
      // Made by SQLite with the first transaction.
      logKey = Files.exists(log) ? key(log) : null;
    } else if (!logKey.equals(key(log))) {
      throw replaced();
    }
  }

  private @Nullable Object key(Path path) throws StoreException {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    } catch (IOException e) {
      throw replaced();
    }
  }

  private StoreException replaced() {
    return DatabaseFile.refused(
        file,
        "it was removed or replaced while the node used it",
        "put it back with its log (-wal), and do not use an older copy");
  }
}
