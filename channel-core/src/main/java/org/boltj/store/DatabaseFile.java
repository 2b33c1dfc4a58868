package org.boltj.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The path of a database, checked before anything is opened, so that errors say what to do. */
final class DatabaseFile {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private DatabaseFile() {}

  /**
   * The path without links, so that one file has one name. A new file is made, readable by its
   * owner alone: preimages are in it.
   */
  static Path prepare(Path file) throws StoreException {
    Path absolute = file.toAbsolutePath().normalize();
    Path directory = absolute.getParent();
    if (directory == null || Files.isDirectory(absolute)) {
      throw refused(file, "it is a directory", "give the path of a file in it");
    }
    if (absolute.toString().contains("?")) {
      // The driver takes what stands behind it for settings.
      throw refused(file, "its path has a question mark", "give another path");
    }
    checkDirectory(file, directory);
    try {
      create(absolute);
      Path real = absolute.toRealPath();
      checkFile(file, real);
      return real;
    } catch (IOException e) {
      throw refused(file, e.toString(), "check the disk and the rights of this user", e);
    }
  }

  private static void checkDirectory(Path file, Path directory) throws StoreException {
    if (!Files.exists(directory)) {
      throw refused(
          file, "the directory " + directory + " does not exist", "make it, or give another path");
    }
    if (!Files.isDirectory(directory)) {
      throw refused(file, directory + " is not a directory", "give another path");
    }
    if (!isWritable(directory)) {
      throw refused(
          file,
          "the directory " + directory + " is read-only",
          "let this user write to it: the journal of the database stands there too");
    }
  }

  private static void checkFile(Path file, Path real) throws StoreException {
    if (!Files.isRegularFile(real)) {
      throw refused(file, "it is not a regular file", "give another path");
    }
    if (!isWritable(real)) {
      throw refused(file, "it is read-only", "let this user write to it");
    }
  }

  private static void create(Path file) throws IOException {
    if (Files.exists(file)) {
      return;
    }
    try {
      Files.createFile(file);
    } catch (FileAlreadyExistsException e) {
      return; // Another process was faster; the lock decides between the two.
    }
    PosixFileAttributeView view = posix(file);
    if (view != null) {
      view.setPermissions(OWNER_ONLY);
    }
  }

  /**
   * Whether anybody may write. The mode is asked beside the system's answer, which is always yes
   * for an administrator: who took the right to write away meant it.
   */
  private static boolean isWritable(Path path) {
    if (!Files.isWritable(path)) {
      return false;
    }
    try {
      PosixFileAttributeView view = posix(path);
      return view == null
          || view.readAttributes().permissions().stream()
              .anyMatch(permission -> permission.name().endsWith("_WRITE"));
    } catch (IOException e) {
      return false;
    }
  }

  private static @Nullable PosixFileAttributeView posix(Path path) {
    return Files.getFileAttributeView(path, PosixFileAttributeView.class);
  }

  static StoreException refused(Path file, String problem, String remedy) {
    return refused(file, problem, remedy, null);
  }

  /** An error that names the file, the problem and the remedy. */
  static StoreException refused(
      Path file, String problem, String remedy, @Nullable Throwable cause) {
    return new StoreException(
        "the node's database %s cannot be used: %s; %s".formatted(file, problem, remedy), cause);
  }
}
