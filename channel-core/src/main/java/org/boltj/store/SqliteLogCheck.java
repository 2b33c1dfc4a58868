package org.boltj.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Looks at the write-ahead log that a process left which did not end in order, before SQLite does.
 * SQLite takes the log up to the first frame with a wrong check sum. At the end of the log that is
 * right: a batch that was being written is as if it had never been. But when two commits follow the
 * wrong frame, batches are behind it that were durable (the first one was waited for before the
 * second began), and to go on without them would be to go back to a revoked state.
 *
 * <p>The format is that of sqlite.org/fileformat.html, "The Write-Ahead Log".
 */
final class SqliteLogCheck {
  private static final int HEADER_SIZE = 32;
  private static final int FRAME_HEADER_SIZE = 24;
  private static final int MAGIC = 0x377f0682;

  /** The largest page of SQLite. */
  private static final int MAX_PAGE_SIZE = 65_536;

  private final ByteBuffer log;
  private final ByteOrder order;
  private int sum0;
  private int sum1;

  private SqliteLogCheck(ByteBuffer log) {
    this.log = log;
    // The last bit of the magic number is that of the order in which words are summed up.
    this.order = (log.getInt(0) & 1) == 0 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
  }

  static void check(Path database) throws StoreException {
    Path file = database.resolveSibling(database.getFileName() + "-wal");
    if (!Files.exists(file)) {
      return;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      if (channel.size() < HEADER_SIZE || channel.size() > Integer.MAX_VALUE) {
        return;
      }
      ByteBuffer log = ByteBuffer.allocate((int) channel.size());
      while (log.hasRemaining() && channel.read(log) >= 0) {
        // Until all is read.
      }
      int lost = new SqliteLogCheck(log).lostCommits();
      if (lost > 1) {
        throw DatabaseFile.refused(
            database,
            "its log (-wal) is damaged before the end, so at least %d batches are lost"
                .formatted(lost - 1),
            "check the disk and save both files; do not go on with what is left, because peers may"
                + " then take all of its channels");
      }
    } catch (IOException e) {
      throw DatabaseFile.refused(database, "its log: " + e, "check the disk", e);
    }
  }

  /** Commits behind the first frame that SQLite would not take. */
  private int lostCommits() {
    int pageSize = log.getInt(8);
    int size = FRAME_HEADER_SIZE + pageSize;
    boolean readable = Integer.bitCount(pageSize) == 1 && pageSize <= MAX_PAGE_SIZE;
    if (!readable || log.capacity() < HEADER_SIZE + size) {
      return 0;
    }
    add(0, FRAME_HEADER_SIZE);
    boolean valid =
        (log.getInt(0) & ~1) == MAGIC && sum0 == log.getInt(24) && sum1 == log.getInt(28);
    // Those of the header, or when that is damaged, of the first frame.
    long salts = valid ? log.getLong(16) : log.getLong(HEADER_SIZE + 8);
    int commits = 0;
    for (int at = HEADER_SIZE; at + size <= log.capacity(); at += size) {
      // Frames of an earlier round through the file have other salts.
      boolean ofThisRound = log.getLong(at + 8) == salts;
      valid = valid && ofThisRound && isRight(at, pageSize);
      if (!valid && ofThisRound && log.getInt(at + 4) != 0) {
        commits++;
      }
    }
    return commits;
  }

  private boolean isRight(int at, int pageSize) {
    add(at, 8);
    add(at + FRAME_HEADER_SIZE, pageSize);
    return sum0 == log.getInt(at + 16) && sum1 == log.getInt(at + 20);
  }

  /** Two words at a time; each frame goes on from the sums of the one before. */
  private void add(int from, int size) {
    ByteBuffer words = log.duplicate().order(order);
    for (int at = from; at < from + size; at += 8) {
      sum0 += words.getInt(at) + sum1;
      sum1 += words.getInt(at + 4) + sum0;
    }
  }
}
