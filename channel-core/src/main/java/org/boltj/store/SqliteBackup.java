package org.boltj.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.boltj.base.Bytes;

/**
 * Makes whole SQLite files: what has the name of a copy is complete and on the disk, whenever the
 * process or the machine stops.
 */
final class SqliteBackup {
  private SqliteBackup() {}

  /** Fills the file, which is empty. */
  interface Filling {
    void fill(Path file) throws StoreException;
  }

  /** A copy that says that it is one and when it was made, under a name that nothing has yet. */
  static void write(Path file, RecordSeal seal, Filling filling) throws StoreException {
    if (Files.exists(file)) {
      throw DatabaseFile.refused(file, "it exists already", "give the path of a new file");
    }
    long now = System.currentTimeMillis();
    Bytes made = Bytes.wrap(ByteBuffer.allocate(Long.BYTES).putLong(now).array());
    replace(
        file,
        part -> {
          filling.fill(part);
          try (SqliteStore copy = SqliteStore.open(part, seal, List.of())) {
            copy.write(new StoreBatch(List.of(new Change.PutMeta(StoredNode.COPY_MARK, made))));
          }
        });
  }

  /** Gives the name to a file that was filled elsewhere; what had the name is lost. */
  static void replace(Path file, Filling filling) throws StoreException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.deleteIfExists(part);
      Path real = DatabaseFile.prepare(part);
      filling.fill(real);
      sync(real);
      Files.move(real, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      Path directory = real.getParent();
      if (directory != null) {
        sync(directory);
      }
    } catch (IOException e) {
      throw DatabaseFile.refused(file, e.toString(), "check the disk and the rights", e);
    } finally {
      for (String rest : List.of("", ".lock", "-wal", "-shm")) {
        deleteQuietly(file.resolveSibling(part.getFileName() + rest));
      }
    }
  }

  private static void deleteQuietly(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      // Left behind, and overwritten by the next copy.
    }
  }

  private static void sync(Path path) throws IOException {
    if (Files.isDirectory(path) && System.getProperty("os.name", "").startsWith("Windows")) {
      return; // Directories cannot be opened there.
    }
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** The pages of a database as they are, in a file that is empty or not there. */
  static void vacuum(Connection connection, Path file) throws SQLException, StoreException {
    try (Statement statement = connection.createStatement()) {
      Files.deleteIfExists(file);
      DatabaseFile.prepare(file);
      statement.execute("VACUUM INTO '" + file.toString().replace("'", "''") + "'");
      sync(file);
    } catch (IOException e) {
      throw DatabaseFile.refused(file, e.toString(), "check the disk and the rights", e);
    }
  }
}
