package org.boltj.gossip.snapshot;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * Files that are there when they are complete, and not before: each is written beside its place, as
 * {@code <name>.part}, and then moved there. What is left of that by a process that was killed is
 * replaced by the next write of the same file. A link is followed.
 *
 * <p>Of several files that belong together all are complete before the first is moved, and the last
 * ones of before are removed first: at no time do old ones stand beside new ones.
 */
final class CompleteFiles {
  /** Writes what a file holds. */
  interface Content {
    void write(OutputStream out) throws IOException;
  }

  /** A file that is wanted; packed when its name ends in {@code .gz}. */
  record Wanted(Path file, Content content) {}

  /** Where a file goes, and where it is until it is complete. */
  private record Target(Wanted wanted, Path place, Path part) {
    static Target of(Wanted wanted) throws IOException {
      Path place = Files.exists(wanted.file) ? wanted.file.toRealPath() : wanted.file;
      return new Target(wanted, place, place.resolveSibling(place.getFileName() + ".part"));
    }

    void fill() throws IOException {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
        if (wanted.file.toString().endsWith(".gz")) {
          try (GZIPOutputStream packed = new GZIPOutputStream(out)) {
            wanted.content.write(packed);
          }
        } else {
          wanted.content.write(out);
        }
      }
    }

    void move() throws IOException {
      Files.move(part, place, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private interface Act {
    void on(Target target) throws IOException;
  }

  private CompleteFiles() {}

  /**
   * Writes these files, which belong together.
   *
   * @throws IOException with the file's name; when one cannot be written, those of before stay
   */
  static void write(List<Wanted> files) throws IOException {
    List<Target> targets = new ArrayList<>();
    for (Wanted wanted : files) {
      FileErrors.checkTarget(wanted.file);
      targets.add(Target.of(wanted));
    }
    try {
      each(targets, Target::fill);
      each(targets.subList(1, targets.size()), target -> Files.deleteIfExists(target.place));
      each(targets, Target::move);
    } finally {
      each(targets, target -> Files.deleteIfExists(target.part));
    }
  }

  private static void each(List<Target> targets, Act act) throws IOException {
    for (Target target : targets) {
      try {
        act.on(target);
      } catch (IOException e) {
        throw FileErrors.of(target.wanted.file, e);
      }
    }
  }
}
