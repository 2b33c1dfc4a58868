package org.boltj.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.boltj.store.ForwardingStore;
import org.boltj.store.Store;
import org.boltj.store.StoreBatch;
import org.boltj.store.StoreException;

/** A SQLite store that can stop between two writes and leave behind what a dead process leaves. */
final class CrashableStore extends ForwardingStore {
  private boolean crashed;

  CrashableStore(Store inner) {
    super(inner);
  }

  /** Copies the database with its log as they are; from now on every write fails. */
  synchronized void crash(Path file, Path copy) throws IOException {
    crashed = true;
    copy(file, copy);
  }

  /** Copies the database with its log between two writes. */
  synchronized void copy(Path file, Path copy) throws IOException {
    for (String part : List.of("", "-wal")) {
      Path from = Path.of(file + part);
      if (Files.exists(from)) {
        Files.copy(from, Path.of(copy + part));
      }
    }
  }

  @Override
  public synchronized void write(StoreBatch batch) throws StoreException {
    if (crashed) {
      throw new StoreException("the process is dead");
    }
    super.write(batch);
  }

  @Override
  public synchronized void close() {
    super.close();
  }
}
