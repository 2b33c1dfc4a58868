package org.boltj.gossip.snapshot;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Says which file could not be read or written, and why, in the form of {@link
 * SnapshotFormatException}: the file as it was asked for, a colon, the reason. What the operating
 * system says lacks one or the other.
 */
final class FileErrors {
  private FileErrors() {}

  /**
   * The same error with a message that is complete.
   *
   * @param file as the caller named it, whichever file was touched on its behalf
   */
  static IOException of(Path file, IOException error) {
    if (error instanceof SnapshotFormatException) {
      return error;
    }
    FileSystemException named =
        switch (error) {
          case NoSuchFileException missing -> missing(file);
          case AccessDeniedException denied -> denied(file);
          case FileSystemException other -> failed(file, other.getReason());
          default -> failed(file, Files.isDirectory(file) ? "is a folder" : error.getMessage());
        };
    named.initCause(error);
    return named;
  }

  /** Refuses to write where no file can be. */
  static void checkTarget(Path file) throws IOException {
    if (Files.isDirectory(file) || file.getFileName() == null) {
      throw failed(file, "is a folder");
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw failed(file, "is not a file");
    }
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      throw new NoSuchFileException(name(file), null, "there is no folder " + folder);
    }
  }

  private static FileSystemException missing(Path file) {
    return new NoSuchFileException(name(file), null, "there is no such file");
  }

  private static FileSystemException denied(Path file) {
    return new AccessDeniedException(name(file), null, "permission denied");
  }

  private static FileSystemException failed(Path file, @Nullable String reason) {
    return new FileSystemException(name(file), null, reason == null ? "failed" : reason);
  }

  /** An empty path is the current folder. */
  private static String name(Path file) {
    return file.toString().isEmpty() ? file.toAbsolutePath().toString() : file.toString();
  }
}
