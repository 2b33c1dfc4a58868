package org.boltj.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One node for one database: two would each send what the other does not know of. The lock is one
 * of the operating system on a file beside the database, so it ends with the process, however that
 * ends. The file stays; it holds the number of the process.
 */
final class DatabaseLock implements AutoCloseable {
  /**
   * What this process has open. Asked first: on POSIX systems closing any channel to a file drops
   * the process's locks on it, so that a second attempt would free the first one's lock.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  /** Far behind the content, so that others can read that where locks are mandatory. */
  private static final long LOCKED_BYTE = 1L << 30;

  private final Path file;
  private final FileChannel channel;

  private DatabaseLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * @param database its real path
   */
  static DatabaseLock take(Path database) throws StoreException {
    Path file = database.resolveSibling(database.getFileName() + ".lock");
    if (!HELD.add(file)) {
      throw inUse(database, "another node of this process");
    }
    boolean taken = false;
    try {
      DatabaseLock lock = new DatabaseLock(file, take(database, file));
      taken = true;
      return lock;
    } catch (IOException e) {
      throw DatabaseFile.refused(
          database, "its lock file: " + e, "check the disk and the rights of this user", e);
    } finally {
      if (!taken) {
        HELD.remove(file);
      }
    }
  }

  private static FileChannel take(Path database, Path file) throws IOException, StoreException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    boolean taken = false;
    try {
      // Released when the channel is closed.
      if (channel.tryLock(LOCKED_BYTE, 1, false) == null) {
        throw inUse(database, "process " + holder(channel));
      }
      channel.truncate(0);
      String pid = Long.toString(ProcessHandle.current().pid());
      channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
      taken = true;
      return channel;
    } finally {
      if (!taken) {
        channel.close();
      }
    }
  }

  private static String holder(FileChannel channel) throws IOException {
    ByteBuffer content = ByteBuffer.allocate(20);
    channel.read(content, 0);
    content.flip();
    return StandardCharsets.US_ASCII.decode(content).toString();
  }

  private static StoreException inUse(Path database, String holder) {
    return DatabaseFile.refused(
        database, "it is in use by " + holder, "stop that one first, or use another database");
  }

  /** Once: a second time it could be another's lock. */
  @Override
  public void close() {
    if (!channel.isOpen()) {
      return;
    }
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      HELD.remove(file);
    }
  }
}
